package handler

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"tieline/shared/breaker"
	"tieline/shared/cloudwatch"
	"tieline/shared/dynamo"
	"tieline/shared/fault"
	"tieline/shared/names"
	"tieline/shared/relay"
	"tieline/shared/salesforce"
	"tieline/shared/tuning"
)

// ward is all that a row of health is made of, and what takes it.
type ward struct {
	clock   time.Time
	state   fakeState
	due     []string
	since   time.Time
	dueErr  error
	used    float64 // 0 is not known
	sums    map[cloudwatch.Counter]float64
	sumsErr error
	from    []time.Time // of which periods sums were read
	rows    []salesforce.Health
	refuses error
	relay   relay.Health
	mark    time.Time // what is kept of what was told
	markErr error
}

func (w *ward) HealthTold(context.Context) (time.Time, error) { return w.mark, w.markErr }

func (w *ward) KeepHealthTold(_ context.Context, period time.Time) error {
	w.mark = period
	return w.markErr
}

func (w *ward) Due(context.Context, time.Time, int) ([]string, time.Time, error) {
	return w.due, w.since, w.dueErr
}

func (w *ward) Open(context.Context, time.Time, int) ([]string, error) { return nil, nil }

func (w *ward) Share() (float64, bool) { return w.used, w.used > 0 }

func (w *ward) Read(_ context.Context, start time.Time, period time.Duration, of []cloudwatch.Counter) ([]float64, error) {
	w.from = append(w.from, start)
	if period != 15*time.Minute || w.sumsErr != nil {
		return nil, w.sumsErr
	}
	var all []float64
	for _, c := range of {
		all = append(all, w.sums[c])
	}
	return all, nil
}

func (w *ward) UpsertHealth(_ context.Context, h salesforce.Health) error {
	w.rows = append(w.rows, h)
	return w.refuses
}

func (w *ward) conditions(context.Context) dynamo.Conditions {
	return dynamo.Conditions{Relay: w.relay, Tuned: tuning.Snapshot{"reconciler/rings-per-minute": "3"}}
}

func (w *ward) breaker(context.Context) *breaker.Breaker {
	return breaker.New(&w.state, breaker.Pace{Failures: 100, Rest: time.Minute, Longest: time.Minute}, func() time.Time { return w.clock })
}

func newWard() (*ward, duty) {
	w := &ward{clock: start} // 03:04:05
	return w, w.environment()
}

// environment is a new one, which remembers nothing.
func (w *ward) environment() duty {
	h := &health{Health: Health{"prod", w, w, w, w}, agenda: w, conditions: w.conditions, breaker: w.breaker, now: func() time.Time { return w.clock }}
	return duty{"health", h.tell, patience}
}

func (w *ward) minutes(d duty, n int) (said string) {
	return logged(func() {
		for range n {
			d.attempt(context.Background())
			w.clock = w.clock.Add(time.Minute)
		}
	})
}

func TestEachQuarterOfAnHourHasOneRow(t *testing.T) {
	w, d := newWard()
	w.minutes(d, 60)
	var periods []string
	for _, row := range w.rows {
		periods = append(periods, row.Start.Format("15:04:05"))
	}
	if want := []string{"02:45:00", "03:00:00", "03:15:00", "03:30:00", "03:45:00"}; !slices.Equal(periods, want) || len(w.from) != 5 || w.from[4] != w.rows[4].Start {
		t.Errorf("rows of %v, sums of %v", periods, w.from)
	}
}

