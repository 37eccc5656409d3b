package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"log/slog"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"tieline/shared/caller"
	"tieline/shared/fault"
	"tieline/shared/salesforce"
	"tieline/shared/tuning"
)

// figures are values of metrics, by their names.
type figures map[string]float64

// said is what CloudWatch makes of a line: figures, and which of them it keeps by
// the function alone and which by its version, too.
type said struct {
	figures  figures
	versions []string
}

// parseLine reads a line as CloudWatch does (user guide, "Embedded metric format
// specification").
func parseLine(t *testing.T, line string) said {
	t.Helper()
	var all map[string]any
	var meta struct {
		AWS struct {
			CloudWatchMetrics []struct {
				Namespace  string
				Dimensions [][]string
				Metrics    []struct{ Name, Unit string }
			}
		} `json:"_aws"`
	}
	if err := errors.Join(json.Unmarshal([]byte(line), &all), json.Unmarshal([]byte(line), &meta)); err != nil {
		t.Fatalf("%v in %s", err, line)
	}
	s := said{figures: figures{}}
	for _, d := range meta.AWS.CloudWatchMetrics {
		byVersion := reflect.DeepEqual(d.Dimensions, [][]string{{"FunctionName", "FunctionVersion"}})
		if d.Namespace != "Tieline" || !byVersion && !reflect.DeepEqual(d.Dimensions, [][]string{{"FunctionName"}}) {
			t.Errorf("a directive is %+v", d)
		}
		for _, m := range d.Metrics {
			value, is := all[m.Name].(float64)
			if !is {
				t.Errorf("%s has no value in %s", m.Name, line)
			}
			if want := map[bool]string{true: "Milliseconds", false: "Count"}[m.Name == "ScreenPopTime"]; m.Unit != want {
				t.Errorf("%s is in %s", m.Name, m.Unit)
			}
			if byVersion {
				s.versions = append(s.versions, m.Name)
			} else {
				s.figures[m.Name] = value
			}
		}
	}
	return s
}

// checkFigures holds a line to these figures and no others.
func checkFigures(t *testing.T, line string, want figures, versions ...string) {
	t.Helper()
	got := parseLine(t, line)
	if !maps.Equal(got.figures, want) {
		t.Errorf("counted\n%v, want\n%v", got.figures, want)
	}
	if !slices.Equal(got.versions, versions) {
		t.Errorf("by version there are %v, want %v", got.versions, versions)
	}
}

