package main

import (
	"context"
	"time"

	"tieline/shared/contact"
	"tieline/shared/contact/contacttest"
	"tieline/shared/fault"
)

// table is what both tables are: that in memory, and that on DynamoDB.
type table interface {
	contact.Store
	contact.Agenda
	Pop(ctx context.Context, contactID string, found contact.Pop) error
}

var _ table = (*contacttest.Table)(nil)

// Table is the table of contacts as functions meet it: at times it refuses,
// answers late, or does what was asked and the answer is lost. It counts.
type Table struct {
	*Clock
	table
	faults Faults
	Counts Counts
}

// Counts are of operations on items of the table.
type Counts struct{ Read, Written, Conflicts, Popped, Listed int }

// Sum is of all that are of one item.
func (c Counts) Sum() int { return c.Read + c.Written + c.Popped }

// attemptsOfSDK is how often the SDK tries before it gives up (AWS SDKs reference,
// "Retry behavior", standard mode).
const attemptsOfSDK = 3

// errThrottled is the table's answer when it is asked too much.
var errThrottled = fault.Errorf(fault.Throttled, "over the table's throughput")

// met is what befalls a call, before it is done.
func (t *Table) met(ctx context.Context) error {
	if !alive(ctx) {
		return errDead
	}
	if t.Chance(t.faults.Slow) {
		t.Wait(t.Between(5*time.Millisecond, 250*time.Millisecond))
	}
	for range attemptsOfSDK {
		if !t.Chance(t.faults.Throttled) {
			return nil
		}
	}
	return errThrottled
}

// Read implements contact.Store.
func (t *Table) Read(ctx context.Context, ids ...string) ([]contact.Item, error) {
	if err := t.met(ctx); err != nil {
		return nil, err
	}
	t.Counts.Read += len(ids)
	return t.table.Read(ctx, ids...)
}

// Write implements contact.Store.
func (t *Table) Write(ctx context.Context, item contact.Item, was int64) error {
	if err := t.met(ctx); err != nil {
		return err
	}
	t.Counts.Written++
	err := t.table.Write(ctx, item, was)
	if fault.KindOf(err) == fault.Conflict {
		t.Counts.Conflicts++
	}
	switch {
	case err != nil || !t.Chance(t.faults.LostWrite):
	case t.Chance(0.1):
		err = fault.Errorf(fault.Unavailable, "the reply was lost")
	default:
		err = fault.Errorf(fault.Conflict, "the reply was lost, and the SDK tried again")
	}
	return err
}

// Pop keeps what was popped, as the function screen-pop does.
func (t *Table) Pop(contactID string, found contact.Pop) error {
	t.Counts.Popped++
	return t.table.Pop(context.Background(), contactID, found)
}

// Due implements contact.Agenda.
func (t *Table) Due(ctx context.Context, now time.Time, limit int) ([]string, time.Time, error) {
	if err := t.met(ctx); err != nil {
		return nil, now, err
	}
	ids, since, err := t.table.Due(ctx, now, limit)
	t.Counts.Listed += len(ids)
	return ids, since, err
}

// Open implements contact.Agenda.
func (t *Table) Open(ctx context.Context, before time.Time, limit int) ([]string, error) {
	if err := t.met(ctx); err != nil {
		return nil, err
	}
	ids, err := t.table.Open(ctx, before, limit)
	t.Counts.Listed += len(ids)
	return ids, err
}

// bell is the doorbell: a queue whose messages are contacts' ids.
type bell struct{ queue *Queue }

// longest is the longest delay of a message (SQS API reference, SendMessageBatch).
const longest = 15 * time.Minute

// Ring implements contact.Doorbell.
func (b bell) Ring(ctx context.Context, delay time.Duration, ids ...string) error {
	if !alive(ctx) {
		return errDead
	}
	if delay > longest {
		return nil
	}
	whole := (max(0, delay) + time.Second - 1).Truncate(time.Second)
	for _, id := range ids {
		if !b.queue.Chance(b.queue.faults.LostRing) {
			b.queue.Send(whole, id)
		}
	}
	return nil
}
