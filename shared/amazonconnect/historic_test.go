package amazonconnect

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"tieline/shared/amazonconnect/connecttest"
	"tieline/shared/fault"
)

func TestHistoricFiguresAreOfWhatWasPlayed(t *testing.T) {
	i := simulate(t)
	from, to := now.Add(-2*time.Hour), now.Add(-time.Hour)
	var want Historic
	for n, kind := range connecttest.Kinds {
		wait := []time.Duration{19 * time.Second, 20 * time.Second, 5 * time.Second}[n%3]
		played, err := i.Play(t.Context(), connecttest.Call{Kind: kind, From: "+442079460001", To: "+442079460000", Wait: wait, At: from.Add(time.Duration(n) * 4 * time.Minute)})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range played.Contacts {
			if c.QueueARN != instance+"/queue/q-1" || c.DisconnectedAt.Before(from) || !c.DisconnectedAt.Before(to) {
				continue
			}
			want.Queued++
			if c.AgentARN == "" && c.NextID == "" {
				want.Abandoned++
			}
			if c.DequeuedAt.Sub(c.EnqueuedAt) < 20*time.Second {
				want.Within++
			}
		}
	}
	want.ServiceLevel, want.Known = 100*float64(want.Within)/float64(want.Queued), true
	if want.Queued < 10 || want.Abandoned == 0 || want.Within == want.Queued || want.Within == 0 {
		t.Fatalf("%+v is no example", want)
	}
	c, _ := asking(i, instance)
	got, err := c.HistoricMetrics(t.Context(), []string{"q-1", "q-9"}, 20*time.Second, from, to)
	if err != nil || !maps.Equal(got, map[string]Historic{"q-1": want}) {
		t.Errorf("%v: %+v, want %+v", err, got, want)
	}
	if got, err = c.HistoricMetrics(t.Context(), []string{"q-1"}, time.Hour, from.Add(-time.Hour), from); err != nil || len(got) != 0 {
		t.Errorf("of an hour without contacts: %v, %+v", err, got)
	}
}

func TestHistoricFiguresAreAskedForByConnectsDefinition(t *testing.T) {
	d := &desks{lists: own, answer: answers(`{}`)}
	c, _ := asking(d, instance)
	if got, err := c.HistoricMetrics(t.Context(), []string{"q-1"}, 20*time.Second, now.Add(-time.Hour), now); err != nil || len(got) != 0 {
		t.Error(err, got)
	}
	const within = `"Threshold":[{"Comparison":"LT","ThresholdValue":20}]`
	want := fmt.Sprintf(`{"EndTime":%d,"Filters":[{"FilterKey":"QUEUE","FilterValues":["q-1"]}],"Groupings":["QUEUE"],"Interval":{"IntervalPeriod":"TOTAL"},"MaxResults":100,`+
		`"Metrics":[{"Name":"CONTACTS_QUEUED"},{"Name":"CONTACTS_ABANDONED"},{"Name":"CONTACTS_REMOVED_FROM_QUEUE_IN_X",%s},{"Name":"SERVICE_LEVEL",%[2]s}],"ResourceArn":%q,"StartTime":%d}`,
		now.Unix(), within, instance, now.Add(-time.Hour).Unix())
	for _, name := range []string{"EndTime", "StartTime"} {
		d.last[name] = int64(d.last[name].(float64))
	}
	if got, err := json.Marshal(d.last); err != nil || string(got) != want {
		t.Errorf("asks\n%s, want\n%s", got, want)
	}
}

// historicRow is a row of an answer. What is "" is absent.
func historicRow(queue, queued, abandoned, within, level string) string {
	var row []string
	for _, of := range [][2]string{{serviceLevel, level}, {contactsQueued, queued}, {contactsAbandoned, abandoned}, {contactsRemoved, within}} {
		if of[1] != "" {
			row = append(row, fmt.Sprintf(`{"Metric":{"Name":%q,"Threshold":[]},"Value":%s}`, of[0], of[1]))
		}
	}
	return fmt.Sprintf(`{"Dimensions":{"QUEUE":%q},"Collections":[%s,{"Value":1}]}`, queue, strings.Join(row, ","))
}