func TestEachPopIsCountedByWhatCameOfIt(t *testing.T) {
	misread := tuning.Snapshot{"screen-pop/fields": "Contact.Tier__c=recordId"}
	for name, tt := range map[string]struct {
		desk func() *desk
		body string
		want figures // beside those of every pop
	}{
		"a hit":                {func() *desk { return newDesk(ann) }, request(c1, from), figures{"ScreenPopsResolved": 1, "ScreenPopsHit": 1, "ScreenPopsFromSalesforce": 1}},
		"a hit of the index":   {func() *desk { return newDesk().indexed(caller.Hit, 0, ann) }, request(c1, from), figures{"ScreenPopsResolved": 1, "ScreenPopsHit": 1, "ScreenPopsFromIndex": 1}},
		"several":              {func() *desk { return newDesk(ann, bob) }, request(c1, from), figures{"ScreenPopsResolved": 1, "ScreenPopsMulti": 1, "ScreenPopsFromSalesforce": 1}},
		"nobody":               {func() *desk { return newDesk() }, request(c1, from), figures{"ScreenPopsResolved": 1, "ScreenPopsNone": 1, "ScreenPopsFromSalesforce": 1}},
		"withheld":             {func() *desk { return newDesk() }, request(c1), figures{"ScreenPopsAnon": 1}},
		"a request of no use":  {func() *desk { return newDesk() }, `{}`, figures{"ScreenPopsDegraded": 1}},
		"stale":                {func() *desk { return failing(errDown).indexed(caller.Hit, time.Hour, ann) }, request(c1, from), figures{"ScreenPopsResolved": 1, "ScreenPopsHit": 1, "ScreenPopsStale": 1}},
		"left alone":           {func() *desk { return shut(newDesk()) }, request(c1, from), figures{"ScreenPopsDegraded": 1, "ScreenPopsResolved": 0}},
		"down":                 {func() *desk { return failing(errDown) }, request(c1, from), figures{"ScreenPopsDegraded": 1, "ScreenPopsResolved": 0, "ScreenPopsFromSalesforce": 1}},
		"no rights":            {func() *desk { return failing(fault.Errorf(fault.Unauthorized, "x")) }, request(c1, from), figures{"ScreenPopsDegraded": 1, "ScreenPopsResolved": 0, "ScreenPopsFromSalesforce": 1, "RefusedAccess": 1}},
		"a new fault":          {func() *desk { return failing(errors.New("x")) }, request(c1, from), figures{"ScreenPopsDegraded": 1, "ScreenPopsResolved": 0, "ScreenPopsFromSalesforce": 1, "UnknownFaults": 1}},
		"a panic":              {panicking, request(c1, from), figures{"ScreenPopsDegraded": 1, "ScreenPopsResolved": 0, "UnknownFaults": 1}},
		"not kept":             {func() *desk { return unkept(newDesk(ann)) }, request(c1, from), figures{"ScreenPopsResolved": 1, "ScreenPopsHit": 1, "ScreenPopsFromSalesforce": 1, "ScreenPopsNotKept": 1}},
		"an index unread":      {func() *desk { return unread(newDesk(ann)) }, request(c1, from), figures{"ScreenPopsResolved": 1, "ScreenPopsHit": 1, "ScreenPopsFromSalesforce": 1, "ScreenPopsNotIndexed": 1}},
		"an index not filled":  {func() *desk { return unfilled(newDesk(ann)) }, request(c1, from), figures{"ScreenPopsResolved": 1, "ScreenPopsHit": 1, "ScreenPopsFromSalesforce": 1, "ScreenPopsNotIndexed": 1}},
		"fields mapped amiss":  {func() *desk { return newDesk(ann).under(misread) }, request(c1, from), figures{"ScreenPopsResolved": 1, "ScreenPopsHit": 1, "ScreenPopsFromSalesforce": 1, "ScreenPopFieldMapFaults": 1}},
		"later than it should": {func() *desk { return slow(newDesk(ann)) }, request(c1, from), figures{"ScreenPopsResolved": 1, "ScreenPopsHit": 1, "ScreenPopsFromSalesforce": 1, "ScreenPopTime": 2000, "ScreenPopsOverBudget": 1}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				_, line := tt.desk().ask(t, tt.body)
				want := figures{"ScreenPops": 1, "ScreenPopsDegraded": 0, "ScreenPopTime": 0}
				maps.Copy(want, tt.want)
				checkFigures(t, line, want, "ScreenPopsDegraded", "ScreenPopTime")
			})
		})
	}
}

func unkept(d *desk) *desk {
	d.pops.err = fault.Errorf(fault.Throttled, "x")
	return d
}

func unfilled(d *desk) *desk {
	d.index.fillErr = fault.Errorf(fault.Throttled, "x")
	return d
}

func slow(d *desk) *desk {
	d.pops.takes = 2 * time.Second
	return d
}

func TestTheLineSaysWhatCameOfThePop(t *testing.T) {
	for name, tt := range map[string]struct {
		desk *desk
		body string
		want string
	}{
		"a hit":         {newDesk(ann), request(c1, from), `"contact_id":"c1","clue":"number","status":"HIT","source":"salesforce","reason":"","records":1,"ScreenPops":1`},
		"withheld":      {newDesk(), request(c1), `"level":"INFO","msg":"screen pop","contact_id":"c1","clue":"","status":"ANON","source":"","reason":"no endpoint"`},
		"no rights":     {failing(fault.Errorf(fault.Unauthorized, "x")), request(c1, from), `"search":"unauthorized","search_err":"x"`},
		"a panic":       {panicking(), request(c1, from), `"search_err":"panic in tieline/functions/screen-pop.`},
		"not kept":      {unkept(newDesk(ann)), request(c1, from), `"not_kept":"throttled","not_kept_err":"x"`},
		"a person's id": {newDesk(ann), request(`"ContactId":"+14155550100"`, from), `"contact_id":""`},
	} {
		if _, line := tt.desk.ask(t, tt.body); !strings.Contains(line, tt.want) {
			t.Errorf("%s: logged %s, want %s", name, line, tt.want)
		}
	}
}

func TestTheUseOfTheOrgIsAShareOfItsLimit(t *testing.T) {
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(&log, nil)))
	defer slog.SetDefault(before)
	logUse(t.Context(), salesforce.Usage{Used: 18000, Limit: 100000})
	if !strings.Contains(log.String(), `"used":18000,"limit":100000,"SalesforceApiUse":18,"_aws":`) {
		t.Errorf("logged %s", &log)
	}
}
