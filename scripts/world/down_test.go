package world

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"tieline/shared/salesforce/salesforcetest"
)

func TestWhatIsRightWhileTheOrgIsDown(t *testing.T) {
	for name, tt := range map[string]struct {
		trouble Trouble
		pop     Pop
		status  string
		sources []string
	}{
		"a contact is fresh":       {Down, Pop{Status: "HIT", Contact: "003"}, "HIT", []string{"index"}},
		"a lead is not":            {Down, Pop{Status: "HIT", Lead: "00Q"}, "HIT", []string{"stale"}},
		"nor is an account":        {Down, Pop{Status: "HIT", Account: "001"}, "HIT", []string{"stale"}},
		"who is unknown stays so":  {Down, Pop{Status: "NONE"}, degraded, []string{"salesforce", ""}},
		"a withheld number, too":   {Down, Pop{Status: "ANON"}, "ANON", []string{""}},
		"otherwise all is as ever": {"", Pop{Status: "NONE"}, "NONE", []string{"index", "salesforce"}},
	} {
		w := &World{options: Options{Trouble: tt.trouble}}
		if got := w.expected(tt.pop); got.Status != tt.status || !slices.Equal(got.sources(), tt.sources) {
			t.Errorf("%s: %s from %v", name, got.Status, got.sources())
		}
	}
}

func TestAnEventIsRelayedInItsEnvelope(t *testing.T) {
	w, _ := judged(t, "")
	var got []salesforcetest.Event
	w.Org.Subscribe(func(e salesforcetest.Event) { got = append(got, e) })
	if _, err := w.Org.Seed("Contact", map[string]any{"LastName": "Kowal", "Phone": "(312) 555-0125"}); err != nil || len(got) != 1 {
		t.Fatal(len(got), err)
	}
	var detail struct{ Payload map[string]any }
	is := relayed(got[0])
	err := json.Unmarshal(is.Detail, &detail)
	if numbers := fmt.Sprint(detail.Payload["New_Numbers__c"]); err != nil || is.DetailType != "Tieline_Caller_Changed__e" || !strings.Contains(numbers, "(312) 555-0125") {
		t.Errorf("relayed %s: %s, %v", is.DetailType, is.Detail, err)
	}
}

// testDown takes Salesforce away: callers are answered in time all the same, and
// at once when it is known; then it is back, and is asked again.
func testDown(t *testing.T, w *World) {
	ctx, cancel := context.WithTimeout(t.Context(), testPatience)
	defer cancel()
	ask := func(number string) map[string]string {
		answer, err := w.ask(ctx, []byte(filled(asked(`"`+number+`"`), "nobody at all")))
		if err != nil {
			t.Errorf("an error reached the flow: %v", err)
		}
		if took, err := strconv.Atoi(answer["tookMs"]); err != nil || time.Duration(took)*time.Millisecond > budget {
			t.Errorf("the answer took %q ms", answer["tookMs"])
		}
		return answer
	}
	const stranger = "+1512555%04d" // whom no other test calls from
	w.Org.Misbehave(1, map[salesforcetest.Fault]float64{salesforcetest.Hang: 1})
	defer w.Org.Misbehave(1, nil)
	var several sync.WaitGroup
	for n := range 4 {
		several.Go(func() {
			if answer := ask(fmt.Sprintf(stranger, 180+n)); answer["matchStatus"] != degraded {
				t.Errorf("a stranger is %s", answer["matchStatus"])
			}
		})
	}
	several.Wait()

	var took []int
	for n := range 100 {
		answer := ask(fmt.Sprintf(stranger, 100+n%80))
		if answer["matchStatus"] != degraded || answer["reason"] != "salesforce closed" {
			t.Fatalf("Salesforce is not left alone: %s, %s", answer["matchStatus"], answer["reason"])
		}
		ms, _ := strconv.Atoi(answer["tookMs"])
		took = append(took, ms)
	}
	slices.Sort(took)
	if t.Logf("while it is known to be closed, p99 is %d ms", took[98]); took[98] > 50 {
		t.Errorf("p99 is %d ms, and may be 50", took[98])
	}

	w.Org.Misbehave(1, nil)
	if err := poll(ctx, time.Second, func() (bool, error) {
		return ask(fmt.Sprintf(stranger, 190))["matchStatus"] == "NONE", nil
	}); err != nil {
		t.Errorf("Salesforce is back, and nobody asks it: %v", err)
	}
}
