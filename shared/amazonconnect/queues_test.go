package amazonconnect

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"tieline/shared/fault"
)

// keys are the queues that were answered for.
func keys(m map[string]Current) string { return strings.Join(slices.Sorted(maps.Keys(m)), " ") }

func TestEachInstanceIsAskedForItsOwnQueues(t *testing.T) {
	d := &desks{lists: map[string][]string{instance: {"q-1", "q-2", "q-3"}, other: {"q-4", "q-5"}}}
	d.answer = d.staffs
	c, _ := asking(d, instance, other)
	got, err := c.CurrentMetrics(t.Context(), []string{"q-5", "q-3", "q-1", "q-4"})
	if err != nil || keys(got) != "q-1 q-3 q-4 q-5" {
		t.Errorf("%v: %v", err, got)
	}
	if len(d.asked) != 2 || !slices.Equal(d.asked[0], []string{"q-1", "q-3"}) || !slices.Equal(d.asked[1], []string{"q-4", "q-5"}) {
		t.Errorf("asked for %v", d.asked)
	}
}

func TestWhichInstanceHasAQueueIsRemembered(t *testing.T) {
	d := &desks{lists: map[string][]string{instance: {"q-1"}, other: {"q-4"}}}
	d.answer = d.staffs
	c, _ := asking(d, instance, other)
	clock := now
	c.lists.now = func() time.Time { return clock }
	for n, step := range []struct {
		after  time.Duration // the step before
		queues string
		listed int
		want   string
	}{
		{0, "", 0, ""},
		{0, "q-1", 2, "q-1"},
		{0, "q-4 q-1", 2, "q-1 q-4"},
		{0, "q-9 q-4", 4, "q-4"}, // nobody's, as far as they say
		{9 * time.Minute, "q-9 q-4", 4, "q-4"},
		{0, "q-8 q-9 q-4", 6, "q-4"}, // of which nobody asked yet
		{time.Minute, "q-8 q-9 q-4", 6, "q-4"},
		{9 * time.Minute, "q-8 q-9 q-4", 8, "q-4"},
		{time.Minute, "q-9", 8, ""},
	} {
		clock = clock.Add(step.after)
		if got, err := c.CurrentMetrics(t.Context(), strings.Fields(step.queues)); err != nil || keys(got) != step.want || d.listed != step.listed {
			t.Errorf("step %d: %v, %v, after %d lists", n, err, got, d.listed)
		}
	}
	d.lists[instance] = append(d.lists[instance], "q-9") // is made
	clock = clock.Add(10 * time.Minute)
	if got, err := c.CurrentMetrics(t.Context(), []string{"q-9", "q-4"}); err != nil || keys(got) != "q-4 q-9" {
		t.Errorf("%v: %v", err, got)
	}
}

func TestAQueueThatNobodyIsKnownToHaveIsLookedForUntilAllHaveAnswered(t *testing.T) {
	d := &desks{lists: map[string][]string{instance: {"q-1"}, other: {"q-4"}}, mute: other}
	d.answer = d.staffs
	c, _ := asking(d, instance, other)
	for n, listed := range []int{2, 4} {
		if got, err := c.CurrentMetrics(t.Context(), []string{"q-1", "q-4"}); fault.KindOf(err) != fault.Unavailable || keys(got) != "q-1" || d.listed != listed {
			t.Errorf("call %d: %v, %v, after %d lists", n, err, got, d.listed)
		}
	}
	d.mute = ""
	if got, err := c.CurrentMetrics(t.Context(), []string{"q-1", "q-4"}); err != nil || keys(got) != "q-1 q-4" {
		t.Errorf("%v: %v", err, got)
	}
}

func TestAnInstanceThatDoesNotSayWhatItHasKeepsWhatItHad(t *testing.T) {
	d := &desks{lists: map[string][]string{instance: {"q-1", "q-2"}, other: {"q-4"}}}
	d.answer = d.staffs
	c, _ := asking(d, instance, other)
	all := []string{"q-1", "q-2", "q-4"}
	if got, err := c.CurrentMetrics(t.Context(), all); err != nil || keys(got) != "q-1 q-2 q-4" {
		t.Fatal(err, got)
	}
	d.lists[instance], d.mute, d.asked = []string{"q-1"}, other, nil // q-2 is gone
	got, err := c.CurrentMetrics(t.Context(), all)
	if asked := d.asked[len(d.asked)-1]; fault.KindOf(err) != fault.Unavailable || keys(got) != "q-1 q-4" || !slices.Equal(asked, []string{"q-4"}) {
		t.Errorf("%v: %v, asked for %v", err, got, d.asked)
	}
}

func TestHistoricFiguresComeBesideAFaultOfALists(t *testing.T) {
	d := &desks{lists: map[string][]string{instance: {"q-1"}, other: {"q-4"}}, mute: other, answer: answers(`{"MetricResults":[` + historicRow("q-1", `8`, `1`, `5`, `62.5`) + `]}`)}
	c, _ := asking(d, instance, other)
	got, err := c.HistoricMetrics(t.Context(), []string{"q-1", "q-4"}, time.Minute, now.Add(-time.Hour), now)
	if fault.KindOf(err) != fault.Unavailable || len(got) != 1 || !got["q-1"].Known {
		t.Errorf("%v: %v", err, got)
	}
}

func TestAQueueThatIsGoneHidesNoOther(t *testing.T) {
	d := &desks{lists: map[string][]string{instance: {"q-1", "q-2"}}}
	d.answer = d.staffs
	c, _ := asking(d, instance)
	both := []string{"q-1", "q-2"}
	if got, err := c.CurrentMetrics(t.Context(), both); err != nil || keys(got) != "q-1 q-2" {
		t.Fatal(err, got)
	}
	d.lists[instance] = []string{"q-1"}
	if got, err := c.CurrentMetrics(t.Context(), both); err != nil || keys(got) != "q-1" {
		t.Errorf("%v: %v", err, got)
	}
}

func TestAnInstanceThatFailsHidesNoOther(t *testing.T) {
	d := &desks{lists: map[string][]string{instance: {"q-1"}, other: {"q-4"}}}
	d.answer = func(w http.ResponseWriter, r *http.Request) {
		if d.at == instance {
			says(500, "InternalServiceException")(w, r)
			return
		}
		d.staffs(w, r)
	}
	const absent = "arn:aws:connect:eu-west-2:000000000000:instance/00000000-2222-4333-8444-555555555555"
	for name, tt := range map[string]struct {
		instances []string
		want      fault.Kind
	}{
		"it does not answer": {[]string{instance, other}, fault.Unavailable},
		"it is not there":    {[]string{absent, other}, fault.NotFound},
	} {
		c, _ := asking(d, tt.instances...)
		got, err := c.CurrentMetrics(t.Context(), []string{"q-1", "q-4"})
		if fault.KindOf(err) != tt.want || keys(got) != "q-4" {
			t.Errorf("%s: %v, %v", name, err, got)
		}
	}
}
