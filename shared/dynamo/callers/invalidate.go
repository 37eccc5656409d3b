package callers

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"tieline/shared/fault"
)

// atOnce is how many writes an invalidation has under way.
const atOnce = 16

// The marks of a change. A later one stays; the same one may be made again.
const (
	notLater   = "attribute_not_exists(changedAt) OR changedAt <= :at"
	markRecord = "SET changedAt = :at, expiresAt = :expiresAt"
	markEntry  = markRecord + " REMOVE scopeFingerprint, matchStatus, matchCount, foundRecords, brief, filledAt"
)

// Invalidate makes useless what was found before at, under the keys and of the
// records, and refuses what a search that began before at may yet fill. It
// returns how many keys it marked. Keys and records that nobody asked for yet
// are marked, too. It may be repeated, whole or in part, and in any order; after
// an error it must be.
//
// At should be when we heard of the change, by our own clock: searches are timed
// by it, too, and no clock of Salesforce's need agree with it. What was found
// after Salesforce made the change but before we heard of it is then found anew,
// which is harmless; an event that comes late or twice costs one search.
func (t *Table) Invalidate(ctx context.Context, at time.Time, keys, records []string) (int, error) {
	held, err := each(distinct(records), func(id string) ([]string, error) { return t.changeRecord(ctx, id, at) })
	if err != nil {
		return 0, err
	}
	all := distinct(slices.Concat(append(held, keys)...))
	marked, err := each(all, func(key string) (bool, error) { return t.changeEntry(ctx, key, at) })
	return len(slices.DeleteFunc(marked, func(done bool) bool { return !done })), err
}

// changeRecord marks a record, and returns the keys that it is held under. They
// are read by the same call that marks: a fill goes either before, and its key
// is among them, or after, and is refused. After a later change they are told,
// too, as whoever made it may have ended before it marked them.
func (t *Table) changeRecord(ctx context.Context, id string, changed time.Time) ([]string, error) {
	in := t.change(recordKey(id), markRecord, changed)
	in.ReturnValues = types.ReturnValueAllNew
	in.ReturnValuesOnConditionCheckFailure = types.ReturnValuesOnConditionCheckFailureAllOld
	out, err := t.api.UpdateItem(ctx, in)
	if later := (*types.ConditionalCheckFailedException)(nil); errors.As(err, &later) {
		return heldUnder(later.Item)
	}
	if err != nil {
		return nil, fault.Errorf(kindOf(err), "mark record %s: %w", id, err)
	}
	return heldUnder(out.Attributes)
}

// changeEntry marks an entry and empties it, unless a later change has done so.
func (t *Table) changeEntry(ctx context.Context, key string, changed time.Time) (bool, error) {
	_, err := t.api.UpdateItem(ctx, t.change(key, markEntry, changed))
	if later := (*types.ConditionalCheckFailedException)(nil); errors.As(err, &later) {
		return false, nil
	}
	if err != nil {
		return false, fault.Errorf(kindOf(err), "mark a caller: %w", err)
	}
	return true, nil
}

func (t *Table) change(key, mark string, changed time.Time) *dynamodb.UpdateItemInput {
	return &dynamodb.UpdateItemInput{
		TableName:           &t.table,
		Key:                 itemKey(key),
		UpdateExpression:    aws.String(mark),
		ConditionExpression: aws.String(notLater),
		ExpressionAttributeValues: map[string]types.AttributeValue{
			":at":        number(changed.UnixMilli()),
			":expiresAt": number(changed.Add(kept).Unix()),
		},
	}
}

func heldUnder(attributes map[string]types.AttributeValue) ([]string, error) {
	var item struct {
		Keys []string `dynamodbav:"heldUnder"`
	}
	if err := attributevalue.UnmarshalMap(attributes, &item); err != nil {
		return nil, fault.Errorf(fault.Unknown, "decode the keys of a record: %w", err)
	}
	return item.Keys, nil
}

// each calls do with all of them, some at once, and returns what came of it in
// their order. It begins no more once one has failed.
func each[T any](all []string, do func(string) (T, error)) ([]T, error) {
	results, errs := make([]T, len(all)), make([]error, len(all))
	for from := 0; from < len(all); from += atOnce {
		to := min(from+atOnce, len(all))
		var group sync.WaitGroup
		for n := from; n < to; n++ {
			group.Go(func() { results[n], errs[n] = do(all[n]) })
		}
		group.Wait()
		if err := errors.Join(errs[from:to]...); err != nil {
			return results, err
		}
	}
	return results, nil
}
