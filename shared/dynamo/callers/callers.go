// Package callers implements the index of who is calling over DynamoDB. It
// stands apart from package dynamo because the domain of callers brings a library
// of telephone numbers, which most functions need not load.
package callers

import (
	"context"
	"errors"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"tieline/shared/awsfault"
	"tieline/shared/caller"
	"tieline/shared/fault"
	"tieline/shared/names"
)

var _ caller.Index = (*Table)(nil)

// Table is the table of callers. It holds two kinds of item: entries, by the key
// of the clue for which they were found, and for each Salesforce record, by
// "record:" and its id, the keys of the entries that it is in, as Salesforce
// tells of changes by record. Keys are personal data: no error names one.
type Table struct {
	api   *dynamodb.Client
	table string
}

// New returns a Table over the table of that name. It does no I/O.
func New(cfg aws.Config, table string) *Table {
	return &Table{dynamodb.NewFromConfig(cfg), table}
}

// Read returns the entry of a key, the zero Entry if there is none. What was
// written a moment ago may not be seen yet: a consistent read would cost twice as
// much (DynamoDB developer guide, "DynamoDB read consistency"), and a call that
// comes with a change may as well have come before it. An item that cannot be
// understood is a fault of kind Invalid; the next fill replaces it.
func (t *Table) Read(ctx context.Context, key string) (caller.Entry, error) {
	out, err := t.api.GetItem(ctx, &dynamodb.GetItemInput{TableName: &t.table, Key: itemKey(key)})
	if err != nil {
		return caller.Entry{}, fault.Errorf(awsfault.KindOf(err), "get a caller: %w", err)
	}
	if len(out.Item) == 0 {
		return caller.Entry{}, nil
	}
	return decode(out.Item)
}

// cancellations are the kinds of what cancels a transaction (DynamoDB API
// reference, TransactionCanceledException). Each action has a reason; "None" is
// of those that were not at fault.
var cancellations = map[string]fault.Kind{
	"ConditionalCheckFailed":        fault.Conflict,
	"TransactionConflict":           fault.Conflict,
	"ThrottlingError":               fault.Throttled,
	"ProvisionedThroughputExceeded": fault.Throttled,
	"ValidationError":               fault.Invalid, // an item over 400 KB
}

// kindOf tells of what kind a failed write is. A single write may meet a
// transaction on its item, too (DynamoDB developer guide, "Amazon DynamoDB
// Transactions: How it works", section "Transaction conflict handling").
func kindOf(err error) fault.Kind {
	var held *types.ConditionalCheckFailedException
	var met *types.TransactionConflictException
	if errors.As(err, &held) || errors.As(err, &met) {
		return fault.Conflict
	}
	if cancelled := (*types.TransactionCanceledException)(nil); errors.As(err, &cancelled) {
		for _, reason := range cancelled.CancellationReasons {
			if kind, known := cancellations[aws.ToString(reason.Code)]; known {
				return kind
			}
		}
	}
	return awsfault.KindOf(err)
}

func itemKey(key string) map[string]types.AttributeValue {
	return map[string]types.AttributeValue{names.AttributeKey: text(key)}
}

func text(s string) types.AttributeValue { return &types.AttributeValueMemberS{Value: s} }

func number(n int64) types.AttributeValue {
	return &types.AttributeValueMemberN{Value: strconv.FormatInt(n, 10)}
}
