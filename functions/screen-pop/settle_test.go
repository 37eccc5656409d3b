package main

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"tieline/shared/caller"
	"tieline/shared/fault"
)

func TestASlowDirectoryLeavesTimeToAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began, d := time.Now(), newDesk()
		d.search = func(ctx context.Context, _ caller.Query) ([]caller.Record, error) { return nil, wait(ctx, time.Hour) }
		got, _ := d.ask(t, request(c1, from))
		if got.MatchStatus != "DEGRADED" || got.Reason != "timeout" || got.TookMs != 1250 || time.Since(began) > 1500*time.Millisecond {
			t.Errorf("answered %+v after %s", got, time.Since(began))
		}
		if kept := d.pops; kept.pop.Took != 1250*time.Millisecond || kept.left != 200*time.Millisecond || kept.pop.CustomerEndpoint != "+14155550100" {
			t.Errorf("kept %+v with %s left", kept.pop, kept.left)
		}
	})
}

// What is written after the answer was settled changes nothing of it; it is part
// of what the flow waits for all the same.
func TestThePopsTimeIsThatOfTheWholeCall(t *testing.T) {
	for name, tt := range map[string]struct {
		searches, writes time.Duration
		took             float64
		late             float64
	}{
		"in time":     {40 * time.Millisecond, 100 * time.Millisecond, 140, 0},
		"just":        {time.Second, 500 * time.Millisecond, 1500, 0},
		"late":        {time.Second, 501 * time.Millisecond, 1501, 1},
		"by the pop":  {0, 2 * time.Second, 2000, 1},
		"not at all":  {0, 0, 0, 0},
		"by a search": {1600 * time.Millisecond, 0, 1600, 1}, // that does not heed its deadline
	} {
		synctest.Test(t, func(t *testing.T) {
			d := newDesk()
			d.search = func(context.Context, caller.Query) ([]caller.Record, error) {
				time.Sleep(tt.searches)
				return []caller.Record{ann}, nil
			}
			d.pops.takes = tt.writes
			got, line := d.ask(t, request(c1, from))
			if got.MatchStatus != "HIT" || got.TookMs != tt.searches.Milliseconds() || d.pops.pop.Took != tt.searches {
				t.Errorf("%s: answered %+v, kept %+v", name, got, d.pops.pop)
			}
			said := parseLine(t, line)
			if said.figures["ScreenPopTime"] != tt.took || said.figures["ScreenPopsOverBudget"] != tt.late {
				t.Errorf("%s: counted %v", name, said.figures)
			}
		})
	}
}

func TestAPopThatIsNotKeptCostsNoAnswer(t *testing.T) {
	for want, p := range map[string]pops{
		`"not_kept":"throttled"`: {err: fault.Errorf(fault.Throttled, "x")},
		`"not_kept":"unknown"`:   {panics: true},
	} {
		d := newDesk(ann)
		d.pops = p
		got, line := d.ask(t, request(c1, from))
		if got.MatchStatus != "HIT" || !strings.Contains(line, want) || !strings.Contains(line, `"level":"ERROR"`) {
			t.Errorf("answered %+v, logged %s, want %s", got, line, want)
		}
	}
}

func TestAnIndexThatIsNotFilledCostsNoAnswer(t *testing.T) {
	d := newDesk(ann)
	d.index.fillErr = fault.Errorf(fault.Throttled, "x")
	got, line := d.ask(t, request(c1, from))
	if got.MatchStatus != "HIT" || d.pops.id != "c1" || !strings.Contains(line, `"not_indexed":"throttled"`) || !strings.Contains(line, `"level":"WARN"`) {
		t.Errorf("answered %+v, kept for %q, logged %s", got, d.pops.id, line)
	}
}

// That a flow sends no contact's id is no fault of a version of ours.
func TestWithoutAContactThereIsNothingToKeep(t *testing.T) {
	for _, body := range []string{request(from), request(from, `"ContactId":null`), request(from, `"ContactId":"+14155550100"`), request(from, `"ContactId":"Ann"`)} {
		d := newDesk(ann)
		got, line := d.ask(t, body)
		if got.MatchStatus != "HIT" || d.pops.id != "" {
			t.Errorf("answered %+v, kept for %q", got, d.pops.id)
		}
		_, counted := parseLine(t, line).figures["ScreenPopsNotKept"]
		if counted || !strings.Contains(line, `"level":"WARN"`) || !strings.Contains(line, `"not_kept":"invalid","not_kept_err":"the request has no usable contact id"`) || !strings.Contains(line, `"contact_id":""`) {
			t.Errorf("logged %s", line)
		}
		checkSilent(t, line)
	}
}
