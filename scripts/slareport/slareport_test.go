package slareport

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tieline/shared/sla"
	"tieline/shared/tuning"
)

// monday is the first day of these reports, at midnight.
var monday = time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC)

// table is one in memory: contacts by queue.
type table map[string][]sla.Contact

func (t table) Ended(_ context.Context, queue string, from, to time.Time) ([]sla.Contact, error) {
	return ended(t[queue], from, to), nil
}

// answered is a contact that was answered after a wait, and gave up is one that was
// not; both ended so long after monday.
func answered(ended, wait, handle time.Duration) sla.Contact {
	end := monday.Add(ended)
	left := end.Add(-handle)
	return sla.Contact{EnqueuedAt: left.Add(-wait), LeftAt: left, DisconnectedAt: end, Fate: sla.Answered, Final: true, WrappedUp: true,
		QueueTime: sla.Span{Duration: wait, Known: true}, HandleTime: sla.Span{Duration: handle, Known: true}}
}

func gaveUp(ended, wait time.Duration, final bool) sla.Contact {
	end := monday.Add(ended)
	return sla.Contact{EnqueuedAt: end.Add(-wait), LeftAt: end, DisconnectedAt: end, Fate: sla.Abandoned, Final: final, QueueTime: sla.Span{Duration: wait, Known: final}}
}

// report is of some days from monday on, a week later.
func report(contacts Contacts, by By, days int, queues ...string) Task {
	t := Task{Contacts: contacts, Now: monday.AddDate(0, 0, 7)}
	for _, id := range queues {
		t.Queues = append(t.Queues, Queue{ID: id, Name: strings.ToUpper(id)})
	}
	t.Chunks = Period{Bucket: Bucket{monday, monday.AddDate(0, 0, days)}}.Chunks(by)
	return t
}

