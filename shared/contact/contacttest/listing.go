package contacttest

import (
	"cmp"
	"slices"
	"time"

	"tieline/shared/contact"
)

// listing is what a table does as a contact.Agenda, and for people.
var listing = []behaviour{
	{"what is due is listed with since when, and nothing else is", func(r *trial) {
		future, done, refused, ongoing := bare(3, 1), bare(4, 1), bare(5, 1), bare(6, 1)
		future.DueAt, done.ExpiresAt, ongoing.OpenAt = r.Now.Add(time.Millisecond), r.Now, r.Now.Add(-time.Hour)
		refused.Rejected = contact.Refusal{Reason: "X", At: r.Now.Add(-time.Hour)}
		r.put(dueAt(1, r.Now), dueAt(2, r.Now.Add(-time.Minute)), future, done, refused, ongoing)
		r.due(id(2), id(1))
	}},
	{"if nothing is due that is said", func(r *trial) { r.due() }},
	{"where none are wanted none are listed", func(r *trial) {
		i := dueAt(1, r.Now.Add(-time.Hour))
		i.OpenAt = i.DueAt
		r.put(i)
		ids, _, err := r.Agenda.Due(r.ctx, r.Now, 0)
		open, failed := r.Agenda.Open(r.ctx, r.Now, 0)
		if len(ids) != 0 || len(open) != 0 || err != nil || failed != nil {
			r.failf("listed are %v, %v and %v, %v", ids, err, open, failed)
		}
	}},
	{"what is settled is due no more", func(r *trial) {
		r.put(dueAt(1, r.Now), dueAt(2, r.Now.Add(-time.Minute)), dueAt(3, r.Now))
		settled, postponed := bare(1, 2), dueAt(2, r.Now.Add(time.Hour))
		settled.ExpiresAt, postponed.Version = r.Now, 2
		r.write(settled, 1, "")
		r.write(postponed, 1, "")
		r.due(id(3))
	}},
	{"the longest due come first, and no more than are wanted", func(r *trial) {
		for n := range listedAtOnce {
			r.put(dueAt(n, r.Now.Add(-time.Duration(n*7%listedAtOnce)*time.Minute)))
		}
		r.inOrder(func(limit int) []string {
			ids, since, err := r.Agenda.Due(r.ctx, r.Now, limit)
			if want := r.Now.Add(-(listedAtOnce - 1) * time.Minute); err != nil || !since.Equal(want) {
				r.failf("%d of them are due since %s, want %s: %v", limit, since, want, err)
			}
			return ids
		}, func(i contact.Item) time.Time { return i.DueAt })
	}},
	{"what is open is listed, due or not, and nothing else is", func(r *trial) {
		old, dueToo, young := openAt(1, r.Now.Add(-time.Minute)), openAt(2, r.Now), openAt(3, r.Now.Add(time.Millisecond))
		dueToo.DueAt = r.Now
		closed := openAt(4, r.Now.Add(-time.Minute))
		r.put(old, dueToo, young, closed, dueAt(5, r.Now.Add(-time.Hour)))
		r.write(bare(4, 2), 1, "")
		r.Settle()
		if ids, err := r.Agenda.Open(r.ctx, r.Now, 100); err != nil || !slices.Equal(slices.Sorted(slices.Values(ids)), []string{id(1), id(2)}) {
			r.failf("open are %v, %v", ids, err)
		}
	}},
	{"the longest open come first, and no more than are wanted", func(r *trial) {
		for n := range listedAtOnce {
			r.put(openAt(n, r.Now.Add(-time.Duration(n*7%listedAtOnce)*time.Minute)))
		}
		r.inOrder(func(limit int) []string {
			ids, err := r.Agenda.Open(r.ctx, r.Now, limit)
			if err != nil {
				r.failf("list what is open: %v", err)
			}
			return ids
		}, func(i contact.Item) time.Time { return i.OpenAt })
	}},
	{"what was rejected is shown as it is, until no more is wanted", func(r *trial) {
		mended := rejectedAt(1, r.Now)
		r.put(mended, rejectedAt(2, r.Now.Add(-time.Hour)), rejectedAt(3, r.Now.Add(time.Hour)), dueAt(4, r.Now), bare(5, 1))
		mended.Version, mended.Rejected, mended.DueAt = 2, contact.Refusal{}, r.Now
		r.write(mended, 1, "")
		r.shows(r.lists(r.Lists.Rejected, 100), rejectedAt(2, r.Now.Add(-time.Hour)), rejectedAt(3, r.Now.Add(time.Hour)))
		if shown := r.lists(r.Lists.Rejected, 1); len(shown) != 1 {
			r.failf("one was wanted, and %d were shown", len(shown))
		}
	}},
	{"every item is shown once, until no more is wanted", func(r *trial) {
		all := []contact.Item{bare(1, 1), dueAt(2, r.Now), rejectedAt(3, r.Now), openAt(4, r.Now)}
		gone := bare(5, 1)
		gone.Erased = r.Now
		all = append(all, gone)
		r.put(all...)
		r.shows(r.lists(r.Lists.Scan, 100), all...)
		if shown := r.lists(r.Lists.Scan, 2); len(shown) != 2 {
			r.failf("two were wanted, and %d were shown", len(shown))
		}
	}},
}

