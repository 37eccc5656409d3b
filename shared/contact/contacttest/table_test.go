package contacttest

import (
	"errors"
	"runtime"
	"strconv"
	"testing"
	"time"

	"tieline/shared/contact"
	"tieline/shared/fault"
)

var (
	noon = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	hold = time.Minute
)

// over is a Table on a clock that stands, as a Subject.
func over(o Options) (*Table, Subject) {
	o.Hold, o.Now = hold, func() time.Time { return noon }
	t := NewTable(o)
	return t, Subject{Store: t, Agenda: t, Pops: t, Lists: t, Shards: t.Shards, Hold: hold, Now: noon, Settle: t.Settle}
}

func TestTheTableConforms(t *testing.T) {
	for name, o := range map[string]Options{
		"of one shard":   {},
		"of four shards": {Shards: 4},
		"behind":         {Shards: 4, LagWrites: 3, Lag: time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			Conform(t, func(*testing.T) Subject { _, s := over(o); return s })
		})
	}
}

func TestIndexesAreBehindByWritesAndByTheClock(t *testing.T) {
	now := noon
	for name, tt := range map[string]struct {
		options Options
		after   func(*Table)
	}{
		"by writes":   {Options{LagWrites: 2}, func(t *Table) { _ = t.put(bare(2, 1)); _ = t.put(bare(3, 1)) }},
		"by a minute": {Options{Lag: time.Minute}, func(*Table) { now = now.Add(time.Minute) }},
		"until told":  {Options{LagWrites: 100}, (*Table).Settle},
	} {
		tt.options.Now = func() time.Time { return now }
		table := NewTable(tt.options)
		if err := table.Write(t.Context(), dueAt(1, noon), 0); err != nil {
			t.Fatal(err)
		}
		if ids, _, _ := table.Due(t.Context(), noon, 10); len(ids) != 0 {
			t.Errorf("%s: the index lists %v at once", name, ids)
		}
		tt.after(table)
		if ids, _, _ := table.Due(t.Context(), noon, 10); len(ids) != 1 {
			t.Errorf("%s: the index lists %v later", name, ids)
		}
	}
}

func TestWhatAnIndexThatIsBehindListsAsRejectedIsShownOnlyIfItIs(t *testing.T) {
	table, _ := over(Options{LagWrites: 1})
	for was, i := range []contact.Item{rejectedAt(1, noon), dueAt(1, noon), rejectedAt(2, noon)} {
		i.Version = int64(was) + 1
		if err := table.Write(t.Context(), i, int64(was%2)); err != nil {
			t.Fatal(err)
		}
		shown := 0
		err := table.Rejected(t.Context(), func(contact.Item) bool { shown++; return true })
		if shown != 0 || err != nil { // the first is not listed yet, then it is due, and then the next is not listed
			t.Errorf("%d are shown after %d writes, %v", shown, was+1, err)
		}
	}
}

func TestAFaultStopsAnOperationOrHidesThatItWasDone(t *testing.T) {
	lost := errors.New("lost")
	var ops []string
	table, _ := over(Options{
		Before: func(op, id string) error {
			ops = append(ops, op)
			if id == "stopped" {
				return lost
			}
			return nil
		},
		After: func(_, id string) error {
			if id == "hidden" {
				return lost
			}
			return nil
		},
	})
	for id, want := range map[string]int{"stopped": 0, "hidden": 1} {
		if err := table.Pop(t.Context(), id, popAt(noon)); !errors.Is(err, lost) || len(table.items) != want {
			t.Errorf("%s: %d items, %v", id, len(table.items), err)
		}
		table.items = map[string]string{}
	}
	if len(ops) != 2 || ops[0] != OpPop {
		t.Errorf("heard of %v", ops)
	}
}

func TestOperationsAreCountedByItem(t *testing.T) {
	table, _ := over(Options{Shards: 4})
	_ = table.Write(t.Context(), bare(1, 1), 0)
	_ = table.Write(t.Context(), bare(1, 1), 0) // a conflict
	_ = table.Pop(t.Context(), id(1), popAt(noon))
	_, _ = table.Read(t.Context(), id(1), id(2))
	_, _ = table.Open(t.Context(), noon, 10)
	_, _, _ = table.Due(t.Context(), noon, 10)
	if got, want := table.Counts(), (Counts{Reads: 2, Writes: 2, Conflicts: 1, Pops: 1, Queries: 8}); got != want {
		t.Errorf("counted %+v, want %+v", got, want)
	}
}

func TestAnItemIsNotAskedForTwiceAtOnce(t *testing.T) {
	table, _ := over(Options{})
	if _, err := table.Read(t.Context(), id(1), id(2), id(1)); fault.KindOf(err) != fault.Unknown {
		t.Error(err)
	}
}

func TestTheTableForgetsWhatItMay(t *testing.T) {
	table, _ := over(Options{})
	old, young, dueToo := bare(1, 1), bare(2, 1), dueAt(3, noon.Add(-time.Hour))
	old.ExpiresAt, young.ExpiresAt, dueToo.ExpiresAt = noon, noon.Add(time.Second), noon
	old.OpenAt = noon
	for _, i := range []contact.Item{old, young, dueToo} {
		if err := table.Write(t.Context(), i, 0); err != nil {
			t.Fatal(err)
		}
	}
	forgotten := table.Expire(noon)
	left, err := table.Read(t.Context(), id(1), id(2), id(3))
	if ids, _ := table.Open(t.Context(), noon, 10); forgotten != 1 || len(left) != 2 || err != nil || len(ids) != 0 {
		t.Errorf("forgot %d, left %d, %v, open %v", forgotten, len(left), err, ids)
	}
}

// A soak keeps a hundred thousand contacts in a process that has more to do.
func TestTheTableIsSmall(t *testing.T) {
	const many, most = 2_000, 2_200 // bytes each, so that 100,000 take less than 220 MB
	i := full()                     // with texts as long as most ids, and in every field, of which most contacts have half
	i.Describe = contact.Report{}   // which few contacts have
	before := inUse()
	table, _ := over(Options{})
	for n := range many {
		i.ID = "contact-" + strconv.Itoa(n)
		if err := table.Write(t.Context(), i, 0); err != nil {
			t.Fatal(err)
		}
	}
	each := (inUse() - before) / many
	runtime.KeepAlive(table)
	t.Logf("%d bytes each", each)
	if each > most {
		t.Errorf("an item takes %d bytes", each)
	}
}

func inUse() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

func BenchmarkReadAndWrite(b *testing.B) {
	table, _ := over(Options{})
	i := full()
	b.ReportAllocs()
	for was := int64(0); b.Loop(); was = i.Version {
		i.Version = was + 1
		if err := table.Write(b.Context(), i, was); err != nil {
			b.Fatal(err)
		}
		if _, err := table.Read(b.Context(), i.ID); err != nil {
			b.Fatal(err)
		}
	}
}
