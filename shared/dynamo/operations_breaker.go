package dynamo

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"tieline/shared/breaker"
	"tieline/shared/fault"
)

var _ breaker.Store = BreakerState{}

// BreakerState is the one item of the operations table that says whether
// Salesforce may be asked.
type BreakerState struct{ operations *Operations }

// NewBreakerState returns the BreakerState in a table. It does no I/O.
func NewBreakerState(o *Operations) BreakerState { return BreakerState{o} }

// breakerRow is a breaker.State. Times are Unix milliseconds, 0 for none.
type breakerRow struct {
	Version  int64  `dynamodbav:"version"`
	Failures int    `dynamodbav:"failures"`
	Since    int64  `dynamodbav:"failingSince"`
	Until    int64  `dynamodbav:"closedUntil"`
	Reason   string `dynamodbav:"reason"`
}

// Read returns the state, consistently; the zero one if there is none.
func (b BreakerState) Read(ctx context.Context) (breaker.State, error) {
	var row breakerRow
	if err := b.operations.get(ctx, breakerItem, &row); err != nil {
		return breaker.State{}, err
	}
	return breaker.State{Version: row.Version, Failures: row.Failures, Since: instant(row.Since),
		Until: instant(row.Until), Reason: fault.Kind(row.Reason)}, nil
}

// Write stores next as version was + 1, if the stored state has version was, 0
// meaning that there is none. Otherwise it returns a fault of kind Conflict.
func (b BreakerState) Write(ctx context.Context, next breaker.State, was int64) error {
	row := breakerRow{was + 1, next.Failures, milliseconds(next.Since), milliseconds(next.Until), string(next.Reason)}
	if was == 0 {
		return b.operations.put(ctx, breakerItem, row, "attribute_not_exists(version)", nil)
	}
	return b.operations.put(ctx, breakerItem, row, "version = :was", map[string]types.AttributeValue{":was": number(was)})
}
