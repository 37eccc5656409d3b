package contacttest

import (
	"context"
	"time"

	"tieline/shared/contact"
)

// Pop keeps what was popped for a contact, unless a later pop is there already
// or the contact was erased. It is one update of a few attributes, as that on
// DynamoDB: the version rises, what is due stays due as early as it was, and
// what was rejected is due again.
func (t *Table) Pop(_ context.Context, contactID string, found contact.Pop) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.counts.Pops++
	return t.do(OpPop, contactID, func() error {
		now := t.Now()
		i := contact.Item{State: contact.State{ID: contactID}, Version: now.UnixMilli()}
		if packed, there := t.items[contactID]; there {
			i = unpacked(packed)
		}
		if !i.Erased.IsZero() || i.Pop != (contact.Pop{}) && i.Pop.At.UnixMilli() > found.At.UnixMilli() {
			return nil
		}
		i.Pop, i.Version, i.ExpiresAt = found, i.Version+1, time.Time{}
		switch {
		case !i.DueAt.IsZero():
		case i.Rejected != contact.Refusal{}:
			i.DueAt, i.Rejected = i.Rejected.At, contact.Refusal{}
		default:
			i.DueAt = now.Add(t.Hold)
		}
		return t.put(i)
	})
}
