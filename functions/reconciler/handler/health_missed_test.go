package handler

import (
	"strings"
	"testing"
	"time"

	"tieline/shared/breaker"
	"tieline/shared/fault"
)

// periods are those of the rows that Salesforce was offered.
func (w *ward) periods() string {
	var all []string
	for _, row := range w.rows {
		all = append(all, row.Start.Format("15:04"))
	}
	return strings.Join(all, " ")
}

// out has Salesforce be out for a while, after it was told of 02:45.
func out(t *testing.T, long time.Duration) *ward {
	t.Helper()
	w, d := newWard()
	w.used = 40
	w.minutes(d, 1)
	w.state.is = breaker.State{Version: 1, Failures: 100, Until: start.Add(long)}
	w.minutes(d, int(long.Minutes())-1)
	if w.periods() != "02:45" || len(w.from) != 1 {
		t.Fatalf("told of %s, read %v, while Salesforce was out", w.periods(), w.from)
	}
	w.rows, w.from = nil, nil
	return w
}

func TestPeriodsInWhichSalesforceWasOutAreToldOnceItIsBack(t *testing.T) {
	w := out(t, 60*time.Minute) // it is 04:04: three are missed, and the last one is due
	w.minutes(w.environment(), 3)
	if w.periods() != "03:00 03:15 03:30 03:45" || len(w.from) != 4 {
		t.Fatalf("told of %s, read %v", w.periods(), w.from)
	}
	for n, row := range w.rows {
		last := n == 3
		if row.Start != w.from[n] || row.Counts == nil || (row.SyncAge != nil) != last || (row.Due != nil) != last || (row.APIUse != nil) != last || (row.Relay != nil) != last {
			t.Errorf("told %+v", row)
		}
	}
	if w.mark != w.rows[3].Start {
		t.Errorf("kept %s", w.mark)
	}
}

func TestALongOutageIsToldByEightsAndNotBeyondADay(t *testing.T) {
	w := out(t, 30*time.Hour) // until 09:04 of the next day
	d := w.environment()
	if w.minutes(d, 1); len(w.rows) != atOnce || w.periods() != "09:15 09:30 09:45 10:00 10:15 10:30 10:45 11:00" || w.clock.Sub(w.rows[0].Start) > 24*time.Hour {
		t.Errorf("told of %s first", w.periods())
	}
	w.minutes(d, 12)
	starts := map[time.Time]bool{}
	for _, row := range w.rows {
		starts[row.Start] = true
	}
	if len(w.rows) != 95 || len(starts) != 95 || w.rows[94].Start.Format("15:04") != "08:45" {
		t.Errorf("told of %d periods, %d of them once: %s", len(w.rows), len(starts), w.periods())
	}
}

func TestWhatCannotBeToldHoldsUpTheRestAndWhatIsRefusedDoesNot(t *testing.T) {
	for kind, want := range map[fault.Kind]string{
		fault.Unavailable:  "03:00 03:00 03:00 03:00 03:15 03:30 03:45",
		fault.Invalid:      "03:00 03:15 03:30 03:45",
		fault.Unauthorized: "03:00 03:00 03:15 03:30 03:45 04:00", // once in a period
	} {
		w := out(t, 60*time.Minute)
		d := w.environment()
		w.refuses = fault.Errorf(kind, "no")
		w.minutes(d, 3)
		if w.refuses = nil; kind == fault.Unauthorized {
			w.minutes(d, 12)
		}
		if w.minutes(d, 2); w.periods() != want {
			t.Errorf("%s: told of %s, want %s", kind, w.periods(), want)
		}
	}
}

func TestWithLittleTimeLeftOnePeriodIsTold(t *testing.T) {
	w := out(t, 60*time.Minute)
	d := w.environment()
	d.patience = unhurried / 2
	if w.minutes(d, 2); w.periods() != "03:00 03:15" {
		t.Errorf("told of %s", w.periods())
	}
}

func TestWithoutTheMarkNothingIsToldAndNothingIsLost(t *testing.T) {
	w := out(t, 60*time.Minute)
	w.markErr = fault.Errorf(fault.Unavailable, "down")
	d := w.environment()
	said := w.minutes(d, 1)
	if len(w.rows) > 0 || !strings.Contains(said, `"msg":"duty failed","duty":"health","kind":"unavailable"`) {
		t.Errorf("told of %s, said %s", w.periods(), said)
	}
	w.markErr = nil
	if w.minutes(d, 1); w.periods() != "03:00 03:15 03:30 03:45" {
		t.Errorf("told of %s", w.periods())
	}
}
