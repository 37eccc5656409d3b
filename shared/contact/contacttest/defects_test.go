package contacttest

import (
	"context"
	"slices"
	"testing"
	"time"

	"tieline/shared/contact"
)

// crooked is a Table with a defect.
type crooked struct {
	*Table
	read   func(contact.Item) contact.Item
	write  func(i contact.Item, was int64) (contact.Item, int64)
	lists  func(until time.Time, limit int) (time.Time, int)
	listed func([]string) []string
	pop    func(is contact.Item, found contact.Pop) (contact.Item, bool)
	shows  func(each func(contact.Item) bool) func(contact.Item) bool
}

func (c crooked) Read(ctx context.Context, ids ...string) ([]contact.Item, error) {
	items, err := c.Table.Read(ctx, ids...)
	for n := range items {
		if c.read != nil {
			items[n] = c.read(items[n])
		}
	}
	return items, err
}

func (c crooked) Write(ctx context.Context, i contact.Item, was int64) error {
	if c.write != nil {
		i, was = c.write(i, was)
	}
	return c.Table.Write(ctx, i, was)
}

func (c crooked) Due(ctx context.Context, now time.Time, limit int) ([]string, time.Time, error) {
	if c.lists != nil {
		now, limit = c.lists(now, limit)
	}
	ids, since, err := c.Table.Due(ctx, now, limit)
	if c.listed != nil {
		ids = c.listed(ids)
	}
	return ids, since, err
}

func (c crooked) Open(ctx context.Context, before time.Time, limit int) ([]string, error) {
	if c.lists != nil {
		before, limit = c.lists(before, limit)
	}
	ids, err := c.Table.Open(ctx, before, limit)
	if c.listed != nil {
		ids = c.listed(ids)
	}
	return ids, err
}

