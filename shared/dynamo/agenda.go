package dynamo

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"tieline/shared/awsfault"
	"tieline/shared/contact"
	"tieline/shared/fault"
	"tieline/shared/names"
)

var _ contact.Agenda = (*Contacts)(nil)

// Due lists what was due at now, from the index, the longest due first. Of each
// shard it lists no more than its part of limit, so that where shards are uneven
// it may list fewer than are due.
func (c *Contacts) Due(ctx context.Context, now time.Time, limit int) (ids []string, since time.Time, err error) {
	found, err := c.first(ctx, onDue, now, limit)
	if err != nil || len(found) == 0 {
		return nil, now, err
	}
	return idsOf(found), found[0].at, nil
}

// Open lists what was open before a time, from its index, the longest open
// first; as Due does, maybe fewer than there are.
func (c *Contacts) Open(ctx context.Context, before time.Time, limit int) (ids []string, err error) {
	found, err := c.first(ctx, onOpen, before, limit)
	return idsOf(found), err
}

// list is one of those that an index has.
type list struct {
	name     string
	index    string
	in, at   string // attributes
	position func(row) int64
}

var (
	onDue      = list{due, names.IndexBySync, names.AttributeSyncList, names.AttributeSyncAt, func(r row) int64 { return r.SyncAt }}
	onRejected = list{rejected, names.IndexBySync, names.AttributeSyncList, names.AttributeSyncAt, func(r row) int64 { return r.SyncAt }}
	onOpen     = list{open, names.IndexByOpen, names.AttributeOpenList, names.AttributeOpenAt, func(r row) int64 { return r.OpenAt }}
)

// listed is an item on a list.
type listed struct {
	id string
	at time.Time
}

// first returns at most limit of those that stand on a list until a time, the
// earliest first.
func (c *Contacts) first(ctx context.Context, l list, until time.Time, limit int) (all []listed, err error) {
	if limit <= 0 {
		return nil, nil // DynamoDB refuses to be asked for none
	}
	each := (limit + c.shards - 1) / c.shards
	for shard := range c.shards {
		in := c.query(l, shard)
		in.KeyConditionExpression = aws.String(*in.KeyConditionExpression + " AND " + l.at + " <= :until")
		in.ExpressionAttributeValues[":until"] = number(until.UnixMilli())
		in.Limit = aws.Int32(int32(each))
		found, _, err := c.page(ctx, l, in)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	slices.SortStableFunc(all, func(a, b listed) int { return a.at.Compare(b.at) })
	return all[:min(limit, len(all))], nil
}

// query asks for a shard of a list.
func (c *Contacts) query(l list, shard int) *dynamodb.QueryInput {
	return &dynamodb.QueryInput{
		TableName:                 &c.table,
		IndexName:                 &l.index,
		KeyConditionExpression:    aws.String(l.in + " = :list"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":list": text(l.name + strconv.Itoa(shard))},
	}
}

// page asks once. More is where to go on, nil at the end.
func (c *Contacts) page(ctx context.Context, l list, in *dynamodb.QueryInput) (found []listed, more map[string]types.AttributeValue, err error) {
	out, err := c.api.Query(ctx, in)
	if err != nil {
		return nil, nil, fault.Errorf(awsfault.KindOf(err), "query %s: %w", l.name, err)
	}
	for _, attributes := range out.Items {
		var r row
		if err := attributevalue.UnmarshalMap(attributes, &r); err != nil {
			return nil, nil, fault.Errorf(fault.Unknown, "decode %s: %w", l.name, err)
		}
		found = append(found, listed{r.ContactID, time.UnixMilli(l.position(r)).UTC()})
	}
	return found, out.LastEvaluatedKey, nil
}

func idsOf(found []listed) (ids []string) {
	for _, l := range found {
		ids = append(ids, l.id)
	}
	return ids
}
