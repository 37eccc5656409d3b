package dynamo

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"tieline/shared/awsfault"
	"tieline/shared/contact"
	"tieline/shared/fault"
)

// Pops is the table of contacts as the screen pop sees it: it writes one
// attribute of an item, and never reads.
type Pops struct {
	api    *dynamodb.Client
	table  string
	shards int
	hold   time.Duration
	now    func() time.Time
}

// NewPops returns Pops over table. Salesforce hears of a pop hold after it, if
// nothing sooner.
func NewPops(cfg aws.Config, table string, shards int, hold time.Duration, now func() time.Time) *Pops {
	return &Pops{dynamodb.NewFromConfig(cfg), table, shards, hold, now}
}

// pop is the one write. The version rises so that whoever read the item before
// must look again. What is due stays due as early as it was, and what was
// rejected is due again. An item that is not there yet begins at the time in
// milliseconds, as in the domain.
const pop = "SET pop = :pop, popAt = :at, version = if_not_exists(version, :now) + :one, " +
	"syncList = :list, syncAt = if_not_exists(syncAt, :due) REMOVE expiresAt, reason, rejectedCode, rejectedField"

// Pop keeps what was popped for a contact, unless a later pop is there already.
func (p *Pops) Pop(ctx context.Context, contactID string, found contact.Pop) error {
	body, err := json.Marshal(found)
	if err != nil {
		return fault.Errorf(fault.Invalid, "encode the pop of contact %s: %w", contactID, err)
	}
	now := p.now()
	_, err = p.api.UpdateItem(ctx, &dynamodb.UpdateItemInput{
		TableName:           &p.table,
		Key:                 key(contactID),
		UpdateExpression:    aws.String(pop),
		ConditionExpression: aws.String("attribute_not_exists(erasedAt) AND (attribute_not_exists(popAt) OR popAt <= :at)"),
		ExpressionAttributeValues: map[string]types.AttributeValue{
			":pop":  text(string(body)),
			":at":   number(found.At.UnixMilli()),
			":now":  number(now.UnixMilli()),
			":one":  number(1),
			":list": text(due + shard(contactID, p.shards)),
			":due":  number(now.Add(p.hold).UnixMilli()),
		},
	})
	if held := (*types.ConditionalCheckFailedException)(nil); errors.As(err, &held) {
		return nil
	}
	if err != nil {
		return fault.Errorf(awsfault.KindOf(err), "keep the pop of contact %s: %w", contactID, err)
	}
	return nil
}