// told runs a report, and returns its rows in a line each.
func told(t *testing.T, task Task) (lines []string) {
	t.Helper()
	err := task.Run(t.Context(), func(r Row) error {
		level, _ := r.Figures.ServiceLevel(r.Policy.Variant)
		line := fmt.Sprintf("%s %s %d/%d %.0f%%", r.Queue.ID, r.From.Format("2 15h"), r.Figures.Answered, r.Figures.Offered, level)
		if r.Total {
			line += " total"
		}
		lines = append(lines, strings.TrimSpace(line))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

const hour, day = time.Hour, 24 * time.Hour

func someContacts() table {
	return table{
		"a": {answered(9*hour, 10*time.Second, time.Minute), answered(9*hour+time.Minute, 20*time.Second, time.Minute), gaveUp(10*hour, 5*time.Second, true), answered(day, time.Second, time.Minute)},
		"b": {gaveUp(9*hour, time.Minute, false)},
	}
}

func TestEachQueueIsToldByDayAndInTotal(t *testing.T) {
	want := []string{"a 2 00h 2/3 67%", "a 3 00h 1/1 100%", "a 2 00h 3/4 75% total", "b 2 00h 0/1 0%", "b 3 00h 0/0 0%", "b 2 00h 0/1 0% total", "2 00h 2/4 50%", "3 00h 1/1 100%", "2 00h 3/5 60% total"}
	if got := told(t, report(someContacts(), Day, 2, "a", "b")); !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestHoursInWhichNothingEndedAreLeftOut(t *testing.T) {
	want := []string{"a 2 09h 1/2 50%", "a 2 10h 0/1 100%", "a 3 00h 1/1 100%", "a 2 00h 2/4 75% total"}
	contacts := someContacts()
	contacts["a"][1].Fate, contacts["a"][1].WrappedUp = sla.Moved, false
	if got := told(t, report(contacts, Hour, 2, "a")); !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestByQueueEachHasOneRow(t *testing.T) {
	want := []string{"a 2 00h 3/4 75%", "b 2 00h 0/1 0%", "2 00h 3/5 60%"}
	if got := told(t, report(someContacts(), Whole, 3, "a", "b")); !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestAReportOfNothingSaysNothing(t *testing.T) {
	if got := told(t, report(someContacts(), Day, 2)); got != nil {
		t.Errorf("no queue: %q", got)
	}
	if got := told(t, report(someContacts(), Day, 0, "a", "b")); got != nil {
		t.Errorf("no time: %q", got)
	}
}

func TestAQueuesOwnPromiseCounts(t *testing.T) {
	task := report(someContacts(), Whole, 2, "a", "b")
	task.Tuned = tuning.Snapshot{"sla/queue/a/threshold": "30", "sla/queue/b/target": "50", "sla/variant": "abandons-negative"}
	var policies []sla.Policy
	var levels []float64
	err := task.Run(t.Context(), func(r Row) error {
		level, _ := r.Figures.ServiceLevel(r.Policy.Variant)
		policies, levels = append(policies, r.Policy), append(levels, level)
		return nil
	})
	if err != nil || policies[0].Threshold != 30*time.Second || policies[1].Target != 50 || policies[2].Target != 80 || !slices.Equal(levels, []float64{75, 0, 60}) {
		t.Errorf("%v: levels %v by %+v", err, levels, policies)
	}
}

// TestAWrapUpIsMissingAsOfNow is for contacts that ended in a row's last minutes.
func TestAWrapUpIsMissingAsOfNow(t *testing.T) {
	c := answered(10*hour-time.Minute, time.Second, time.Minute)
	c.WrappedUp = false
	for since, want := range map[time.Duration]int{5 * time.Minute: 0, 20 * time.Minute: 1} {
		for _, by := range []By{Hour, Day, Whole} {
			task := report(table{"a": {c}}, by, 1, "a")
			task.Now = c.DisconnectedAt.Add(since)
			task.Chunks = Period{Bucket: Bucket{monday, task.Now}}.Chunks(by)
			missing := 0
			if err := task.Run(t.Context(), func(r Row) error { missing = r.Figures.MissingWrapUps; return nil }); err != nil || missing != want {
				t.Errorf("by %s, after %s: %d, %v", by, since, missing, err)
			}
		}
	}
}

// TestHoursAddUp holds all divisions against each other, over contacts of any kind.
func TestHoursAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		contacts := table{}
		for range random.IntN(60) {
			c := answered(time.Duration(random.Int64N(int64(3*day))), time.Duration(random.Int64N(int64(time.Minute))), time.Duration(random.Int64N(int64(time.Hour))))
			c.Fate = []sla.Fate{sla.Answered, sla.Abandoned, sla.Moved, sla.Waits}[random.IntN(4)]
			c.Final, c.WrappedUp = random.IntN(2) == 0, random.IntN(2) == 0
			queue := []string{"a", "b"}[random.IntN(2)]
			contacts[queue] = append(contacts[queue], c)
		}
		var sums []map[string]sla.Figures
		for _, by := range []By{Whole, Day, Hour} {
			sum := map[string]sla.Figures{}
			if err := report(contacts, by, 3, "a", "b").Run(context.Background(), func(r Row) error {
				if by == Whole || r.Total {
					sum[r.Queue.ID] = r.Figures
				}
				return nil
			}); err != nil {
				t.Fatal(err)
			}
			sums = append(sums, sum)
		}
		for _, id := range []string{"a", "b", ""} {
			if sums[0][id] != sums[1][id] || sums[1][id] != sums[2][id] {
				t.Fatalf("%q: %+v, by day %+v, by hour %+v", id, sums[0][id], sums[1][id], sums[2][id])
			}
		}
		if sums[0]["a"].Plus(sums[0]["b"]) != sums[0][""] {
			t.Fatal("all are not the sum of each")
		}
	})
}

// slow counts reads that go on. From a day on, if it is not 0, it fails: that day's
// read is a fault, and later ones hang until nobody wants them any more.
type slow struct {
	now, most atomic.Int64
	mu        sync.Mutex
	spans     []time.Duration
	down      int
}

var errDown = errors.New("down")

func (s *slow) Ended(ctx context.Context, _ string, from, to time.Time) ([]sla.Contact, error) {
	s.most.Store(max(s.most.Load(), s.now.Add(1)))
	defer s.now.Add(-1)
	s.mu.Lock()
	s.spans = append(s.spans, to.Sub(from))
	s.mu.Unlock()
	switch n := int(from.Sub(monday)/day) + 1; {
	case s.down == 0 || n < s.down:
	case n == s.down:
		return nil, errDown
	default:
		<-ctx.Done()
	}
	return nil, ctx.Err()
}

func TestOnlyAFewDaysAreReadAtOnce(t *testing.T) {
	for _, by := range []By{Hour, Day, Whole} {
		in := &slow{}
		told(t, report(in, by, 90, "a", "b", "c"))
		if len(in.spans) != 270 || slices.Max(in.spans) > day || in.most.Load() > atOnce+1 {
			t.Errorf("by %s: %d reads, the longest of %s, %d at once", by, len(in.spans), slices.Max(in.spans), in.most.Load())
		}
	}
}

func TestAReportStopsAtTheFirstFault(t *testing.T) {
	in := &slow{down: 20}
	rows := 0
	err := report(in, Day, 90, "a", "b").Run(t.Context(), func(Row) error { rows++; return nil })
	if !errors.Is(err, errDown) || !strings.Contains(err.Error(), "contacts of queue a that ended on 2026-1") || rows != 0 || len(in.spans) > 20+atOnce+1 || in.now.Load() != 0 {
		t.Errorf("%v, %d rows, %d reads, of which %d go on", err, rows, len(in.spans), in.now.Load())
	}
	if err := report(&slow{}, Day, 90, "a", "b").Run(t.Context(), func(Row) error { rows++; return errDown }); !errors.Is(err, errDown) || rows != 1 {
		t.Errorf("when nobody takes rows: %v, %d rows", err, rows)
	}
	for _, in := range []Contacts{&slow{}, table{}} { // one hears of it, one does not
		ctx, leave := context.WithCancel(t.Context())
		if err := report(in, Day, 90, "a", "b").Run(ctx, func(Row) error { leave(); return nil }); !errors.Is(err, context.Canceled) {
			t.Errorf("when people leave: %v", err)
		}
	}
}
