package handler

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"tieline/shared/dynamo"
	"tieline/shared/sla"
)

// ready are contacts that are decoded already, the same in each queue.
type ready struct{ waiting, left, ended []sla.Contact }

func (r ready) Waiting(context.Context, string) ([]sla.Contact, error) { return r.waiting, nil }

func (r ready) Left(context.Context, string, time.Time, time.Time) ([]sla.Contact, error) {
	return r.left, nil
}

func (r ready) Ended(context.Context, string, time.Time, time.Time) ([]sla.Contact, error) {
	return r.ended, nil
}

// fill has 500 contacts of a quarter of an hour, and as many of each that follows:
// a twentieth waits.
func fill(quarters int) (r ready) {
	const contacts = 500
	each := 15 * time.Minute / contacts
	for n := range contacts * quarters {
		c := answered(noon.Add(-time.Duration(n)*each), time.Duration(n%40)*time.Second)
		r.left = append(r.left, c)
	}
	for n := range contacts / 20 {
		r.waiting = append(r.waiting, waits(noon.Add(-time.Duration(n)*time.Second)))
	}
	for n := range contacts * 4 {
		r.ended = append(r.ended, ended(answered(noon.Add(-time.Duration(n)*each-time.Minute), time.Duration(n%40)*time.Second), time.Minute))
	}
	return r
}

// BenchmarkRun is of a hundred queues with 500 contacts each in the window, four
// times as many in the final one; beside it, after an hour that was missed.
func BenchmarkRun(b *testing.B) {
	before := slog.Default()
	slog.SetDefault(slog.New(slog.DiscardHandler))
	defer slog.SetDefault(before)
	for name, missed := range map[string]int{"a minute": 0, "an hour": 60} {
		b.Run(name, func(b *testing.B) {
			w := newWorld()
			w.tuned = nil
			for n := range 100 {
				w.queues = append(w.queues, fmt.Sprintf("aaaaaaaa-0000-4000-8000-%012d", n))
			}
			last := noon.Add(-time.Duration(missed+1) * time.Minute)
			p := w.parts()
			p.Contacts, p.Conditions = fill(1+(missed+14)/15), func(context.Context) (dynamo.Conditions, error) { return dynamo.Conditions{}, nil }
			run := New(p)
			b.ReportAllocs()
			for b.Loop() {
				w.book.Minute, w.book.Watches = last, nil
				if _, err := run(b.Context(), json.RawMessage(`{"time":"2026-01-05T12:00:00Z"}`)); err != nil || !w.book.Minute.Equal(noon) {
					b.Fatal(w.book.Minute, err)
				}
			}
		})
	}
}
