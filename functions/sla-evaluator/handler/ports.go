package handler

import (
	"context"
	"encoding/json"
	"time"

	"tieline/shared/amazonconnect"
	"tieline/shared/contact"
	"tieline/shared/metric"
	"tieline/shared/sla"
)

// contacts are those of a queue, as far as service levels need them: those that
// wait, that left in [from, to), and that disconnected in [from, to).
type contacts interface {
	Waiting(ctx context.Context, queue string) ([]sla.Contact, error)
	Left(ctx context.Context, queue string, from, to time.Time) ([]sla.Contact, error)
	Ended(ctx context.Context, queue string, from, to time.Time) ([]sla.Contact, error)
}

// heard is of which queues anything was ever heard, and when something was last.
type heard interface {
	Levels(ctx context.Context) (queues []string, heard time.Time, err error)
}

// books is what stays between two runs, and breaches for people to look up.
type books interface {
	Book(ctx context.Context) (sla.Book, error)

	// KeepBook replaces the book of the minute was, the zero time if there is none.
	// It returns a fault of kind Conflict if the book is of another minute.
	KeepBook(ctx context.Context, b sla.Book, was time.Time) error
	KeepBreach(ctx context.Context, b sla.Breach) error
}

// directory knows what queues are called: also those of which somebody should
// learn anew, and who is not known at all is absent.
type directory interface {
	Look(ctx context.Context, who contact.IDs) (known contact.Names, old contact.IDs, err error)
}

// connect is Amazon Connect. A queue of which it says nothing is absent.
type connect interface {
	CurrentMetrics(ctx context.Context, queues []string) (map[string]amazonconnect.Current, error)
	HistoricMetrics(ctx context.Context, queues []string, threshold time.Duration, from, to time.Time) (map[string]amazonconnect.Historic, error)
}

// published are the figures in CloudWatch, by the queue that they are of.
type published interface {
	Put(ctx context.Context, at time.Time, of map[string][]metric.Figure) error
}

// bus is what our own events go on. It returns which of them it did not take.
type bus interface {
	Publish(ctx context.Context, source, detailType string, details ...json.RawMessage) (failed []int, err error)
}
