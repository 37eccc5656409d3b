package contacttest

import (
	"strings"
	"sync"
	"time"

	"tieline/shared/contact"
	"tieline/shared/fault"
)

// storing is what a table does as a contact.Store.
var storing = []behaviour{
	{"a write is read at once", func(r *trial) {
		r.put(bare(1, 5))
		r.holds(bare(1, 5))
		r.write(bare(1, 6), 5, "")
		r.holds(bare(1, 6))
	}},
	{"what is not there is not read", func(r *trial) {
		r.put(bare(1, 5))
		if found, err := r.Store.Read(r.ctx, id(2), id(1), id(3)); err != nil || len(found) != 1 || found[0] != bare(1, 5) {
			r.failf("read %d, %v", len(found), err)
		}
		if found, err := r.Store.Read(r.ctx); err != nil || len(found) != 0 {
			r.failf("read %d of none, %v", len(found), err)
		}
	}},
	{"many are read at once", func(r *trial) {
		const many = 250 // more than one call of DynamoDB's takes
		seen := map[string]int{}
		var ids []string
		for n := range many {
			r.put(bare(n, 1))
			ids = append(ids, id(n))
		}
		found, err := r.Store.Read(r.ctx, ids...)
		for _, i := range found {
			seen[i.ID]++
		}
		if err != nil || len(found) != many || len(seen) != many {
			r.failf("read %d, of %d contacts, %v", len(found), len(seen), err)
		}
	}},
	{"a write holds only over the version that is there", func(r *trial) {
		r.write(bare(1, 5), 4, fault.Conflict) // none is there
		if got := r.read(id(1)); got != (contact.Item{}) {
			r.failf("it holds version %d", got.Version)
		}
		r.put(bare(1, 5))
		for _, was := range []int64{0, 4, 6, -1} {
			r.write(bare(1, 7), was, fault.Conflict)
		}
		r.holds(bare(1, 5))
	}},
	{"of many who write over one version one does", oneOfMany},
	{"an item is read as it was written, in every field", everyField},
	{"any text is kept", func(r *trial) {
		i := full()
		fill(&i, func(f field) { f.setText("\"\\<&>\x00\n\u2028é☎ " + f.path) })
		i.ID, i.ExpiresAt, i.Rejected = id(1), time.Time{}, contact.Refusal{} // it is due
		r.put(i)
		r.holds(i)
	}},
	{"a write replaces the whole item", func(r *trial) {
		i := full()
		i.ID, i.ExpiresAt, i.Rejected = id(1), time.Time{}, contact.Refusal{}
		r.put(i)
		r.write(bare(1, i.Version+1), i.Version, "")
		r.holds(bare(1, i.Version+1))
	}},
	{"what is due or rejected never expires", func(r *trial) {
		dueToo, rejectedToo := full(), full()
		dueToo.ID, rejectedToo.ID, rejectedToo.DueAt = id(1), id(2), time.Time{}
		r.put(dueToo, rejectedToo)
		dueToo.Rejected, dueToo.ExpiresAt, rejectedToo.ExpiresAt = contact.Refusal{}, time.Time{}, time.Time{}
		r.holds(dueToo, rejectedToo)
	}},
	{"what the table cannot take is invalid", func(r *trial) {
		i := bare(1, 1)
		i.Record.Recording = strings.Repeat("x", 350_000)
		r.put(i)
		i.Version, i.Record.Recording = 2, strings.Repeat("x", 400_000)
		r.write(i, 1, fault.Invalid)
		i.Record.Recording, i.Lapsed = "", time.Date(10_000, 1, 1, 0, 0, 0, 0, time.UTC) // JSON has no form for it
		r.write(i, 1, fault.Invalid)
		if got := r.read(id(1)); got.Version != 1 {
			r.failf("it holds version %d", got.Version)
		}
	}},
}

func oneOfMany(r *trial) {
	r.put(bare(1, 1))
	const many = 8
	kinds := make([]fault.Kind, many)
	var group sync.WaitGroup
	for n := range many {
		group.Go(func() { kinds[n] = fault.KindOf(r.Store.Write(r.ctx, bare(1, int64(10+n)), 1)) })
	}
	group.Wait()
	won := -1
	for n, kind := range kinds {
		if kind == "" && won < 0 {
			won = n
		} else if kind != fault.Conflict {
			r.failf("writer %d: kind %q, and %d won", n, kind, won)
		}
	}
	got := r.read(id(1))
	if won < 0 && got.Version >= 10 {
		won = int(got.Version) - 10 // whose reply was lost, as in write
	}
	if won < 0 || got.Version != int64(10+won) {
		r.failf("it holds version %d, and %d won", got.Version, won)
	}
}

// everyField writes an item with all fields, and items with one alone.
func everyField(r *trial) {
	items := Items()
	r.put(items...)
	r.holds(items...)
}
