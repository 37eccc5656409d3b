package handler

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"tieline/shared/fault"
	"tieline/shared/sla"
)

// hanging is a table that answers nothing about contacts.
type hanging struct{ contacts }

func (hanging) Waiting(ctx context.Context, _ string) ([]sla.Contact, error) {
	<-ctx.Done()
	return nil, fault.Errorf(fault.Unavailable, "no answer: %w", ctx.Err())
}

// mute is a bus that does not answer, either.
type mute struct{}

func (mute) Publish(ctx context.Context, _, _ string, details ...json.RawMessage) (failed []int, err error) {
	<-ctx.Done()
	for n := range details {
		failed = append(failed, n)
	}
	return failed, fault.Errorf(fault.Unavailable, "no answer: %w", ctx.Err())
}

// late answers after all time of its own, by when the next stage has to have its own.
func late[T any](ctx context.Context, answer T) T {
	until, _ := ctx.Deadline()
	time.Sleep(time.Until(until) - time.Millisecond)
	return answer
}

type lateTable struct{ *fakeTable }

func (l lateTable) Levels(ctx context.Context) ([]string, time.Time, error) {
	return late(ctx, []string{"q1"}), noon, nil
}

func (l lateTable) KeepBook(ctx context.Context, b sla.Book, was time.Time) error {
	return l.fakeTable.KeepBook(ctx, late(ctx, b), was)
}

type lateContacts struct{ *fakeContacts }

func (l lateContacts) Waiting(ctx context.Context, queue string) ([]sla.Contact, error) {
	return l.fakeContacts.Waiting(ctx, late(ctx, queue))
}

func TestARunEndsWithinItsTimeWhateverHangs(t *testing.T) {
	for name, hang := range map[string]func(*Parts, *world){
		"the table": func(p *Parts, _ *world) { p.Contacts = hanging{} },
		"the bus":   func(p *Parts, _ *world) { p.Bus = mute{} },
		"a little of everything": func(p *Parts, w *world) {
			p.Heard, p.Books, p.Contacts = lateTable{&w.fakeTable}, lateTable{&w.fakeTable}, lateContacts{&w.fakeContacts}
		},
	} {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld()
			w.queues = []string{"q1"}
			w.fakeContacts.of["q1"] = missed(noon.Add(-time.Second))
			p := w.parts()
			hang(&p, w)
			began := time.Now()
			log := logged(func() { _, _ = New(p)(t.Context(), json.RawMessage(`{"time":"2026-01-05T12:00:00Z"}`)) })
			if took := time.Since(began); took >= 48*time.Second || !strings.Contains(log, `"service levels evaluated"`) {
				t.Errorf("%s: took %s, logged %s", name, took, log)
			}
			if name != "the table" && (!w.book.Minute.Equal(noon) || w.put(noon, "all") == nil) {
				t.Errorf("%s: book %+v, put %v", name, w.book, w.put(noon, "all"))
			}
		})
	}
}