func TestAHistoricFigureThatConnectCannotTellIsNotKnown(t *testing.T) {
	for name, tt := range map[string]struct {
		row  string
		want map[string]Historic
	}{
		"all":           {historicRow("q-1", `8`, `1`, `5`, `62.5`), map[string]Historic{"q-1": {8, 1, 5, 62.5, true}}},
		"by ARN":        {historicRow(instance+"/queue/q-1", `8`, `1`, `5`, `62.5`), map[string]Historic{"q-1": {8, 1, 5, 62.5, true}}},
		"zeros":         {historicRow("q-1", `8`, `0`, `0`, `0`), map[string]Historic{"q-1": {8, 0, 0, 0, true}}},
		"no contacts":   {historicRow("q-1", `0`, `0`, `0`, `null`), map[string]Historic{"q-1": {}}},
		"null queued":   {historicRow("q-1", `null`, `1`, `5`, `62.5`), map[string]Historic{"q-1": {0, 1, 5, 62.5, false}}},
		"no abandoned":  {historicRow("q-1", `8`, ``, `5`, `62.5`), map[string]Historic{"q-1": {8, 0, 5, 62.5, false}}},
		"null within":   {historicRow("q-1", `8`, `1`, `null`, `62.5`), map[string]Historic{"q-1": {8, 1, 0, 62.5, false}}},
		"no queue":      {`{"Dimensions":{"CHANNEL":"VOICE"},"Collections":[]}`, nil},
		"no dimensions": {`{"Dimensions":null,"Collections":null}`, nil},
		"null":          {`null`, nil},
	} {
		c, _ := asking(&desks{lists: own, answer: answers(`{"MetricResults":[` + tt.row + `]}`)}, instance)
		got, err := c.HistoricMetrics(t.Context(), []string{"q-1"}, 20*time.Second, now.Add(-time.Hour), now)
		if err != nil || !maps.Equal(got, tt.want) {
			t.Errorf("%s: %v, %+v, want %+v", name, err, got, tt.want)
		}
	}
}

func TestHistoricFiguresComeByPages(t *testing.T) {
	d := &desks{lists: map[string][]string{instance: {"q-1", "q-2"}}}
	d.answer = func(w http.ResponseWriter, _ *http.Request) {
		next := map[any]string{nil: `"1"`, "1": `null`}[d.last["NextToken"]]
		fmt.Fprintf(w, `{"MetricResults":[%s],"NextToken":%s}`, historicRow(fmt.Sprint("q-", len(d.asked)), `8`, `1`, `5`, `62.5`), next)
	}
	c, _ := asking(d, instance)
	got, err := c.HistoricMetrics(t.Context(), []string{"q-1", "q-2"}, 20*time.Second, now.Add(-time.Hour), now)
	if err != nil || len(got) != 2 || got["q-2"] != got["q-1"] {
		t.Errorf("%v: %+v", err, got)
	}
}

func TestWhatConnectWouldNotAnswerIsNotAsked(t *testing.T) {
	const day = 24 * time.Hour
	for name, tt := range map[string]struct {
		threshold, length time.Duration
		want              fault.Kind
	}{
		"the shortest threshold":  {time.Second, time.Hour, ""},
		"the longest":             {604800 * time.Second, time.Hour, ""},
		"no threshold":            {0, time.Hour, fault.Invalid},
		"one below none":          {-time.Second, time.Hour, fault.Invalid},
		"a longer one":            {604801 * time.Second, time.Hour, fault.Invalid},
		"half a second":           {1500 * time.Millisecond, time.Hour, fault.Invalid},
		"the longest period":      {time.Second, 35*day - time.Second, ""},
		"a longer period":         {time.Second, 35 * day, fault.Invalid},
		"no period":               {time.Second, 0, fault.Invalid},
		"a period that goes back": {time.Second, -time.Hour, fault.Invalid},
	} {
		d := &desks{lists: own, answer: answers(`{}`)}
		c, w := asking(d, instance)
		got, err := c.HistoricMetrics(t.Context(), []string{"q-1"}, tt.threshold, now.Add(-tt.length), now)
		if fault.KindOf(err) != tt.want || got == nil || (w.calls == 0) != (tt.want != "") {
			t.Errorf("%s: %v after %d calls", name, err, w.calls)
		}
	}
}
