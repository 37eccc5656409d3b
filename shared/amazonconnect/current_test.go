package amazonconnect

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"testing"
	"time"

	"tieline/shared/amazonconnect/connecttest"
	"tieline/shared/fault"
)

// begin begins a call so long ago, and plays it up to now.
func begin(t *testing.T, i *connecttest.Instance, ago time.Duration, c connecttest.Call) connecttest.Truth {
	t.Helper()
	c.From, c.To, c.At = "+442079460001", "+442079460000", now.Add(-ago)
	p, err := i.Begin(c)
	if err != nil {
		t.Fatal(err)
	}
	for due, more := p.Next(); more && !due.After(now); due, more = p.Next() {
		if err := p.Step(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	return p.Played().Contacts[0]
}

func TestAQueueStandsAsItIsPlayed(t *testing.T) {
	i := simulate(t)
	c, _ := asking(i, instance)
	for _, step := range []struct {
		ago  time.Duration
		call connecttest.Call
		want Current
	}{
		{time.Hour, connecttest.Call{Kind: connecttest.Known}, Current{Staffed: 2, Available: 2}},
		{20 * time.Second, connecttest.Call{Kind: connecttest.Known, Wait: time.Minute}, Current{Staffed: 2, Available: 2, InQueue: 1}},
		{50 * time.Second, connecttest.Call{Kind: connecttest.Abandoned, Wait: time.Minute}, Current{Staffed: 2, Available: 2, InQueue: 2}},
		{24 * time.Second, connecttest.Call{Kind: connecttest.Known, Wait: 2 * time.Second}, Current{Staffed: 2, Available: 1, InQueue: 2}},
	} {
		truth := begin(t, i, step.ago, step.call)
		got, err := c.CurrentMetrics(t.Context(), []string{"q-1"})
		if err != nil || len(got) != 1 {
			t.Fatal(err, got)
		}
		figures := got["q-1"]
		if step.ago == 50*time.Second {
			if want := now.Sub(truth.EnqueuedAt); figures.Oldest != want {
				t.Errorf("oldest for %s, want %s", figures.Oldest, want)
			}
		}
		if step.want.Oldest, step.want.At = figures.Oldest, now; figures != step.want || (figures.Oldest == 0) != (figures.InQueue == 0) {
			t.Errorf("after a call %s ago, it stands at %+v, want %+v", step.ago, figures, step.want)
		}
	}
}

func TestWhatConnectDoesNotTellIsNotMadeUp(t *testing.T) {
	for name, tt := range map[string]struct {
		row  string
		want map[string]Current
	}{
		"all":                      {currentRow("q-1", `3`, `2`, `1`, `7.0`), map[string]Current{"q-1": {Staffed: 3, Available: 2, InQueue: 1, Oldest: 7 * time.Second}}},
		"zeros":                    {currentRow("q-1", `0`, `0`, `0`, `0`), map[string]Current{"q-1": {}}},
		"no age of nobody":         {currentRow("q-1", `3`, `2`, `0`, `null`), map[string]Current{"q-1": {Staffed: 3, Available: 2}}},
		"no age of somebody":       {currentRow("q-1", `3`, `2`, `1`, `null`), nil},
		"null staffed":             {currentRow("q-1", `null`, `2`, `1`, `7`), nil},
		"no available":             {currentRow("q-1", `3`, ``, `1`, `7`), nil},
		"null in queue":            {currentRow("q-1", `3`, `2`, `null`, `0`), nil},
		"no figures":               {`{"Dimensions":{"Queue":{"Id":"q-1"}}}`, nil},
		"no dimensions":            {`{"Collections":null}`, nil},
		"null":                     {`null`, nil},
		"of a channel":             {`{"Dimensions":{"Channel":"VOICE","Queue":null},"Collections":[]}`, nil},
		"a metric nobody named":    {`{"Dimensions":{"Queue":{"Id":"q-1"}},"Collections":[{"Metric":null,"Value":7},null]}`, nil},
		"a row of each, one whole": {currentRow("q-1", ``, ``, ``, ``) + "," + currentRow("q-2", `1`, `1`, `0`, `0`), map[string]Current{"q-2": {Staffed: 1, Available: 1}}},
	} {
		c, _ := asking(&desks{lists: own, answer: answers(`{"MetricResults":[` + tt.row + `]}`)}, instance)
		if got, err := c.CurrentMetrics(t.Context(), []string{"q-1"}); err != nil || !maps.Equal(got, tt.want) {
			t.Errorf("%s: %v, %+v, want %+v", name, err, got, tt.want)
		}
	}
	for name, body := range map[string]string{"no list": `{}`, "a null list": `{"MetricResults":null}`, "an empty list": `{"MetricResults":[],"DataSnapshotTime":null}`} {
		c, _ := asking(&desks{lists: own, answer: answers(body)}, instance)
		if got, err := c.CurrentMetrics(t.Context(), []string{"q-1"}); err != nil || len(got) != 0 {
			t.Errorf("%s: %v, %+v", name, err, got)
		}
	}
}

func TestCurrentFiguresAreAskedForByQueue(t *testing.T) {
	d := &desks{lists: own}
	d.answer = d.staffs
	c, _ := asking(d, instance)
	if _, err := c.CurrentMetrics(t.Context(), []string{"q-1", "q-1"}); err != nil {
		t.Fatal(err)
	}
	const want = `{"CurrentMetrics":[{"Name":"AGENTS_STAFFED","Unit":"COUNT"},{"Name":"AGENTS_AVAILABLE","Unit":"COUNT"},{"Name":"CONTACTS_IN_QUEUE","Unit":"COUNT"},` +
		`{"Name":"OLDEST_CONTACT_AGE","Unit":"SECONDS"}],"Filters":{"Queues":["q-1"]},"Groupings":["QUEUE"],"MaxResults":100}`
	if got, err := json.Marshal(d.last); err != nil || string(got) != want {
		t.Errorf("asks\n%s, want\n%s", got, want)
	}
}

func TestFiguresComeByPages(t *testing.T) {
	d := &desks{lists: map[string][]string{instance: {"q-1", "q-2", "q-3"}}}
	d.answer = func(w http.ResponseWriter, _ *http.Request) {
		next := map[any]string{nil: `"1"`, "1": `"2"`, "2": `null`}[d.last["NextToken"]]
		fmt.Fprintf(w, `{"MetricResults":[%s],"NextToken":%s,"DataSnapshotTime":1.7724456e9}`, currentRow(fmt.Sprint("q-", len(d.asked)), `1`, `1`, `0`, `0`), next)
	}
	c, _ := asking(d, instance)
	got, err := c.CurrentMetrics(t.Context(), []string{"q-1", "q-2", "q-3"})
	if want := (Current{Staffed: 1, Available: 1, At: time.Unix(1772445600, 0).UTC()}); err != nil || len(got) != 3 || got["q-3"] != want || len(d.asked) != 3 {
		t.Errorf("%v after %d calls: %+v", err, len(d.asked), got)
	}
}

func TestFiguresAreAskedForByTheHundred(t *testing.T) {
	d := &desks{lists: map[string][]string{instance: nil}}
	d.answer = d.staffs
	for n := range 201 {
		d.lists[instance] = append(d.lists[instance], fmt.Sprintf("q-%03d", n))
	}
	c, _ := asking(d, instance)
	got, err := c.CurrentMetrics(t.Context(), d.lists[instance])
	if err != nil || len(got) != 201 || len(d.asked) != 3 || !slices.Equal(slices.Concat(d.asked...), d.lists[instance]) {
		t.Errorf("%v: %d queues after %d calls", err, len(got), len(d.asked))
	}
	for _, queues := range d.asked {
		if len(queues) > 100 {
			t.Errorf("%d queues are asked for at once", len(queues))
		}
	}
}

func TestFiguresKeepToTheLimits(t *testing.T) {
	d := &desks{lists: own, answer: answers(`{}`)}
	free, w := asking(d, instance)
	slow := Limit{PerSecond: 0.001, Burst: 2}
	soon, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	current := func(c *Client) error { _, err := c.CurrentMetrics(soon, []string{"q-1"}); return err }
	historic := func(c *Client) error {
		_, err := c.HistoricMetrics(soon, []string{"q-1"}, time.Minute, now.Add(-time.Hour), now)
		return err
	}
	for name, tt := range map[string]struct {
		limits Limits
		call   func(*Client) error
		calls  int // each but the last is a list and the figures
	}{
		"lists":    {Limits{ListQueues: slow}, current, 4},
		"current":  {Limits{GetCurrentMetricData: slow}, current, 5},
		"historic": {Limits{GetMetricDataV2: slow}, historic, 5},
	} {
		c, before := free.Within(tt.limits), w.calls
		for n, want := range []fault.Kind{"", "", fault.Throttled} {
			c.lists.byInstance = nil // so that they are listed again
			if err := tt.call(c); fault.KindOf(err) != want {
				t.Errorf("%s, call %d: %v", name, n+1, err)
			}
		}
		if made := w.calls - before; made != tt.calls {
			t.Errorf("%s: %d calls were made", name, made)
		}
	}
}
