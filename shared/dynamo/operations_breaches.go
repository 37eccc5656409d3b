package dynamo

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"tieline/shared/awsfault"
	"tieline/shared/fault"
	"tieline/shared/names"
	"tieline/shared/sla"
)

// breachItem begins the name of an item for each breach, which its key ends.
const breachItem = "breach#"

// keepsBreaches is for how long a breach is kept from its end, or its beginning
// while it lasts: as long as contacts are.
const keepsBreaches = 90 * 24 * time.Hour

// Times in this row are Unix milliseconds, if it is not said otherwise.
type breachRow struct {
	Breach    string `dynamodbav:"breach"`             // JSON
	OpenedAt  int64  `dynamodbav:"openedAt"`           //
	ClosedAt  int64  `dynamodbav:"closedAt,omitempty"` // absent while it lasts
	ExpiresAt int64  `dynamodbav:"expiresAt"`          // Unix seconds, as time to live wants them
}

// KeepBreach keeps a breach under its key. One that is over stays so: whoever
// still takes it to last is late, which is no fault.
func (o *Operations) KeepBreach(ctx context.Context, b sla.Breach) error {
	text, err := json.Marshal(b)
	if err != nil {
		return fault.Errorf(fault.Invalid, "encode breach %s: %w", b.Key(), err)
	}
	row := breachRow{string(text), milliseconds(b.OpenedAt), milliseconds(b.ClosedAt), cmp.Or(b.ClosedAt, b.OpenedAt).Add(keepsBreaches).Unix()}
	if !b.ClosedAt.IsZero() {
		return o.put(ctx, breachItem+b.Key(), row, "", nil)
	}
	err = o.put(ctx, breachItem+b.Key(), row, "attribute_not_exists(closedAt)", nil)
	if fault.KindOf(err) == fault.Conflict {
		return nil
	}
	return err
}

// Breaches returns those that lasted at some time of [from, to), the first opened
// first. It reads the whole table, which has few items: it is for people, and not
// for functions.
func (o *Operations) Breaches(ctx context.Context, from, to time.Time) (all []sla.Breach, err error) {
	pages := dynamodb.NewScanPaginator(o.api, o.breachesBetween(from, to))
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, fault.Errorf(awsfault.KindOf(err), "scan breaches: %w", err)
		}
		for _, attributes := range page.Items {
			b, err := decodeBreach(attributes)
			if err != nil {
				return nil, err
			}
			all = append(all, b)
		}
	}
	slices.SortFunc(all, func(a, b sla.Breach) int {
		return cmp.Or(a.OpenedAt.Compare(b.OpenedAt), cmp.Compare(a.Queue, b.Queue))
	})
	return all, nil
}

func (o *Operations) breachesBetween(from, to time.Time) *dynamodb.ScanInput {
	return &dynamodb.ScanInput{
		TableName: &o.table, ConsistentRead: aws.Bool(true),
		FilterExpression:         aws.String("begins_with(#name, :breach) AND openedAt < :to AND (attribute_not_exists(closedAt) OR closedAt > :from)"),
		ExpressionAttributeNames: map[string]string{"#name": names.AttributeName},
		ExpressionAttributeValues: map[string]types.AttributeValue{
			":breach": text(breachItem), ":from": number(milliseconds(from)), ":to": number(milliseconds(to)),
		},
	}
}

func decodeBreach(attributes map[string]types.AttributeValue) (b sla.Breach, err error) {
	var row breachRow
	if err := attributevalue.UnmarshalMap(attributes, &row); err != nil {
		return b, fault.Errorf(fault.Unknown, "decode a breach: %w", err)
	}
	if err := json.Unmarshal([]byte(row.Breach), &b); err != nil {
		return b, fault.Errorf(fault.Unknown, "decode a breach: %w", err)
	}
	return b, nil
}
