// Package slareport computes the service levels of times past, by the arithmetic of
// package sla, and compares them with Amazon Connect's own.
package slareport

import (
	"context"
	"time"

	"tieline/shared/sla"
	"tieline/shared/tuning"
)

// Contacts are those of a stage.
type Contacts interface {
	// Ended returns those of a queue that ended in [from, to).
	Ended(ctx context.Context, queue string, from, to time.Time) ([]sla.Contact, error)
}

// Queue is one of Amazon Connect's.
type Queue struct{ ID, Name string }

// Task is a report to be made.
type Task struct {
	Contacts Contacts
	Queues   []Queue         // in the order wanted
	Tuned    tuning.Snapshot // policies are those of now, also for times past
	Chunks   []Chunk
	Now      time.Time // wrap-ups are missing as of then
}

// Row is a part of a report: what came of the contacts of a queue that ended in
// [From, To).
type Row struct {
	Queue    Queue // without an ID: all queues together
	Policy   sla.Policy
	From, To time.Time
	Figures  sla.Figures
	Total    bool // of a queue's rows
}

// Run makes the report, and hands it over row by row: each queue's in the order of
// time, then their total if there are several; then, of several queues, the same
// for all together. An hour in which nothing ended is left out. It stops at the
// first fault, be it of each.
func (t Task) Run(ctx context.Context, each func(Row) error) error {
	all := t.sheet(Queue{})
	var one *sheet
	err := t.figures(ctx, func(queue, chunk int, of []sla.Figures) error {
		if chunk == 0 {
			one = t.sheet(t.Queues[queue])
		}
		one.add(t.Chunks[chunk], of)
		all.add(t.Chunks[chunk], of)
		if chunk < len(t.Chunks)-1 {
			return nil
		}
		return one.tell(each)
	})
	if err != nil || len(t.Queues) < 2 {
		return err
	}
	return all.tell(each)
}
