package dynamo

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"tieline/shared/awsfault"
	"tieline/shared/fault"
	"tieline/shared/names"
	"tieline/shared/relay"
	"tieline/shared/tuning"
)

// The items of the operations table, by name.
const (
	parametersItem = "parameters"
	relayItem      = "relay"
	schemaItem     = "schema"
	breakerItem    = "salesforce"
	wrapUpsItem    = "wrap-ups"
	healthItem     = "health"
	erasuresItem   = "erasures"
)

// Operations is the table of what all functions share.
type Operations struct {
	api   *dynamodb.Client
	table string
}

// NewOperations returns Operations over table. It does no I/O.
func NewOperations(cfg aws.Config, table string) *Operations {
	return &Operations{dynamodb.NewFromConfig(cfg), table}
}

// Times in these rows are Unix milliseconds, 0 for none.
type (
	parametersRow struct {
		Values map[string]string `dynamodbav:"values"`
	}
	relayRow struct {
		Since int64 `dynamodbav:"healthySince"`
		Until int64 `dynamodbav:"healthyUntil"`
	}
	schemaRow struct {
		Objects     map[string]string `dynamodbav:"objects"` // their fields, with commas between: an org may show hundreds
		DescribedAt int64             `dynamodbav:"describedAt"`
	}
)

// PutParameters replaces the values that differ from the defaults.
func (o *Operations) PutParameters(ctx context.Context, s tuning.Snapshot) error {
	return o.put(ctx, parametersItem, parametersRow{s}, "", nil)
}

// KeepSchema replaces what the org shows us: the fields of each object, as
// described at that time.
func (o *Operations) KeepSchema(ctx context.Context, fields map[string][]string, at time.Time) error {
	objects := make(map[string]string, len(fields))
	for object, shown := range fields {
		objects[object] = strings.Join(shown, ",")
	}
	return o.put(ctx, schemaItem, schemaRow{objects, milliseconds(at)}, "", nil)
}

// KeepRelay changes what is known of the event relay. If somebody else does so at
// the same moment, change is asked once more, of what that one kept; a second
// time it is a fault of kind Conflict.
func (o *Operations) KeepRelay(ctx context.Context, change func(relay.Health) relay.Health) error {
	err := o.keepRelay(ctx, change)
	if fault.KindOf(err) == fault.Conflict {
		err = o.keepRelay(ctx, change)
	}
	return err
}

func (o *Operations) keepRelay(ctx context.Context, change func(relay.Health) relay.Health) error {
	var was relayRow
	if err := o.get(ctx, relayItem, &was); err != nil {
		return err
	}
	now := change(relay.Health{Since: instant(was.Since), Until: instant(was.Until)})
	is := relayRow{milliseconds(now.Since), milliseconds(now.Until)}
	if is == was {
		return nil
	}
	return o.put(ctx, relayItem, is, "attribute_not_exists(healthyUntil) OR (healthySince = :since AND healthyUntil = :until)",
		map[string]types.AttributeValue{":since": number(was.Since), ":until": number(was.Until)})
}

// get reads an item consistently into row, which stays as it is if there is none.
func (o *Operations) get(ctx context.Context, name string, row any) error {
	out, err := o.api.GetItem(ctx, &dynamodb.GetItemInput{TableName: &o.table, Key: named(name), ConsistentRead: aws.Bool(true)})
	if err != nil {
		return fault.Errorf(awsfault.KindOf(err), "get %s: %w", name, err)
	}
	if err := attributevalue.UnmarshalMap(out.Item, row); err != nil {
		// Whatever asks for it is not at fault.
		return fault.Errorf(fault.Unknown, "decode %s: %w", name, err)
	}
	return nil
}

// put replaces an item, on a condition if there is one. One that does not hold
// is a fault of kind Conflict, also when it did hold but the reply was lost and
// the SDK tried again: callers must look, not conclude.
func (o *Operations) put(ctx context.Context, name string, row any, condition string, values map[string]types.AttributeValue) error {
	item, err := attributevalue.MarshalMap(row)
	if err != nil {
		return fmt.Errorf("encode %s: %w", name, err)
	}
	item[names.AttributeName] = text(name)
	in := &dynamodb.PutItemInput{TableName: &o.table, Item: item}
	if condition != "" {
		in.ConditionExpression, in.ExpressionAttributeValues = &condition, values
	}
	_, err = o.api.PutItem(ctx, in)
	if held := (*types.ConditionalCheckFailedException)(nil); errors.As(err, &held) {
		return fault.Errorf(fault.Conflict, "%s was changed: %w", name, err)
	}
	if err != nil {
		return fault.Errorf(awsfault.KindOf(err), "put %s: %w", name, err)
	}
	return nil
}

func named(name string) map[string]types.AttributeValue {
	return map[string]types.AttributeValue{names.AttributeName: text(name)}
}

// milliseconds are those of a time, in Unix time; 0 of the zero time.
func milliseconds(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// instant is the time of Unix milliseconds, the zero time of 0.
func instant(milliseconds int64) time.Time {
	if milliseconds == 0 {
		return time.Time{}
	}
	return time.UnixMilli(milliseconds).UTC()
}
