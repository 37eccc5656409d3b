// Package redrive sends again what was set aside: dead letters, parked messages,
// contacts that Salesforce refused. What it does may be done twice, as facts
// merge and a contact has one record: so each letter is sent first, and taken off
// its shelf then.
package redrive

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"tieline/shared/fault"
)

// Letter is one thing that was set aside.
type Letter struct {
	ID    string    // by which the log names it
	Why   string    // it was set aside: kinds, codes and names of fields, never values
	Since time.Time // when it was sent or, if nobody knows, set aside
	Open  func(ctx context.Context) ([]byte, error)

	receipt string // by which its shelf knows it
}

// Shelf is where letters lie.
type Shelf interface {
	// Look returns at most limit letters. Others may not get to see them for a while.
	Look(ctx context.Context, limit int) ([]Letter, error)

	// Take takes letters away for good. One that is gone already is no fault.
	Take(ctx context.Context, letters []Letter) error

	// Leave lets others see letters again.
	Leave(ctx context.Context, letters []Letter) error
}

// Target is where letters go.
type Target interface {
	// Send sends what each of the letters holds, and returns for each what came of
	// it: no fault, or one of kind Incomplete if part of what it stands for is gone,
	// or NotFound if all of it is.
	Send(ctx context.Context, letters []Letter) []error
}

// Task is to send the letters of a shelf.
type Task struct {
	From Shelf
	To   Target
	Show func(done, total int) // hears after every step
}

// Trouble is a letter that was not sent, or not all of it.
type Trouble struct {
	ID  string
	Err error
}

// Moved is what came of letters.
type Moved struct {
	Sent     int // and taken off the shelf
	Troubles []Trouble
}

// stretch is how many letters are sent before they are taken off the shelf.
const stretch = 50

// Move sends letters and takes those that were sent off the shelf. One that
// cannot be sent stays, and costs no other; but where a whole stretch fails it
// stops. The letters that stay are left to others. It may be repeated.
func (t Task) Move(ctx context.Context, letters []Letter) (m Moved, err error) {
	var stay []Letter
	done := 0
	t.Show(0, len(letters))
	for some := range slices.Chunk(letters, stretch) {
		var sent []Letter
		failed := 0
		for n, err := range t.To.Send(ctx, some) {
			if err != nil {
				m.Troubles = append(m.Troubles, Trouble{some[n].ID, err})
			}
			switch fault.KindOf(err) {
			case "", fault.Incomplete:
				sent = append(sent, some[n])
				continue
			case fault.NotFound:
			default:
				failed++
			}
			stay = append(stay, some[n])
		}
		done += len(some)
		// What was sent must not lie there longer because somebody lost patience.
		if err = t.From.Take(context.WithoutCancel(ctx), sent); err != nil {
			err = fmt.Errorf("%d were sent and lie there still: %w", len(sent), err)
			break
		}
		m.Sent += len(sent)
		t.Show(done, len(letters))
		if err = ctx.Err(); err != nil || failed == len(some) {
			break
		}
	}
	stay = append(stay, letters[done:]...)
	return m, errors.Join(err, t.From.Leave(context.WithoutCancel(ctx), stay))
}
