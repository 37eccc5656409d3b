package callers

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"tieline/shared/awsfault"
	"tieline/shared/fault"
)

// Trace is an item that speaks of somebody: an entry, or of a record the keys that
// it is held under. Only one of Key and Record is set.
type Trace struct {
	Key    string
	Record string   // id
	Under  []string // those of a record's keys that speak of them
}

// Traces shows each item in which one of the texts stands, until each wants no
// more. A text is a key, or the id of a record. It reads the whole table, as there
// are keys that no entry leads to: entries go sooner than what is noted of records.
func (t *Table) Traces(ctx context.Context, texts []string, each func(Trace) (more bool)) error {
	pages := dynamodb.NewScanPaginator(t.api, &dynamodb.ScanInput{TableName: &t.table, ConsistentRead: aws.Bool(true)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return fault.Errorf(awsfault.KindOf(err), "scan callers: %w", err)
		}
		for _, attributes := range page.Items {
			var i item
			if err := attributevalue.UnmarshalMap(attributes, &i); err != nil {
				return fault.Errorf(fault.Unknown, "decode a caller: %w", err)
			}
			if found, is := i.trace(texts); is && !each(found) {
				return nil
			}
		}
	}
	return nil
}

// item is of either kind.
type item struct {
	Key   string   `dynamodbav:"key"`
	Found string   `dynamodbav:"foundRecords"`
	Under []string `dynamodbav:"heldUnder"`
}

func (i item) trace(texts []string) (found Trace, is bool) {
	named := func(key string) bool {
		return slices.ContainsFunc(texts, func(text string) bool { return key == text || strings.HasSuffix(key, ":"+text) })
	}
	if record, of := strings.CutPrefix(i.Key, recordKey("")); of {
		under := slices.DeleteFunc(i.Under, func(key string) bool { return !named(key) })
		return Trace{Record: record, Under: under}, named(i.Key) || len(under) > 0
	}
	said := func(text string) bool { return strings.Contains(i.Found, text) }
	return Trace{Key: i.Key}, named(i.Key) || slices.ContainsFunc(texts, said)
}

// Forget deletes what was found under the keys, or of the records, and what is
// noted of the records, and returns how many entries it deleted. The records'
// other keys go as well. It may be repeated, and after an error it must be.
//
// It leaves no mark of a change, which would name the key: a search that is under
// way, or the next one, finds whom Salesforce still has.
func (t *Table) Forget(ctx context.Context, keys, records []string) (entries int, err error) {
	keys, records = distinct(keys), distinct(records)
	held, err := each(records, func(id string) ([]string, error) { return t.under(ctx, id) })
	if err != nil || len(keys)+len(records) == 0 {
		return 0, err
	}
	texts := distinct(slices.Concat(append(held, keys, records)...))
	var doomed []string
	shared := map[string][]string{} // keys of records that stay
	err = t.Traces(ctx, texts, func(found Trace) bool {
		if found.Key != "" {
			doomed = append(doomed, found.Key)
		} else if len(found.Under) > 0 && !slices.Contains(records, found.Record) {
			shared[found.Record] = found.Under
		}
		return true
	})
	if err != nil {
		return 0, err
	}
	return t.forget(ctx, doomed, records, shared)
}

// forget deletes the records' items last: whoever was stopped finds by them what
// is left.
func (t *Table) forget(ctx context.Context, keys, records []string, shared map[string][]string) (entries int, err error) {
	if _, err := each(slices.Sorted(maps.Keys(shared)), func(id string) (bool, error) { return true, t.release(ctx, id, shared[id]) }); err != nil {
		return 0, err
	}
	deleted, err := each(keys, func(key string) (bool, error) { return t.remove(ctx, key) })
	entries = len(slices.DeleteFunc(deleted, func(done bool) bool { return !done }))
	if err != nil {
		return entries, err
	}
	_, err = each(records, func(id string) (bool, error) { return t.remove(ctx, recordKey(id)) })
	return entries, err
}

// under returns the keys that a record is held under.
func (t *Table) under(ctx context.Context, id string) ([]string, error) {
	out, err := t.api.GetItem(ctx, &dynamodb.GetItemInput{TableName: &t.table, Key: itemKey(recordKey(id)), ConsistentRead: aws.Bool(true)})
	if err != nil {
		return nil, fault.Errorf(awsfault.KindOf(err), "get record %s: %w", id, err)
	}
	return heldUnder(out.Item)
}

// release takes keys away from a record that stays.
func (t *Table) release(ctx context.Context, id string, keys []string) error {
	_, err := t.api.UpdateItem(ctx, &dynamodb.UpdateItemInput{
		TableName:                 &t.table,
		Key:                       itemKey(recordKey(id)),
		UpdateExpression:          aws.String("DELETE heldUnder :keys"),
		ConditionExpression:       aws.String("attribute_exists(heldUnder)"), // it may be gone meanwhile
		ExpressionAttributeValues: map[string]types.AttributeValue{":keys": &types.AttributeValueMemberSS{Value: keys}},
	})
	if gone := (*types.ConditionalCheckFailedException)(nil); errors.As(err, &gone) {
		return nil
	}
	if err != nil {
		return fault.Errorf(kindOf(err), "release record %s: %w", id, err)
	}
	return nil
}

// remove deletes an item, and reports whether it was there.
func (t *Table) remove(ctx context.Context, key string) (bool, error) {
	out, err := t.api.DeleteItem(ctx, &dynamodb.DeleteItemInput{TableName: &t.table, Key: itemKey(key), ReturnValues: types.ReturnValueAllOld})
	if err != nil {
		return false, fault.Errorf(kindOf(err), "delete a caller: %w", err)
	}
	return len(out.Attributes) > 0, nil
}
