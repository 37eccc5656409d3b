package dynamo

import (
	"context"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"tieline/shared/awsfault"
	"tieline/shared/fault"
	"tieline/shared/relay"
	"tieline/shared/tuning"
)

// Conditions are what functions work under; whoever gets them must not change
// them.
type Conditions struct {
	Tuned       tuning.Snapshot
	Relay       relay.Health
	Schema      map[string][]string // fields that the org shows us, by object; nil if nobody has looked yet
	DescribedAt time.Time           // when somebody looked
	Read        bool                // they were read, if ever so long ago; else all are defaults
}

// Conditions reads the conditions in one call. What was written a moment ago may
// not be seen yet.
func (o *Operations) Conditions(ctx context.Context) (Conditions, error) {
	var want types.KeysAndAttributes
	for _, name := range []string{parametersItem, relayItem, schemaItem} {
		want.Keys = append(want.Keys, named(name))
	}
	out, err := o.api.BatchGetItem(ctx, &dynamodb.BatchGetItemInput{RequestItems: map[string]types.KeysAndAttributes{o.table: want}})
	if err != nil {
		return Conditions{}, fault.Errorf(awsfault.KindOf(err), "get conditions: %w", err)
	}
	if len(out.UnprocessedKeys) > 0 { // over the table's throughput
		return Conditions{}, fault.Errorf(fault.Throttled, "got only %d conditions", len(out.Responses[o.table]))
	}
	var rows struct { // no attribute is of two of them
		parametersRow
		relayRow
		schemaRow
	}
	for _, attributes := range out.Responses[o.table] {
		if err := attributevalue.UnmarshalMap(attributes, &rows); err != nil {
			return Conditions{}, fault.Errorf(fault.Unknown, "decode conditions: %w", err)
		}
	}
	return Conditions{rows.Values, relay.Health{Since: instant(rows.Since), Until: instant(rows.Until)},
		rows.fields(), instant(rows.DescribedAt), true}, nil
}

func (s schemaRow) fields() map[string][]string {
	if s.Objects == nil {
		return nil
	}
	fields := make(map[string][]string, len(s.Objects))
	for object, shown := range s.Objects {
		fields[object] = strings.FieldsFunc(shown, func(r rune) bool { return r == ',' })
	}
	return fields
}
