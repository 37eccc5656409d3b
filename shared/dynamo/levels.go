package dynamo

import (
	"context"
	"log/slog"
	"slices"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"tieline/shared/awsfault"
	"tieline/shared/fault"
	"tieline/shared/names"
	"tieline/shared/sla"
)

// Levels is the table of contacts as service levels see it: lists of a queue's
// contacts, from indexes that may be a moment behind. It is safe for concurrent
// use, and asks for a queue's shards one after the other: who asks of many queues
// does so at once.
type Levels struct {
	api    *dynamodb.Client
	table  string
	shards int
}

// NewLevels returns Levels over table, whose indexes have so many partitions for
// each list. It does no I/O.
func NewLevels(cfg aws.Config, table string, shards int) *Levels {
	return &Levels{dynamodb.NewFromConfig(cfg), table, shards}
}

// Waiting returns those who wait in a queue now, in any order.
func (l *Levels) Waiting(ctx context.Context, queue string) ([]sla.Contact, error) {
	return l.list(ctx, onWaiting, queue, nil)
}

// Left returns those who left a queue in [from, to), in any order.
func (l *Levels) Left(ctx context.Context, queue string, from, to time.Time) ([]sla.Contact, error) {
	return l.list(ctx, onLeft, queue, &period{from, to})
}

// Ended returns those of a queue's contacts that disconnected in [from, to), in
// any order, whether their record is there or not. Among them are calls that an
// agent made on the queue's behalf, which were never enqueued.
func (l *Levels) Ended(ctx context.Context, queue string, from, to time.Time) ([]sla.Contact, error) {
	return l.list(ctx, onEnded, queue, &period{from, to})
}

// period is [from, to).
type period struct{ from, to time.Time }

// unread stands for a contact that cannot be decoded: none can be like it, so that
// of all figures only those count it that were left out (sla.Figures). Its end, if
// ends were asked for, is in the period.
func unread(in *period) sla.Contact {
	c := sla.Contact{Fate: sla.Answered, QueueTime: sla.Span{Duration: -1, Known: true}}
	if in != nil {
		c.DisconnectedAt = in.to.Add(-1)
	}
	return c
}

// list returns those on a list over all its shards. What cannot be decoded is
// unread, and logged.
func (l *Levels) list(ctx context.Context, of levelList, queue string, in *period) (all []sla.Contact, err error) {
	if in != nil && !in.from.Before(in.to) {
		return nil, nil // DynamoDB refuses a range that ends before it begins
	}
	odd := 0
	for shard := range l.shards {
		found, broken, err := l.read(ctx, l.query(of, queue+"#"+strconv.Itoa(shard)+of.suffix, in))
		if err != nil {
			return nil, fault.Errorf(awsfault.KindOf(err), "query %s of queue %s: %w", of.index, queue, err)
		}
		all, odd = append(all, found...), odd+broken
	}
	if odd > 0 {
		all = append(all, slices.Repeat([]sla.Contact{unread(in)}, odd)...)
		slog.ErrorContext(ctx, "contacts left out", "queue", queue, "index", of.index, "contacts", odd, "kind", fault.Unknown)
	}
	return all, nil
}

// read returns all pages of what is asked for, and how many cannot be decoded.
func (l *Levels) read(ctx context.Context, asked *dynamodb.QueryInput) (found []sla.Contact, odd int, err error) {
	pages := dynamodb.NewQueryPaginator(l.api, asked)
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, 0, err
		}
		found = slices.Grow(found, len(page.Items))
		for _, attributes := range page.Items {
			if c, is := decodeLevel(textOf(attributes[names.AttributeLevel])); is {
				found = append(found, c)
			} else {
				odd++
			}
		}
	}
	return found, odd, nil
}

// textOf is an attribute that is a text, "" if it is none.
func textOf(attribute types.AttributeValue) string {
	text, _ := attribute.(*types.AttributeValueMemberS)
	if text == nil {
		return ""
	}
	return text.Value
}

// query asks for nothing but what levels are computed from. Its name is reserved
// (DynamoDB developer guide, "Reserved words in DynamoDB").
func (l *Levels) query(of levelList, list string, in *period) *dynamodb.QueryInput {
	q := &dynamodb.QueryInput{
		TableName:                 &l.table,
		IndexName:                 &of.index,
		KeyConditionExpression:    aws.String(of.in + " = :list"),
		ProjectionExpression:      aws.String("#level"),
		ExpressionAttributeNames:  map[string]string{"#level": names.AttributeLevel},
		ExpressionAttributeValues: map[string]types.AttributeValue{":list": text(list)},
	}
	if in != nil {
		*q.KeyConditionExpression += " AND " + of.at + " BETWEEN :from AND :until"
		q.ExpressionAttributeValues[":from"] = number(millisecondFrom(in.from))
		q.ExpressionAttributeValues[":until"] = number(millisecondFrom(in.to) - 1)
	}
	return q
}

// millisecondFrom is the first whole millisecond, in Unix time, that is not before t.
func millisecondFrom(t time.Time) int64 {
	return t.Add(time.Millisecond - time.Nanosecond).UnixMilli()
}