func TestARowHasWhatIsKnown(t *testing.T) {
	w, d := newWard()
	w.due, w.since, w.used, w.relay = []string{"c1", "c2"}, start.Add(-90*time.Second), 40.5, relay.Health{Until: start.Add(time.Minute)}
	on := func(function, metric string) cloudwatch.Counter {
		return cloudwatch.Counter{Function: names.On("prod", function), Metric: metric}
	}
	w.sums = map[cloudwatch.Counter]float64{
		on(names.Reconciler, names.MetricOverdue): 1, on(names.ContactEvents, names.MetricUnknownFaults): 2, on(names.ScreenPop, names.MetricUnknownFaults): 3,
		on(names.SLAEvaluator, names.MetricRefusedAccess): 4, on(names.SalesforceWriter, names.MetricRefusedAccess): 7, on(names.ScreenPop, names.MetricPopsDegraded): 8,
		on(names.SalesforceWriter, names.MetricRejected): 10, on(names.SalesforceWriter, names.MetricPostponed): 20, on(names.AlarmRelay, names.MetricParked): 100,
		on(names.SalesforceWriter, names.MetricSynced): 5000, // which is no trouble
	}
	w.minutes(d, 1)
	want := salesforce.Health{Stage: "prod", Start: start.Truncate(time.Hour).Add(-15 * time.Minute), SyncAge: new(90 * time.Second), Due: new(2), APIUse: new(40.5), Relay: new(true),
		Counts: &salesforce.Counts{Phone: 1, Connector: 9, Configuration: 15, BusinessLogic: 30, Parked: 100}}
	if len(w.rows) != 1 || !reflect.DeepEqual(w.rows[0], want) {
		t.Errorf("told %+v, want %+v", w.rows, want)
	}
}

func TestARowGoesOutWithoutWhatIsNotToBeHad(t *testing.T) {
	w, d := newWard()
	w.dueErr, w.sumsErr = fault.Errorf(fault.Throttled, "busy"), fault.Errorf(fault.Unknown, "no right")
	said := w.minutes(d, 2)
	want := salesforce.Health{Stage: "prod", Start: start.Truncate(time.Hour).Add(-15 * time.Minute), Relay: new(false)}
	if len(w.rows) != 1 || !reflect.DeepEqual(w.rows[0], want) || !strings.Contains(said, `"what":"counts","kind":"unknown","err":"no right","UnknownFaults":1`) ||
		!strings.Contains(said, `"what":"what is due","kind":"throttled","err":"busy","UnknownFaults":0`) {
		t.Errorf("told %+v, said %s", w.rows, said)
	}
	w, d = newWard()
	w.due = []string{"c1", "c2", "c3"} // as many as are asked for: there may be more
	if w.minutes(d, 1); w.rows[0].Due != nil || *w.rows[0].SyncAge != 0 {
		t.Errorf("told %+v", w.rows[0])
	}
}

func TestWhileSalesforceIsLeftAloneNothingIsReadOrTold(t *testing.T) {
	w, d := newWard()
	w.state.is = breaker.State{Version: 1, Failures: 100, Until: start.Add(40 * time.Minute)}
	said := w.minutes(d, 40)
	if len(w.rows)+len(w.from) != 0 || !strings.Contains(said, `"msg":"duty waits","duty":"health"`) {
		t.Errorf("told %+v, read %v, said %s", w.rows, w.from, said)
	}
	w.minutes(d, 2)
	if len(w.rows) != 1 || w.rows[0].Start.Format("15:04") != "03:15" {
		t.Errorf("told %+v", w.rows)
	}
}

func TestARowIsOfferedAgainOnlyIfThatMayHelp(t *testing.T) {
	for kind, want := range map[fault.Kind]int{fault.Unavailable: 5, fault.Throttled: 1, fault.Unauthorized: 1, fault.Invalid: 1} {
		w, d := newWard()
		w.refuses = fault.Errorf(kind, "no")
		w.minutes(d, 5)
		if len(w.rows) < want || want == 1 && kind != fault.Throttled && len(w.rows) > 1 {
			t.Errorf("%s: told %d times, want %d", kind, len(w.rows), want)
		}
	}
}

// An unknown name would count nothing for ever.
func TestWhatCountsIsMeasured(t *testing.T) {
	all, layers := counters("prod")
	seen := map[cloudwatch.Counter]bool{}
	for _, c := range all {
		if seen[c] {
			t.Errorf("%v counts twice", c)
		}
		seen[c] = true
	}
	if len(all) > 500 || len(all) != len(layers) {
		t.Errorf("%d metrics in one call, %d layers", len(all), len(layers))
	}
}

func TestWithoutMetricsThereAreNoRows(t *testing.T) {
	for _, wanted := range []bool{true, false} {
		p := Parts{Salesforce: &fakeOrg{}, Shared: &fakeOperations{}, Now: time.Now}
		if wanted {
			p.Health.Sums = &ward{}
		}
		if got := slices.ContainsFunc(newDuties(p), func(d duty) bool { return d.name == "health" }); got != wanted {
			t.Errorf("wanted %t, got %t", wanted, got)
		}
	}
}
