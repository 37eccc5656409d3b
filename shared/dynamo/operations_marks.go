package dynamo

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"tieline/shared/awsfault"
	"tieline/shared/fault"
)

// wrapUpsRow says since when wrap-ups are to be looked for in Salesforce.
type wrapUpsRow struct {
	Since int64 `dynamodbav:"since"` // Unix milliseconds
}

// WrapUpsSince returns until when Salesforce was asked for wrap-ups, the zero time
// if it never was.
func (o *Operations) WrapUpsSince(ctx context.Context) (time.Time, error) {
	var row wrapUpsRow
	err := o.get(ctx, wrapUpsItem, &row)
	return instant(row.Since), err
}

// KeepWrapUpsSince replaces that time. If two look at once and the earlier time
// stays, some are looked at twice, which does no harm.
func (o *Operations) KeepWrapUpsSince(ctx context.Context, since time.Time) error {
	return o.put(ctx, wrapUpsItem, wrapUpsRow{milliseconds(since)}, "", nil)
}

// healthRow says of which period's health Salesforce was last told.
type healthRow struct {
	Told int64 `dynamodbav:"told"` // Unix milliseconds
}

// HealthTold returns the start of the last period of whose health Salesforce was
// told, the zero time if it never was.
func (o *Operations) HealthTold(ctx context.Context) (time.Time, error) {
	var row healthRow
	err := o.get(ctx, healthItem, &row)
	return instant(row.Told), err
}

// KeepHealthTold replaces that time. If two tell at once and the earlier time stays,
// some periods are told again, which leaves their rows as they are.
func (o *Operations) KeepHealthTold(ctx context.Context, period time.Time) error {
	return o.put(ctx, healthItem, healthRow{milliseconds(period)}, "", nil)
}

// Erasures count, in an item of the operations table, how much was erased, which is
// all that is left of it.
type Erasures struct {
	operations *Operations
	now        func() time.Time
}

// NewErasures returns the Erasures in a table. It does no I/O.
func NewErasures(o *Operations, now func() time.Time) Erasures { return Erasures{o, now} }

// countErasure adds to what was counted before.
const countErasure = "ADD erasures :one, contacts :contacts, callers :entries, parked :parked SET lastAt = :at"

// CountErasure counts a person, and how many contacts, entries of callers and
// parked bodies were erased. If a reply is lost, the SDK's next try counts again.
func (e Erasures) CountErasure(ctx context.Context, contacts, entries, parked int) error {
	o := e.operations
	_, err := o.api.UpdateItem(ctx, &dynamodb.UpdateItemInput{
		TableName:        &o.table,
		Key:              named(erasuresItem),
		UpdateExpression: aws.String(countErasure),
		ExpressionAttributeValues: map[string]types.AttributeValue{
			":one":      number(1),
			":contacts": number(int64(contacts)),
			":entries":  number(int64(entries)),
			":parked":   number(int64(parked)),
			":at":       number(e.now().UnixMilli()),
		},
	})
	if err != nil {
		return fault.Errorf(awsfault.KindOf(err), "count an erasure: %w", err)
	}
	return nil
}
