package handler

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"testing"
	"time"

	"tieline/events"
	"tieline/shared/dynamo"
	"tieline/shared/fault"
	"tieline/shared/sla"
	"tieline/shared/tuning"
)

// fakeTable is the table of what is shared.
type fakeTable struct {
	book   sla.Book
	other  time.Time // the minute that another run keeps while this one computes
	keeps  int
	rows   []sla.Breach
	broken map[string]error // of KeepBreach, by the breach's queue
	err    error            // of KeepBook
	lost   bool             // the reply of KeepBook, which is tried again
	queues []string
	heard  time.Time
}

func (f *fakeTable) Book(context.Context) (b sla.Book, err error) {
	body, _ := json.Marshal(f.book) // nobody changes what is kept
	return b, json.Unmarshal(body, &b)
}

func (f *fakeTable) KeepBook(_ context.Context, b sla.Book, was time.Time) error {
	if f.book.Minute.Before(f.other) {
		f.book.Minute = f.other
	}
	if !f.book.Minute.Equal(was) {
		return fault.Errorf(fault.Conflict, "it was changed")
	}
	if f.err != nil {
		return f.err
	}
	f.book = b
	f.keeps++
	if f.lost {
		f.lost = false
		return fault.Errorf(fault.Conflict, "it was changed") // by the first try
	}
	return nil
}

func (f *fakeTable) KeepBreach(_ context.Context, b sla.Breach) error {
	f.rows = append(f.rows, b)
	return f.broken[b.Queue]
}

func (f *fakeTable) Levels(context.Context) ([]string, time.Time, error) {
	return f.queues, f.heard, nil
}

// world is all that a run meets.
type world struct {
	fakeContacts
	fakeTable
	fakeNames
	fakeConnect
	fakeCloudWatch
	fakeBus
	tuned     tuning.Snapshot
	overrides overrides
	unread    error // of the parameters
	watched   []string
	now       time.Time
}

func newWorld() *world {
	w := &world{tuned: tuning.Snapshot{"sla/minimum-contacts": "1", "sla/breach-minutes": "1", "sla/breach-of": "1"}, now: noon.Add(2 * time.Second)}
	w.fakeContacts.of, w.fakeCloudWatch.of, w.details = map[string][]sla.Contact{}, map[string]map[string]float64{}, map[string]events.ServiceLevelRecovered{}
	w.fakeContacts.now = func() time.Time { return w.now }
	return w
}

func (w *world) parts() Parts {
	in := func(context.Context) (dynamo.Conditions, error) { return dynamo.Conditions{Tuned: w.tuned}, w.unread }
	return Parts{Contacts: &w.fakeContacts, Heard: &w.fakeTable, Books: &w.fakeTable, Names: w.fakeNames, Connect: &w.fakeConnect,
		Published: &w.fakeCloudWatch, Bus: &w.fakeBus, Overrides: w.overrides, Conditions: in, Watched: w.watched, Now: func() time.Time { return w.now }}
}

// run does a run for a minute, two seconds into it, and returns what it says.
func (w *world) run(t *testing.T, at time.Time) (log string, err error) {
	t.Helper()
	w.now = at.Add(2 * time.Second)
	return w.tick(t, `{"time":"`+at.Format(time.RFC3339)+`"}`)
}

func (w *world) tick(t *testing.T, tick string) (log string, err error) {
	t.Helper()
	log = logged(func() { _, err = New(w.parts())(t.Context(), json.RawMessage(tick)) })
	return log, err
}

// put is what was put of a queue for a minute.
func (w *world) put(at time.Time, queue string) map[string]float64 {
	return w.fakeCloudWatch.of[at.Format("15:04 ")+queue]
}

// logged is what is said while work is done.
func logged(work func()) string {
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(&log, nil)))
	defer slog.SetDefault(before)
	work()
	return log.String()
}
