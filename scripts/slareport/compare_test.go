package slareport

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tieline/shared/sla"
	"tieline/shared/tuning"
)

// connect answers for each day of each queue, and notes what it was asked.
type connect struct {
	says  map[string]Historic // by queue and day of the month
	asked []string
	err   error
}

func (c *connect) HistoricMetrics(_ context.Context, queues []string, threshold time.Duration, from, to time.Time) (map[string]Historic, error) {
	queues = slices.Sorted(slices.Values(queues))
	c.asked = append(c.asked, fmt.Sprintf("%s in %s, %s to %s", strings.Join(queues, "+"), threshold, from.Format("2"), to.Format("2")))
	all := map[string]Historic{}
	for _, id := range queues {
		if h, is := c.says[id+from.Format("2")]; is {
			all[id] = h
		}
	}
	return all, c.err
}

func TestConnectIsAskedOnceForEachDayAndThreshold(t *testing.T) {
	theirs := &connect{says: map[string]Historic{"a2": {Queued: 3, Within: 2, Abandoned: 1, ServiceLevel: 66.7, Known: true}, "a3": {Queued: 2, Within: 2, ServiceLevel: 100, Known: true}}}
	task := report(someContacts(), Day, 2, "a", "b", "c")
	task.Tuned = tuning.Snapshot{"sla/queue/b/threshold": "30", "sla/variant": "abandons-negative"}
	var lines []string
	err := task.Compare(t.Context(), theirs, func(c Compared) error {
		points, known := c.Apart()
		lines = append(lines, fmt.Sprintf("%s %s %.1f%% by %.1f %v", c.Queue.ID, c.From.Format("2"), c.Ours, points, known))
		return nil
	})
	want := []string{"a 2 66.7% by -0.0 true", "a 3 100.0% by 0.0 true", "b 2 0.0% by 0.0 false", "b 3 0.0% by 0.0 false", "c 2 0.0% by 0.0 false", "c 3 0.0% by 0.0 false"}
	if err != nil || !slices.Equal(lines, want) {
		t.Errorf("%v: %q", err, lines)
	}
	asked := []string{"a+c in 20s, 2 to 3", "a+c in 20s, 3 to 4", "b in 30s, 2 to 3", "b in 30s, 3 to 4"}
	if got := slices.Sorted(slices.Values(theirs.asked)); !slices.Equal(got, asked) {
		t.Errorf("asked %q", got)
	}
	if err := task.Compare(t.Context(), &connect{err: errors.New("down")}, func(Compared) error { return nil }); err == nil || !strings.Contains(err.Error(), "ask Amazon Connect for 2026-11-02: down") {
		t.Error(err)
	}
}

func TestWhyTwoReckoningsAreApart(t *testing.T) {
	ours := sla.Figures{Offered: 10, Within: 8, Abandoned: 2}
	provisional, odd := ours, ours
	provisional.Provisional, odd.LeftOut = 2, 1
	same := Historic{Queued: 10, Within: 8, Abandoned: 2, ServiceLevel: 80, Known: true}
	for name, tt := range map[string]struct {
		ours   sla.Figures
		theirs Historic
		ago    time.Duration
		want   string
	}{
		"they agree":                {ours, same, day, ""},
		"both know nothing":         {sla.Figures{}, Historic{}, day, ""},
		"Connect says nothing":      {ours, Historic{}, day, "Connect says nothing of this time."},
		"provisional, but agreeing": {provisional, same, day, ""},
		"provisional":               {provisional, Historic{Queued: 10, Within: 8, ServiceLevel: 80, Known: true}, day, "Provisional abandons of ours: 2, whose"},
		"Connect has more":          {ours, Historic{Queued: 12, Within: 10, Abandoned: 2, ServiceLevel: 83.3, Known: true}, day, "Contacts that only Connect has: 2, whose events and records are late or lost."},
		"Connect has less":          {ours, Historic{Queued: 9, Within: 8, Abandoned: 1, ServiceLevel: 88.9, Known: true}, day, "Contacts that only Tieline has: 1, which"},
		"impossible times":          {odd, Historic{Queued: 11, Within: 9, Abandoned: 2, ServiceLevel: 81.8, Known: true}, day, "Contacts that only Connect has: 1, whose events and records are late or lost; left out by us for impossible times: 1."},
		"too early":                 {ours, Historic{Queued: 10, Within: 7, Abandoned: 2, ServiceLevel: 70, Known: true}, time.Hour, "Figures of the last two hours still change"},
		"seconds":                   {ours, Historic{Queued: 10, Within: 7, Abandoned: 2, ServiceLevel: 70, Known: true}, day, "Both count the same contacts: waits close to the threshold"},
		"only their abandons":       {ours, Historic{Queued: 10, Within: 8, Abandoned: 1, ServiceLevel: 80, Known: true}, day, "Both count the same contacts"},
	} {
		level, known := tt.ours.ServiceLevel(sla.Connect)
		c := Compared{Row: Row{Figures: tt.ours, To: monday}, Theirs: tt.theirs, Ours: level, Known: known}
		if got := c.Why(monday.Add(tt.ago)); !strings.HasPrefix(got, tt.want) || (got == "") != (tt.want == "") {
			t.Errorf("%s: %q", name, got)
		}
	}
}
