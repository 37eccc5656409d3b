package contacttest

import (
	"cmp"
	"context"
	"hash/fnv"
	"slices"
	"time"

	"tieline/shared/contact"
)

// index is where items stand on its lists, by id.
type index map[string]place

// place is on a list of a shard, which is none for an item that is on no list.
type place struct {
	list string
	at   time.Time
}

// The lists of the indexes.
const (
	due      = "due"
	rejected = "rejected"
	open     = "open"
)

// change is what a write changes in the indexes: where the item stands then.
type change struct {
	id         string
	sync, open place
	when       time.Time
}

func changeOf(i contact.Item) change {
	c := change{id: i.ID}
	switch {
	case !i.DueAt.IsZero():
		c.sync = place{due, i.DueAt}
	case i.Rejected != contact.Refusal{}:
		c.sync = place{rejected, i.Rejected.At}
	}
	if !i.OpenAt.IsZero() {
		c.open = place{open, i.OpenAt}
	}
	return c
}

// log notes a change, which the indexes see once their lag is over.
func (t *Table) log(c change) {
	if t.Lag > 0 {
		c.when = t.Now()
	}
	t.behind = append(t.behind, c)
	t.catchUp()
}

// Settle ends the lag of all that was written so far.
func (t *Table) Settle() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, c := range t.behind {
		t.apply(c)
	}
	t.behind = nil
}

// catchUp applies the changes whose lag is over, in their order.
func (t *Table) catchUp() {
	for len(t.behind) > t.LagWrites && (t.Lag <= 0 || !t.behind[0].when.Add(t.Lag).After(t.Now())) {
		c := t.behind[0]
		t.behind = t.behind[1:]
		t.apply(c)
	}
}

func (t *Table) apply(c change) {
	t.sync.move(c.id, c.sync)
	t.open.move(c.id, c.open)
}

func (x index) move(id string, to place) {
	if to == (place{}) {
		delete(x, id)
		return
	}
	x[id] = to
}

// listed is an item on a list.
type listed struct {
	id string
	at time.Time
}

// list returns what an index lists until a time, the earliest first, and of each
// shard no more than its part of limit.
func (t *Table) list(x index, name string, until time.Time, limit int) (found []listed) {
	t.catchUp()
	if limit <= 0 {
		return nil
	}
	t.counts.Queries += t.Shards
	until = until.Truncate(time.Millisecond)
	for id, p := range x {
		if p.list == name && !p.at.After(until) {
			found = append(found, listed{id, p.at})
		}
	}
	slices.SortFunc(found, func(a, b listed) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.id, b.id)) })
	left := slices.Repeat([]int{(limit + t.Shards - 1) / t.Shards}, t.Shards)
	found = slices.DeleteFunc(found, func(l listed) bool {
		s := t.shard(l.id)
		left[s]--
		return left[s] < 0
	})
	return found[:min(limit, len(found))]
}

func (t *Table) shard(id string) int {
	h := fnv.New32a()
	h.Write([]byte(id))
	return int(h.Sum32() % uint32(t.Shards))
}

// Due lists what was due at now, the earliest first.
func (t *Table) Due(_ context.Context, now time.Time, limit int) (ids []string, since time.Time, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	since = now
	err = t.do(OpDue, "", func() error {
		found := t.list(t.sync, due, now, limit)
		if len(found) > 0 {
			since = found[0].at
		}
		ids = idsOf(found)
		return nil
	})
	return ids, since, err
}

// Open lists what was open before a time, the earliest first.
func (t *Table) Open(_ context.Context, before time.Time, limit int) (ids []string, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	err = t.do(OpOpen, "", func() error {
		ids = idsOf(t.list(t.open, open, before, limit))
		return nil
	})
	return ids, err
}

func idsOf(found []listed) (ids []string) {
	for _, l := range found {
		ids = append(ids, l.id)
	}
	return ids
}

// Rejected shows what was rejected, as it is now, until each wants no more.
func (t *Table) Rejected(ctx context.Context, each func(contact.Item) (more bool)) error {
	t.mu.Lock()
	var found []listed
	err := t.do(OpRejected, "", func() error {
		t.catchUp()
		t.counts.Queries += t.Shards
		for id, p := range t.sync {
			if p.list == rejected {
				found = append(found, listed{id, p.at})
			}
		}
		return nil
	})
	t.mu.Unlock()
	if err != nil {
		return err
	}
	slices.SortFunc(found, func(a, b listed) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.id, b.id)) })
	items, err := t.Read(ctx, idsOf(found)...)
	for _, i := range items {
		if i.Rejected != (contact.Refusal{}) && !each(i) {
			return nil
		}
	}
	return err
}
