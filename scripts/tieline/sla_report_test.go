package main

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"tieline/scripts/slareport"
	"tieline/shared/sla"
	"tieline/shared/tuning"
)

// wall is the clock of these reports: 14:00 in Berlin.
var wall = time.Date(2026, 11, 4, 13, 0, 0, 0, time.UTC)

// inMemory are contacts by queue.
type inMemory map[string][]sla.Contact

func (k inMemory) Ended(_ context.Context, queue string, from, to time.Time) (some []sla.Contact, err error) {
	for _, c := range k[queue] {
		if !c.DisconnectedAt.Before(from) && c.DisconnectedAt.Before(to) {
			some = append(some, c)
		}
	}
	return some, nil
}

// spoke is a contact that was answered after so many seconds, and handled in more.
func spoke(ended string, wait, handle int) sla.Contact {
	end := at(ended)
	left := end.Add(-time.Duration(handle) * time.Second)
	took := func(s int) sla.Span { return sla.Span{Duration: time.Duration(s) * time.Second, Known: true} }
	return sla.Contact{EnqueuedAt: left.Add(-took(wait).Duration), LeftAt: left, DisconnectedAt: end, Fate: sla.Answered, Final: true, WrappedUp: handle%2 == 0, QueueTime: took(wait), HandleTime: took(handle)}
}

// left is a contact that was not.
func left(ended string, wait int, fate sla.Fate, final bool) sla.Contact {
	c := spoke(ended, wait, 0)
	c.Fate, c.Final, c.HandleTime, c.WrappedUp = fate, final, sla.Span{}, false
	return c
}

func at(text string) time.Time {
	when, err := time.Parse("2006-01-02T15:04", text)
	if err != nil {
		panic(err)
	}
	return when
}

// asked is a stage of two queues, of which one has a name to be wary of.
func asked(t *testing.T, from, to, zone string, by slareport.By) reported {
	t.Helper()
	in, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	r := reported{deployed: deployed{stage: "dev", retention: 90 * 24 * time.Hour}}
	if r.period, err = slareport.NewPeriod(from, to, in, wall, r.retention); err != nil {
		t.Fatal(err)
	}
	odd := left("2026-11-02T10:50", 30, sla.Answered, true)
	odd.EnqueuedAt = odd.DisconnectedAt.Add(time.Hour)
	r.Task = slareport.Task{
		Contacts: inMemory{
			sales: {spoke("2026-11-02T09:10", 12, 240), spoke("2026-11-02T09:20", 19, 301), spoke("2026-11-02T10:30", 20, 180), left("2026-11-02T10:40", 75, sla.Abandoned, true), odd,
				spoke("2026-11-03T08:15", 4, 3600), left("2026-11-03T23:30", 5, sla.Moved, true)},
			service: {spoke("2026-11-02T23:10", 8, 121), left("2026-11-04T12:10", 90, sla.Abandoned, false), left("2026-11-04T12:20", 3, sla.Abandoned, true), spoke("2026-11-04T12:50", 45, 610)},
		},
		Queues: []slareport.Queue{{ID: service, Name: "=Ser\x1b[2Jvice"}, {ID: sales, Name: "Sales"}, {ID: closed}},
		Tuned:  tuning.Snapshot{"sla/queue/" + sales + "/target": "75", "sla/queue/" + service + "/threshold": "30"},
		Chunks: r.period.Chunks(by), Now: wall,
	}
	return r
}

func TestAReportForPeople(t *testing.T) {
	for file, tt := range map[string]struct {
		from, to, zone string
		by             slareport.By
	}{
		"report-sla-day.txt":   {"2026-11-02", "2026-11-08", "Europe/Berlin", slareport.Day},
		"report-sla-hour.txt":  {"2026-11-02", "2026-11-03", "UTC", slareport.Hour},
		"report-sla-queue.txt": {"2026-05-01", "2026-11-04", "Europe/Berlin", slareport.Whole},
	} {
		var out strings.Builder
		if err := printReport(t.Context(), &out, asked(t, tt.from, tt.to, tt.zone, tt.by), tt.by); err != nil {
			t.Fatal(err)
		}
		golden(t, file, out.String())
		if strings.ContainsRune(out.String(), '\x1b') {
			t.Errorf("%s: a name moves the cursor", file)
		}
	}
}

func TestAReportForSpreadsheets(t *testing.T) {
	var out strings.Builder
	rows := slareport.NewCSV(&out)
	if err := errors.Join(asked(t, "2026-11-02", "2026-11-04", "Europe/Berlin", slareport.Day).Run(t.Context(), rows.Write), rows.Flush()); err != nil {
		t.Fatal(err)
	}
	golden(t, "report-sla.csv", out.String())
}

// connectSays is what Amazon Connect says of each day of a queue.
type connectSays map[string]slareport.Historic

func (c connectSays) HistoricMetrics(_ context.Context, queues []string, _ time.Duration, from, _ time.Time) (map[string]slareport.Historic, error) {
	all := map[string]slareport.Historic{}
	for _, id := range queues {
		if h, is := c[id+from.Format(" 2")]; is {
			all[id] = h
		}
	}
	return all, nil
}

func TestAComparisonForPeople(t *testing.T) {
	r := asked(t, "2026-11-02", "2026-11-08", "Europe/Berlin", slareport.Day)
	var out strings.Builder
	err := printCompared(t.Context(), &out, r, connectSays{
		sales + " 2": {Queued: 5, Within: 2, Abandoned: 1, ServiceLevel: 40, Known: true}, sales + " 3": {Queued: 1, Within: 1, ServiceLevel: 100, Known: true},
		service + " 3": {Queued: 1, Within: 1, ServiceLevel: 100, Known: true}, service + " 4": {Queued: 3, Within: 1, Abandoned: 1, ServiceLevel: 33.3, Known: true},
	})
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "report-compare.txt", out.String())
}

func TestALevelJustBelowTheTargetIsNotRoundedUp(t *testing.T) {
	for level, want := range map[float64]string{79.96: "79.9*", 79.9999: "79.9*", 66.6667: "66.7*", 79.94: "79.9*", 80: "80.0 ", 80.3: "80.3 ", 70.7: "70.7*"} {
		var out strings.Builder
		p := page{out: &out}
		n := int(level*10000 + 0.5)
		r := slareport.Row{Queue: slareport.Queue{ID: "a"}, Policy: sla.Policy{Target: 80}, Figures: sla.Figures{Offered: 1_000_000, Within: n}}
		if err := p.print(r); err != nil || !strings.Contains(out.String(), " "+want+" ") {
			t.Errorf("%v: %v, printed\n%s", level, err, out.String())
		}
	}
}

func TestAPrinterThatIsGoneEndsTheReport(t *testing.T) {
	r := asked(t, "2026-11-02", "2026-11-08", "UTC", slareport.Day)
	if err := printReport(t.Context(), gone{}, r, slareport.Day); err == nil || !strings.Contains(err.Error(), "the report is not whole: gone") {
		t.Error(err)
	}
	if err := printCompared(t.Context(), gone{}, r, connectSays{}); err == nil || !strings.Contains(err.Error(), "the comparison is not whole: gone") {
		t.Error(err)
	}
}

type gone struct{}

func (gone) Write([]byte) (int, error) { return 0, errors.New("gone") }
