package contacttest

import (
	"time"

	"tieline/shared/contact"
	"tieline/shared/fault"
)

// popping is what a table does with what was popped for a contact.
var popping = []behaviour{
	{"a pop begins an item, at the version of its time", func(r *trial) {
		r.pop(1, r.Now)
		want := bare(1, r.Now.UnixMilli()+1)
		want.Pop, want.DueAt = popAt(r.Now), r.Now.Add(r.Hold)
		r.holds(want)
	}},
	{"a pop joins the item, and nothing else of it changes", func(r *trial) {
		i := full()
		i.ID, i.DueAt, i.Rejected, i.Erased, i.Pop.At = id(1), time.Time{}, contact.Refusal{}, time.Time{}, r.Now.Add(-time.Minute)
		r.put(i)
		r.pop(1, r.Now)
		i.Pop, i.Version, i.DueAt, i.ExpiresAt = popAt(r.Now), i.Version+1, r.Now.Add(r.Hold), time.Time{}
		r.holds(i)
	}},
	{"what is due stays due as early, or as late, as it was", func(r *trial) {
		for n, at := range []time.Time{r.Now.Add(-time.Hour), r.Now, r.Now.Add(r.Hold + time.Hour)} {
			r.put(dueAt(n, at))
			r.pop(n, r.Now)
			if got := r.read(id(n)); !got.DueAt.Equal(at) || got.Version != 2 {
				r.failf("due at %s is due at %s, at version %d", at, got.DueAt, got.Version)
			}
		}
	}},
	{"what was rejected is due again, since its rejection", func(r *trial) {
		r.put(rejectedAt(1, r.Now.Add(-time.Hour)))
		r.pop(1, r.Now)
		want := dueAt(1, r.Now.Add(-time.Hour))
		want.Pop, want.Version = popAt(r.Now), 2
		r.holds(want)
		if shown := r.lists(r.Lists.Rejected, 100); len(shown) != 0 {
			r.failf("it is still listed as rejected")
		}
		r.due(id(1))
	}},
	{"what was popped is due once its hold is over", func(r *trial) {
		r.pop(1, r.Now)
		r.Settle()
		for at, want := range map[time.Time]int{r.Now.Add(r.Hold - time.Millisecond): 0, r.Now.Add(r.Hold): 1} {
			if ids, _, err := r.Agenda.Due(r.ctx, at, 100); err != nil || len(ids) != want {
				r.failf("%d are due at %s, %v", len(ids), at, err)
			}
		}
	}},
	{"the latest pop counts, and of two at one time the one that comes later", func(r *trial) {
		for n, tt := range []struct {
			is    time.Time
			taken bool
		}{{r.Now.Add(-time.Millisecond), true}, {r.Now, true}, {r.Now.Add(time.Millisecond), false}} {
			i := dueAt(n, r.Now)
			i.Pop = contact.Pop{At: tt.is, Status: "NONE"}
			r.put(i)
			r.pop(n, r.Now)
			if got := r.read(id(n)); (got.Pop == popAt(r.Now)) != tt.taken || !tt.taken && got != i {
				r.failf("one of %s over one of %s: %s", r.Now, tt.is, difference(got, i))
			}
		}
	}},
	{"what was erased takes in no pop", func(r *trial) {
		gone := bare(1, 5)
		gone.Erased, gone.ExpiresAt = r.Now.Add(-time.Hour), r.Now.Add(time.Hour).Truncate(time.Second)
		r.put(gone)
		r.pop(1, r.Now)
		r.holds(gone)
	}},
	{"whoever read before a pop must look again", func(r *trial) {
		r.put(bare(1, 5))
		r.pop(1, r.Now)
		r.write(bare(1, 7), 5, fault.Conflict)
		r.write(bare(1, 7), 6, "")
		r.holds(bare(1, 7))
		r.due()
	}},
}

// pop keeps a pop that was made at a time.
func (r *trial) pop(n int, at time.Time) {
	if err := r.Pops.Pop(r.ctx, id(n), popAt(at)); err != nil {
		r.failf("pop of %s: %v", id(n), err)
	}
}

func popAt(at time.Time) contact.Pop {
	return contact.Pop{At: at, Status: "HIT", Source: "index", Took: 3 * time.Millisecond, Contact: "003000000000001AAA",
		Account: "001000000000001AAA", Lead: "00Q000000000001AAA", CustomerEndpoint: "+15005550006", SystemEndpoint: "+15005550001"}
}
