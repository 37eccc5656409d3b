package dynamo

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"tieline/shared/awsfault"
	"tieline/shared/fault"
)

// levelsItem says which queues there are, and when contact events last came.
const levelsItem = "levels"

type heardRow struct {
	Queues []string `dynamodbav:"queues,stringset"` // ids; absent if there is none
	At     int64    `dynamodbav:"heardAt"`          // Unix milliseconds
}

// Heard adds queues to those that are known, and notes that a contact event came
// at a time, unless a later one did. No time is of no event: then only the queues
// are added.
func (o *Operations) Heard(ctx context.Context, at time.Time, queues ...string) error {
	queues = slices.Compact(slices.Sorted(slices.Values(queues))) // a set has nothing twice
	err := o.hear(ctx, at, queues)
	if fault.KindOf(err) == fault.Conflict {
		err = o.hear(ctx, time.Time{}, queues)
	}
	return err
}

// hear returns a fault of kind Conflict if a later event came.
func (o *Operations) hear(ctx context.Context, at time.Time, queues []string) error {
	in := &dynamodb.UpdateItemInput{TableName: &o.table, Key: named(levelsItem), ExpressionAttributeValues: map[string]types.AttributeValue{}}
	var update []string
	if len(queues) > 0 { // a set is never empty
		update = append(update, "ADD queues :queues")
		in.ExpressionAttributeValues[":queues"] = &types.AttributeValueMemberSS{Value: queues}
	}
	if !at.IsZero() {
		update = append(update, "SET heardAt = :at")
		condition := "attribute_not_exists(heardAt) OR heardAt <= :at"
		in.ExpressionAttributeValues[":at"], in.ConditionExpression = number(at.UnixMilli()), &condition
	}
	if len(update) == 0 {
		return nil
	}
	expression := strings.Join(update, " ")
	in.UpdateExpression = &expression
	_, err := o.api.UpdateItem(ctx, in)
	if held := (*types.ConditionalCheckFailedException)(nil); errors.As(err, &held) {
		return fault.Errorf(fault.Conflict, "a later event was heard: %w", err)
	}
	if err != nil {
		return fault.Errorf(awsfault.KindOf(err), "note %d queues: %w", len(queues), err)
	}
	return nil
}

// Levels returns the ids of all queues that contacts were ever met in, in their
// order, and when a contact event last came, the zero time if none did.
func (o *Operations) Levels(ctx context.Context) (queues []string, heard time.Time, err error) {
	var row heardRow
	if err := o.get(ctx, levelsItem, &row); err != nil {
		return nil, time.Time{}, err
	}
	slices.Sort(row.Queues)
	return row.Queues, instant(row.At), nil
}
