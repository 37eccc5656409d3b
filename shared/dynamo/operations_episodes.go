package dynamo

import (
	"context"
	"encoding/json"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"tieline/shared/alert"
	"tieline/shared/fault"
)

// episodesItem begins the name of an item for each source of alerts.
const episodesItem = "episodes#"

// keepsEpisodes is for how long those of a source are kept from when the last of
// them began: longer than anything goes on that people are told of.
const keepsEpisodes = 90 * 24 * time.Hour

type episodesRow struct {
	Version   int64  `dynamodbav:"version"`
	Past      string `dynamodbav:"past"`      // alert.Past in JSON
	ExpiresAt int64  `dynamodbav:"expiresAt"` // Unix seconds
}

// Episode notes an episode of a source, and returns how it is to be told: as
// alert.Next has it. One that changes nothing writes nothing. If somebody else
// notes one of that source at the same moment it is tried once more; a second time
// it is a fault of kind Conflict.
func (o *Operations) Episode(ctx context.Context, source string, a alert.Alert, limit int) (alert.Turn, error) {
	turn, err := o.episode(ctx, source, a, limit)
	if fault.KindOf(err) == fault.Conflict {
		turn, err = o.episode(ctx, source, a, limit)
	}
	return turn, err
}

func (o *Operations) episode(ctx context.Context, source string, a alert.Alert, limit int) (alert.Turn, error) {
	was, past, err := o.past(ctx, source)
	if err != nil {
		return alert.Turn{}, err
	}
	past, turn := alert.Next(past, a, limit)
	text, err := json.Marshal(past)
	if err != nil {
		return alert.Turn{}, fault.Errorf(fault.Invalid, "encode %s%s: %w", episodesItem, source, err)
	}
	if string(text) == was.Past {
		return turn, nil
	}
	next := episodesRow{was.Version + 1, string(text), past.Newest().Add(keepsEpisodes).Unix()}
	condition, values := "attribute_not_exists(version)", map[string]types.AttributeValue(nil)
	if was.Version != 0 {
		condition, values = "version = :was", map[string]types.AttributeValue{":was": number(was.Version)}
	}
	if err := o.put(ctx, episodesItem+source, next, condition, values); err != nil {
		return alert.Turn{}, err
	}
	return turn, nil
}

// past reads what is known of a source.
func (o *Operations) past(ctx context.Context, source string) (row episodesRow, past alert.Past, err error) {
	if err := o.get(ctx, episodesItem+source, &row); err != nil || row.Past == "" {
		return row, nil, err
	}
	if err := json.Unmarshal([]byte(row.Past), &past); err != nil {
		return row, nil, fault.Errorf(fault.Unknown, "decode %s%s: %w", episodesItem, source, err)
	}
	return row, past, nil
}
