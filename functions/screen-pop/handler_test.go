package main

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"tieline/events"
	"tieline/shared/caller"
	"tieline/shared/fault"
)

func TestWhateverComesIsAnswered(t *testing.T) {
	for name, tt := range map[string]struct {
		desk   *desk
		body   string
		status events.MatchStatus
		reason string
	}{
		"a known caller":            {newDesk(ann), request(c1, from, to), "HIT", ""},
		"an unknown caller":         {newDesk(), request(c1, from), "NONE", ""},
		"two who share a phone":     {newDesk(ann, bob), request(c1, from), "MULTI", ""},
		"a call that we placed":     {newDesk(ann), request(c1, from, to, `"InitiationMethod":"OUTBOUND"`), "HIT", ""},
		"an address as a number":    {newDesk(ann), request(c1, `"CustomerEndpoint":{"Address":14155550100}`), "HIT", ""},
		"odd attributes":            {newDesk(ann), request(c1, from, `"Attributes":{"n":1,"o":{}},"Queue":null,"New":[]`), "HIT", ""},
		"no contact id":             {newDesk(ann), request(from), "HIT", ""},
		"withheld":                  {newDesk(ann), request(c1, `"CustomerEndpoint":{"Address":"anonymous"}`), "ANON", "withheld"},
		"no endpoint":               {newDesk(ann), request(c1), "ANON", "no endpoint"},
		"a null endpoint":           {newDesk(ann), request(c1, `"CustomerEndpoint":null`), "ANON", "no endpoint"},
		"an endpoint that is text":  {newDesk(ann), request(c1, `"CustomerEndpoint":"+14155550100"`), "ANON", "no endpoint"},
		"an address that is null":   {newDesk(ann), request(c1, `"CustomerEndpoint":{"Address":null}`), "ANON", "no endpoint"},
		"an address of a chat":      {newDesk(ann), request(c1, `"CustomerEndpoint":{"Address":"ann@example.com"}`), "ANON", "unusable number"},
		"no contact data":           {newDesk(ann), `{"Details":{"Parameters":{}}}`, "DEGRADED", "invalid request"},
		"no details":                {newDesk(ann), `{"Details":7}`, "DEGRADED", "invalid request"},
		"nothing":                   {newDesk(ann), ``, "DEGRADED", "invalid request"},
		"null":                      {newDesk(ann), `null`, "DEGRADED", "invalid request"},
		"an array":                  {newDesk(ann), `[1]`, "DEGRADED", "invalid request"},
		"half of it":                {newDesk(ann), request(c1, from)[:60], "DEGRADED", "invalid request"},
		"Salesforce is at a limit":  {failing(fault.Errorf(fault.Throttled, "x")), request(c1, from), "DEGRADED", "throttled"},
		"Salesforce is down":        {failing(errDown), request(c1, from), "DEGRADED", "unavailable"},
		"a fault nobody classified": {failing(errors.New("x")), request(c1, from), "DEGRADED", "unknown"},
		"a search that panics":      {panicking(), request(c1, from), "DEGRADED", "internal error"},
	} {
		t.Run(name, func(t *testing.T) {
			tt.desk.keys = "tier"
			got, line := tt.desk.ask(t, tt.body)
			if got.MatchStatus != tt.status || got.Reason != tt.reason {
				t.Errorf("answered %s %q, want %s %q", got.MatchStatus, got.Reason, tt.status, tt.reason)
			}
			kept := tt.desk.pops
			if strings.Contains(tt.body, c1) && json.Valid([]byte(tt.body)) && (kept.id != "c1" || kept.pop.Status != string(tt.status)) {
				t.Errorf("kept %q: %+v", kept.id, kept.pop)
			}
			if tt.desk.settled != 1 {
				t.Errorf("settled %d times", tt.desk.settled)
			}
			checkFlat(t, got, 1)
			checkSilent(t, line)
		})
	}
}

// panicking is a desk whose search of Salesforce panics.
func panicking() *desk {
	d := newDesk()
	d.search = func(context.Context, caller.Query) ([]caller.Record, error) { panic("+14155550100") }
	return d
}

// checkFlat holds an answer to what Connect takes: strings under plain keys,
// every one of them and as many more, below 32 KB.
func checkFlat(t *testing.T, a events.FlowAnswer, more int) {
	t.Helper()
	body, err := json.Marshal(a)
	if err != nil || len(body) >= 32<<10 {
		t.Fatalf("%d bytes, %v", len(body), err)
	}
	flat := map[string]string{}
	if err := json.Unmarshal(body, &flat); err != nil || len(flat) != 13+more {
		t.Errorf("%v in %d keys of %s", err, len(flat), body)
	}
}

// checkSilent holds a line of the log to naming nobody.
func checkSilent(t *testing.T, line string) {
	t.Helper()
	for _, secret := range []string{"415555", "Ann", "Acme", "example.com"} {
		if strings.Contains(line, secret) {
			t.Errorf("logged %s: %s", secret, line)
		}
	}
}

func TestPublishedRequestsAreAnswered(t *testing.T) {
	for sample, want := range map[string]events.MatchStatus{"flow-request": "NONE", "flow-request-without-endpoints": "ANON"} {
		body, err := os.ReadFile("../../events/samples/" + sample + ".json")
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := newDesk().ask(t, string(body)); got.MatchStatus != want {
			t.Errorf("%s: answered %+v, want %s", sample, got, want)
		}
	}
}

// AWS's own samples are not ours to hand on; they are read where they lie
// beside the checkout.
func TestAmazonsSamplesAreAnswered(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/samples/connect/lambda_flow_event_*.json")
	if len(files) == 0 {
		t.Skip("AMAZON'S SAMPLES ARE NOT THERE: shared/samples/connect beside the checkout; nothing was tried")
	}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		got, _ := newDesk().ask(t, string(body))
		want := events.FlowAnswer{MatchStatus: "ANON", Reason: "unusable number"} // made-up digits
		switch filepath.Base(file) {
		case "lambda_flow_event_aws_lambda_go.json":
			want = events.FlowAnswer{MatchStatus: "NONE", Source: "salesforce"}
		case "lambda_flow_event_powertools_min_nulls.json":
			want.Reason = "no endpoint"
		}
		if got.TookMs = 0; !reflect.DeepEqual(got, want) {
			t.Errorf("%s: answered %+v, want %+v", file, got, want)
		}
	}
}