func dueAt(n int, at time.Time) contact.Item {
	i := bare(n, 1)
	i.DueAt = at
	return i
}

func openAt(n int, at time.Time) contact.Item {
	i := bare(n, 1)
	i.OpenAt = at
	return i
}

func rejectedAt(n int, at time.Time) contact.Item {
	i := bare(n, 1)
	i.Rejected = contact.Refusal{Reason: "STRING_TOO_LONG [X__c]", Code: "STRING_TOO_LONG", Field: "X__c", At: at}
	return i
}

// due expects the ids to be due, the first of them for longest.
func (r *trial) due(want ...string) {
	r.Settle()
	ids, since, err := r.Agenda.Due(r.ctx, r.Now, 100)
	longest := r.Now
	if len(want) > 0 {
		longest = r.read(want[0]).DueAt
	}
	slices.Sort(ids)
	slices.Sort(want)
	if err != nil || !slices.Equal(ids, want) || !since.Equal(longest) {
		r.failf("due are %v since %s, want %v since %s: %v", ids, since, want, longest, err)
	}
}

// listedAtOnce is of how many items an order is tried.
const listedAtOnce = 60

// inOrder expects a list of all items to be in the order of a time, to end at
// its limit, and to leave out nobody who stands longer in the same shard: so
// whoever takes the first and comes again has them all.
func (r *trial) inOrder(list func(limit int) []string, at func(contact.Item) time.Time) {
	r.Settle()
	for _, limit := range []int{1, 2, listedAtOnce / 2, listedAtOnce * r.Shards} {
		ids := list(limit)
		if len(ids) > limit || len(ids) == 0 {
			r.failf("%d of at most %d are listed", len(ids), limit)
		}
		times := make([]time.Time, len(ids))
		for n, id := range ids {
			times[n] = at(r.read(id))
		}
		if !slices.IsSortedFunc(times, time.Time.Compare) {
			r.failf("not in order: %v", times)
		}
		if first := r.Now.Add(-(listedAtOnce - 1) * time.Minute); len(times) > 0 && !times[0].Equal(first) {
			r.failf("the first is of %s, not %s", times[0], first)
		}
		if all := len(slices.Compact(slices.Sorted(slices.Values(ids)))); limit >= listedAtOnce*r.Shards && all != listedAtOnce {
			r.failf("%d of all are listed", all)
		}
	}
}

// shows expects a list to show just these items, in any order.
func (r *trial) shows(got []contact.Item, want ...contact.Item) {
	byID := func(a, b contact.Item) int { return cmp.Compare(a.ID, b.ID) }
	slices.SortFunc(got, byID)
	slices.SortFunc(want, byID)
	if !slices.Equal(got, want) {
		r.failf("shown are %d, want %d: %+v", len(got), len(want), got)
	}
}