func (c crooked) Pop(ctx context.Context, contactID string, found contact.Pop) error {
	before := c.held(contactID)
	if err := c.Table.Pop(ctx, contactID, found); err != nil || c.pop == nil {
		return err
	}
	after, is := c.pop(before, found)
	if !is {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.put(after)
}

func (c crooked) Rejected(ctx context.Context, each func(contact.Item) bool) error {
	if c.shows != nil {
		each = c.shows(each)
	}
	return c.Table.Rejected(ctx, each)
}

func (c crooked) Scan(ctx context.Context, each func(contact.Item) bool) error {
	if c.shows != nil {
		each = c.shows(each)
	}
	return c.Table.Scan(ctx, each)
}

// held is the item as it is in the table, version 0 if there is none.
func (t *Table) held(id string) contact.Item {
	t.mu.Lock()
	defer t.mu.Unlock()
	if packed, there := t.items[id]; there {
		return unpacked(packed)
	}
	return contact.Item{State: contact.State{ID: id}}
}

// defects are tables as they must not be.
var defects = map[string]func(*Table) crooked{
	"writes without a condition": func(t *Table) crooked {
		return crooked{Table: t, write: func(i contact.Item, _ int64) (contact.Item, int64) { return i, t.held(i.ID).Version }}
	},
	"writes over what is there, if told that there is none": func(t *Table) crooked {
		return crooked{Table: t, write: func(i contact.Item, was int64) (contact.Item, int64) {
			if was == 0 {
				was = t.held(i.ID).Version
			}
			return i, was
		}}
	},
	"loses a wrap-up": func(t *Table) crooked {
		return crooked{Table: t, write: func(i contact.Item, was int64) (contact.Item, int64) {
			i.WrapUp.Disposition = ""
			return i, was
		}}
	},
	"keeps no nanoseconds": func(t *Table) crooked {
		return crooked{Table: t, write: func(i contact.Item, was int64) (contact.Item, int64) {
			i.Record.UpdatedAt = i.Record.UpdatedAt.Truncate(time.Second)
			return i, was
		}}
	},
	"takes no 0 s for what it is": func(t *Table) crooked {
		return crooked{Table: t, read: func(i contact.Item) contact.Item {
			i.Record.Hold.Known = i.Record.Hold.Duration != 0
			return i
		}}
	},
	"reads what stood there a write ago": func(t *Table) crooked {
		first := map[string]contact.Item{}
		return crooked{Table: t, read: func(i contact.Item) contact.Item {
			if was, there := first[i.ID]; there {
				return was
			}
			first[i.ID] = i
			return i
		}}
	},
	"lists what is due a minute later": func(t *Table) crooked {
		return crooked{Table: t, lists: func(until time.Time, limit int) (time.Time, int) { return until.Add(time.Minute), limit }}
	},
	"lists what was due a minute ago": func(t *Table) crooked {
		return crooked{Table: t, lists: func(until time.Time, limit int) (time.Time, int) { return until.Add(-time.Minute), limit }}
	},
	"lists more than is wanted": func(t *Table) crooked {
		return crooked{Table: t, lists: func(until time.Time, limit int) (time.Time, int) { return until, limit + 1 }}
	},
	"lists the last first": func(t *Table) crooked {
		return crooked{Table: t, listed: func(ids []string) []string { slices.Reverse(ids); return ids }}
	},
	"lists one less": func(t *Table) crooked {
		return crooked{Table: t, listed: func(ids []string) []string { return ids[:max(0, len(ids)-1)] }}
	},
	"pops without raising the version": func(t *Table) crooked {
		return crooked{Table: t, pop: func(is contact.Item, _ contact.Pop) (contact.Item, bool) {
			i := t.held(is.ID)
			i.Version = max(1, is.Version)
			return i, true
		}}
	},
	"brings back who was erased": func(t *Table) crooked {
		return crooked{Table: t, pop: func(is contact.Item, found contact.Pop) (contact.Item, bool) {
			is.Pop = found
			return is, !is.Erased.IsZero()
		}}
	},
	"takes the pop that comes last": func(t *Table) crooked {
		return crooked{Table: t, pop: func(is contact.Item, found contact.Pop) (contact.Item, bool) {
			i := t.held(is.ID)
			i.Pop = found
			return i, i.Erased.IsZero()
		}}
	},
	"pops, and what was rejected stays so": func(t *Table) crooked {
		return crooked{Table: t, pop: func(is contact.Item, found contact.Pop) (contact.Item, bool) {
			is.Pop, is.Version = found, is.Version+1
			return is, is.Rejected != contact.Refusal{}
		}}
	},
	"pops, and puts off what is due": func(t *Table) crooked {
		return crooked{Table: t, pop: func(is contact.Item, _ contact.Pop) (contact.Item, bool) {
			i := t.held(is.ID)
			i.DueAt = noon.Add(hold)
			return i, i.Erased.IsZero()
		}}
	},
	"pops, and lets it expire": func(t *Table) crooked {
		return crooked{Table: t, pop: func(is contact.Item, found contact.Pop) (contact.Item, bool) {
			is.Pop, is.Version = found, is.Version+1
			return is, !is.ExpiresAt.IsZero() && is.Erased.IsZero()
		}}
	},
	"shows more than is wanted": func(t *Table) crooked { return crooked{Table: t, shows: deaf} },
	"shows an item twice":       func(t *Table) crooked { return crooked{Table: t, shows: stammering} },
	"pops, and forgets that a record is awaited": func(t *Table) crooked {
		return crooked{Table: t, pop: func(is contact.Item, _ contact.Pop) (contact.Item, bool) {
			i := t.held(is.ID)
			i.OpenAt = time.Time{}
			return i, true
		}}
	},
}

// deaf goes on when no more is wanted.
func deaf(each func(contact.Item) bool) func(contact.Item) bool {
	return func(i contact.Item) bool { each(i); return true }
}

// stammering shows each twice.
func stammering(each func(contact.Item) bool) func(contact.Item) bool {
	return func(i contact.Item) bool {
		each(i)
		return each(i)
	}
}

func TestEachDefectIsNoticed(t *testing.T) {
	for name, defect := range defects {
		noticed := ""
		for _, b := range behaviours {
			table, s := over(Options{Shards: 2})
			c := defect(table)
			s.Store, s.Agenda, s.Pops, s.Lists = c, c, c, c
			if broken := b.broken(t.Context(), s); len(broken) > 0 {
				noticed = b.name
				break
			}
		}
		if noticed == "" {
			t.Errorf("nobody notices a table that %s", name)
		}
		t.Logf("%s: %s", name, noticed)
	}
}
