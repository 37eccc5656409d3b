package handler

import (
	"context"
	"log/slog"
	"time"

	"golang.org/x/time/rate"

	"tieline/shared/contact"
	"tieline/shared/fault"
)

// instance is Amazon Connect. It returns a fault of kind NotFound or Invalid for
// a contact or a value that it will never take.
type instance interface {
	SetAttributes(ctx context.Context, contactID string, attributes map[string]string) error
}

// Attributes is an instance made of the one method of a client, which no
// interface then holds. In a program that looks methods up by their names, as
// protobuf does for the world's telephone numbers, the linker keeps every method
// of what an interface holds, and the client of Connect has hundreds.
type Attributes func(ctx context.Context, contactID string, attributes map[string]string) error

// SetAttributes calls f.
func (f Attributes) SetAttributes(ctx context.Context, contactID string, attributes map[string]string) error {
	return f(ctx, contactID, attributes)
}

// keeping is the table of contacts while one wrap-up is kept. What is new of a
// disposition is copied to Amazon Connect before the table has it, not after: who
// dies in between copies it once more when the message comes again, which
// changes nothing, and loses none. What the table has already is never copied
// again, and so nothing echoes: the contact event and the record by which Connect
// tells of a copy are no wrap-ups, and the reconciler's finds are known.
type keeping struct {
	contact.Store
	copy   func(ctx context.Context, id, disposition string) (done bool, err error) // nil where nothing is copied
	was    contact.WrapUp                                                           // in the table, as read last
	copied string                                                                   // what was copied last
	copies int
	news   bool // the table has learned of the wrap-up by us
}

// Read implements contact.Store.
func (k *keeping) Read(ctx context.Context, ids ...string) ([]contact.Item, error) {
	items, err := k.Store.Read(ctx, ids...)
	if k.was = (contact.WrapUp{}); len(items) > 0 {
		k.was = items[0].WrapUp
	}
	return items, err
}

// Write implements contact.Store.
func (k *keeping) Write(ctx context.Context, item contact.Item, was int64) error {
	if item.WrapUp.Disposition != k.was.Disposition {
		if err := k.tell(ctx, item); err != nil {
			return err
		}
	}
	err := k.Store.Write(ctx, item, was)
	k.news = err == nil
	return err
}

// mend copies once more what the table holds, if others wrote the contact while
// this wrap-up was copied: theirs may have been copied before it. Of a contact
// that was erased meanwhile nothing is left.
func (k *keeping) mend(ctx context.Context, item contact.Item) error {
	if k.copies == 0 || k.copied == item.WrapUp.Disposition {
		return nil
	}
	return k.tell(ctx, item)
}

func (k *keeping) tell(ctx context.Context, item contact.Item) error {
	if k.copy == nil {
		return nil
	}
	done, err := k.copy(ctx, item.ID, item.WrapUp.Disposition)
	if done {
		k.copied = item.WrapUp.Disposition
		k.copies++
	}
	return err
}

// copier returns what copies a disposition to an attribute in Amazon Connect.
// What Connect will never take is given up, and said so: it must not keep the
// table from having it. Any other fault brings the message back, and the table
// waits: after ten tries in vain it is a dead letter, which "tieline redrive"
// brings back once Connect is well again.
func (h handler) copier(attribute string, perSecond int) func(context.Context, string, string) (bool, error) {
	return func(ctx context.Context, id, disposition string) (done bool, err error) {
		if err := h.Turn(ctx, perSecond); err != nil {
			return false, err
		}
		err = h.Connect.SetAttributes(ctx, id, map[string]string{attribute: disposition})
		if fault.Permanent(err) {
			slog.WarnContext(ctx, "disposition not copied", "contact_id", id, "kind", fault.KindOf(err), "err", err)
			return false, nil
		}
		return err == nil, err
	}
}

// NewTurns returns a Turn of Parts.
func NewTurns() func(ctx context.Context, perSecond int) error {
	limit := rate.NewLimiter(1, 1)
	return func(ctx context.Context, perSecond int) error {
		if limit.Limit() != rate.Limit(perSecond) {
			limit.SetLimitAt(time.Now(), rate.Limit(perSecond))
		}
		if err := limit.Wait(ctx); err != nil {
			return fault.Errorf(fault.Throttled, "wait for a turn: %w", err)
		}
		return nil
	}
}
