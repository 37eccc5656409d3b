// Package dynamo implements the domain's ports over DynamoDB.
package dynamo

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"tieline/shared/awsfault"
	"tieline/shared/contact"
	"tieline/shared/fault"
	"tieline/shared/names"
)

var _ contact.Store = (*Contacts)(nil)

// maxKeys is the most items of one BatchGetItem.
const maxKeys = 100

// Contacts is the table of contacts.
type Contacts struct {
	api    *dynamodb.Client
	table  string
	shards int
}

// NewContacts returns Contacts over table, whose index has so many partitions
// for what is due. It does no I/O.
func NewContacts(cfg aws.Config, table string, shards int) *Contacts {
	return &Contacts{dynamodb.NewFromConfig(cfg), table, shards}
}

// Read returns those of the items that exist, consistently, in any order. One
// that cannot be decoded keeps no other back: it is left out, and logged, as
// nobody above can tell which it was. Where nothing else was found that is a
// fault of kind Unknown, so that nobody takes the contact for a new one.
func (c *Contacts) Read(ctx context.Context, ids ...string) ([]contact.Item, error) {
	items, unreadable, err := c.read(ctx, ids)
	if err == nil && len(items) == 0 {
		err = unreadable
	}
	return items, err
}

// read returns the items that can be decoded, and the fault of one that cannot.
func (c *Contacts) read(ctx context.Context, ids []string) (items []contact.Item, unreadable, err error) {
	for batch := range slices.Chunk(ids, maxKeys) {
		rows, err := c.get(ctx, batch)
		if err != nil {
			return nil, nil, err
		}
		for _, attributes := range rows {
			item, err := decode(attributes)
			if err != nil {
				slog.ErrorContext(ctx, "contact left out", "contact_id", idOf(attributes), "kind", fault.KindOf(err), "err", err)
				unreadable = err
				continue
			}
			items = append(items, item)
		}
	}
	return items, unreadable, nil
}

// get asks once, for at most maxKeys items.
func (c *Contacts) get(ctx context.Context, ids []string) ([]map[string]types.AttributeValue, error) {
	want := types.KeysAndAttributes{ConsistentRead: aws.Bool(true)}
	for _, id := range ids {
		want.Keys = append(want.Keys, key(id))
	}
	out, err := c.api.BatchGetItem(ctx, &dynamodb.BatchGetItemInput{RequestItems: map[string]types.KeysAndAttributes{c.table: want}})
	if err != nil {
		return nil, fault.Errorf(awsfault.KindOf(err), "get %d contacts: %w", len(ids), err)
	}
	if len(out.UnprocessedKeys) > 0 { // over the table's throughput
		return nil, fault.Errorf(fault.Throttled, "got only %d of %d contacts", len(out.Responses[c.table]), len(ids))
	}
	return out.Responses[c.table], nil
}

// Write stores the item if the stored one has version was, 0 meaning that
// there is none. The condition fails also when it did hold but the reply was
// lost and the SDK tried again: callers must look, not conclude.
func (c *Contacts) Write(ctx context.Context, item contact.Item, was int64) error {
	attributes, err := encode(item, c.shards)
	if err != nil {
		return err
	}
	in := &dynamodb.PutItemInput{TableName: &c.table, Item: attributes, ConditionExpression: aws.String("attribute_not_exists(contactId)")}
	if was != 0 {
		in.ConditionExpression = aws.String("version = :was")
		in.ExpressionAttributeValues = map[string]types.AttributeValue{":was": number(was)}
	}
	_, err = c.api.PutItem(ctx, in)
	if held := (*types.ConditionalCheckFailedException)(nil); errors.As(err, &held) {
		return fault.Errorf(fault.Conflict, "contact %s is not at version %d: %w", item.ID, was, err)
	}
	if err != nil {
		return fault.Errorf(awsfault.KindOf(err), "put contact %s: %w", item.ID, err)
	}
	return nil
}

func key(contactID string) map[string]types.AttributeValue {
	return map[string]types.AttributeValue{names.AttributeContactID: text(contactID)}
}

// idOf returns the id of a row of which nothing else may be readable.
func idOf(attributes map[string]types.AttributeValue) string {
	id, _ := attributes[names.AttributeContactID].(*types.AttributeValueMemberS)
	if id == nil {
		return ""
	}
	return id.Value
}

func text(s string) types.AttributeValue { return &types.AttributeValueMemberS{Value: s} }

func number(n int64) types.AttributeValue {
	return &types.AttributeValueMemberN{Value: strconv.FormatInt(n, 10)}
}
