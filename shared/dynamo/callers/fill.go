package callers

import (
	"context"
	"fmt"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"tieline/shared/caller"
	"tieline/shared/fault"
)

// The conditions of a fill: what was told of a change must have been told before
// the search began, and no later search may have filled before. Milliseconds are
// cut off from both times, so those that are equal may be either way round.
const (
	unchanged = "(attribute_not_exists(changedAt) OR changedAt < :filledAt)"
	latest    = "(attribute_not_exists(filledAt) OR filledAt <= :filledAt)"
)

// fillEntry leaves changedAt, by which readers tell that Salesforce's search
// index may have lagged behind.
const fillEntry = "SET scopeFingerprint = :scope, matchStatus = :status, matchCount = :count, foundRecords = :found, " +
	"brief = :brief, filledAt = :filledAt, expiresAt = :expiresAt"

// fillRecord never takes keys away: a record is found by the few numbers and
// addresses that it bears, and the item goes when it is filled no more.
const fillRecord = "ADD heldUnder :key SET expiresAt = :expiresAt"

// Fill keeps an entry and notes its key with each of its records, all or
// nothing. It returns a fault of kind Conflict, and keeps nothing, if the key or
// one of the records was changed at FilledAt or later, if a later search has
// filled before, or if somebody else writes one of the items at this moment.
// A reply that is lost makes no Conflict of a fill that was done: the SDK tries
// again with the same token (DynamoDB API reference, TransactWriteItems,
// ClientRequestToken), and an entry may be filled twice by one search.
func (t *Table) Fill(ctx context.Context, e caller.Entry) error {
	found, err := encodeRecords(e.Records)
	if err != nil {
		return fmt.Errorf("encode %d records of a caller: %w", len(e.Records), err)
	}
	if len(e.Records) == 0 {
		_, err = t.api.UpdateItem(ctx, alone(t.entry(e, found)))
	} else {
		_, err = t.api.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: t.all(e, found)})
	}
	if err != nil {
		return fault.Errorf(kindOf(err), "fill a caller of %d records: %w", len(e.Records), err)
	}
	return nil
}

// all are the writes of a fill, one per item as a transaction wants them. They
// are few: it takes 100 (DynamoDB API reference, TransactWriteItems).
func (t *Table) all(e caller.Entry, found string) []types.TransactWriteItem {
	writes := []types.TransactWriteItem{{Update: t.entry(e, found)}}
	for _, id := range identities(e.Records) {
		writes = append(writes, types.TransactWriteItem{Update: &types.Update{
			TableName:           &t.table,
			Key:                 itemKey(recordKey(id)),
			UpdateExpression:    aws.String(fillRecord),
			ConditionExpression: aws.String(unchanged),
			ExpressionAttributeValues: map[string]types.AttributeValue{
				":key":       &types.AttributeValueMemberSS{Value: []string{e.Key}},
				":filledAt":  number(e.FilledAt.UnixMilli()),
				":expiresAt": number(e.FilledAt.Add(kept).Unix()),
			},
		}})
	}
	return writes
}

func (t *Table) entry(e caller.Entry, found string) *types.Update {
	brief := int64(0)
	if e.Brief {
		brief = 1
	}
	return &types.Update{
		TableName:           &t.table,
		Key:                 itemKey(e.Key),
		UpdateExpression:    aws.String(fillEntry),
		ConditionExpression: aws.String(unchanged + " AND " + latest),
		ExpressionAttributeValues: map[string]types.AttributeValue{
			":scope":     text(e.Scope),
			":status":    text(string(e.Status)),
			":count":     number(int64(e.Count)),
			":found":     text(found),
			":filledAt":  number(e.FilledAt.UnixMilli()),
			":brief":     number(brief),
			":expiresAt": number(e.FilledAt.Add(kept).Unix()),
		},
	}
}

// alone is a write without a transaction, which would cost twice as much.
func alone(u *types.Update) *dynamodb.UpdateItemInput {
	return &dynamodb.UpdateItemInput{TableName: u.TableName, Key: u.Key, UpdateExpression: u.UpdateExpression,
		ConditionExpression: u.ConditionExpression, ExpressionAttributeValues: u.ExpressionAttributeValues}
}

// identities are the ids by which Salesforce may tell of a change to one of the
// records: a person account is a Contact as well.
func identities(records []caller.Record) []string {
	var ids []string
	for _, r := range records {
		ids = append(ids, r.ID, r.PersonContact)
	}
	return distinct(ids)
}

func recordKey(id string) string { return "record:" + id }

// distinct returns each of them once, without "".
func distinct(all []string) []string {
	all = slices.Compact(slices.Sorted(slices.Values(all)))
	return slices.DeleteFunc(all, func(s string) bool { return s == "" })
}
