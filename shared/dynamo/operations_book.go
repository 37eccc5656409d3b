package dynamo

import (
	"context"
	"encoding/json"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"tieline/shared/fault"
	"tieline/shared/sla"
)

// bookItem is what sla-evaluator keeps from one minute to the next.
const bookItem = "book"

type bookRow struct {
	Book string `dynamodbav:"book"`       // JSON
	At   int64  `dynamodbav:"lastMinute"` // its minute, Unix milliseconds
}

// Book returns the book as it was kept last, consistently; the zero one if none
// was.
func (o *Operations) Book(ctx context.Context) (b sla.Book, err error) {
	var row bookRow
	if err := o.get(ctx, bookItem, &row); err != nil || row.Book == "" {
		return sla.Book{}, err
	}
	if err := json.Unmarshal([]byte(row.Book), &b); err != nil {
		return sla.Book{}, fault.Errorf(fault.Unknown, "decode %s: %w", bookItem, err)
	}
	b.Minute = instant(row.At)
	return b, nil
}

// KeepBook replaces the book if the one kept is of minute was, the zero time
// meaning that there is none. Otherwise it returns a fault of kind Conflict, as it
// does when the book was kept and the reply lost: callers look, and go on if it is
// theirs. A book without a minute, or too large to be kept, is Invalid.
func (o *Operations) KeepBook(ctx context.Context, b sla.Book, was time.Time) error {
	text, err := json.Marshal(b)
	switch {
	case err != nil:
		return fault.Errorf(fault.Invalid, "encode %s: %w", bookItem, err)
	case b.Minute.IsZero() || len(text) > maxItem:
		return fault.Errorf(fault.Invalid, "no book to be kept: of minute %s, %d bytes", b.Minute, len(text))
	}
	row := bookRow{string(text), b.Minute.UnixMilli()}
	if was.IsZero() {
		return o.put(ctx, bookItem, row, "attribute_not_exists(lastMinute)", nil)
	}
	return o.put(ctx, bookItem, row, "lastMinute = :was", map[string]types.AttributeValue{":was": number(was.UnixMilli())})
}
