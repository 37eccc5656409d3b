package connecttest

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const (
	shipped = "../../../infra/flows/inbound.json"
	samples = "../../../../shared/samples/connect" // beside the checkout, where there are any
)

// answerKeys are all keys of the screen pop's answer, which always has them all.
var answerKeys = []string{
	"matchStatus", "matchCount", "recordId", "recordType", "recordName", "accountId", "accountName", "popUrl", "candidates",
	"source", "ageSeconds", "tookMs", "reason",
}

func answer(set map[string]string) map[string]string {
	all := map[string]string{}
	for _, k := range answerKeys {
		all[k] = ""
	}
	maps.Copy(all, set)
	return all
}

func shippedFlow(t *testing.T, queue string) (*Flow, string) {
	t.Helper()
	content, err := os.ReadFile(shipped)
	if err != nil {
		t.Fatal(err)
	}
	f, err := Parse(content, map[string]string{"ScreenPopArn": "arn:screen-pop", "QueueArn": queue})
	if err != nil {
		t.Fatal(err)
	}
	return f, string(content)
}

func TestTheShippedFlowReachesAllOfItself(t *testing.T) {
	f, _ := shippedFlow(t, support.ARN)
	reached := map[string]bool{}
	var walk func(id string)
	walk = func(id string) {
		if !reached[id] {
			reached[id] = true
			for _, next := range f.actions[id].next() {
				walk(next)
			}
		}
	}
	walk(f.start)
	for id, a := range f.actions {
		if !reached[id] {
			t.Errorf("nothing leads to %q", id)
		}
		if blocks[a.Type].goesOn && a.Type != "UpdateFlowLoggingBehavior" && len(a.Transitions.Errors) == 0 {
			t.Errorf("%q has no error branch", id)
		}
	}
}

func TestTheShippedFlowReadsOnlyWhatIsAnswered(t *testing.T) {
	_, content := shippedFlow(t, support.ARN)
	read := regexp.MustCompile(`\$\.External\.(\w+)`).FindAllStringSubmatch(content, -1)
	if len(read) == 0 {
		t.Error("it reads nothing")
	}
	for _, m := range read {
		if !slices.Contains(answerKeys, m[1]) {
			t.Errorf("%s is never answered", m[0])
		}
	}
}

func TestTheShippedFlowOpensTidily(t *testing.T) {
	f, content := shippedFlow(t, support.ARN)
	var d struct {
		Metadata struct {
			ActionMetadata map[string]struct{ Position struct{ X, Y int } }
		}
	}
	if err := json.Unmarshal([]byte(content), &d); err != nil {
		t.Fatal(err)
	}
	there := map[struct{ X, Y int }]string{}
	for id := range f.actions {
		at := d.Metadata.ActionMetadata[id].Position
		if other, taken := there[at]; taken || at.X == 0 {
			t.Errorf("%q lies at %v, where %q is", id, at, other)
		}
		there[at] = id
	}
	if len(there) != len(d.Metadata.ActionMetadata) {
		t.Error("a position is of no action")
	}
}

func TestTheShippedFlow(t *testing.T) {
	one := map[string]string{"matchStatus": "HIT", "recordId": "003x", "recordType": "Contact", "recordName": "Ada", "popUrl": "/003x"}
	several := map[string]string{"matchStatus": "MULTI", "popUrl": "/search", "candidates": "003x,003y"}
	status := func(s string) map[string]string { return map[string]string{"matchStatus": s} }
	const unmatched = "found unmatched set-queue to-queue"
	for name, c := range map[string]struct {
		answer     map[string]string // nil: the function fails
		queue      Queue
		path       string
		attributes map[string]string
		customer   string
	}{
		"hit":      {answer(one), support, "found one customer hello set-queue to-queue", one, "003x"},
		"multi":    {answer(several), support, "found several set-queue to-queue", several, ""},
		"none":     {answer(status("NONE")), support, unmatched, status("NONE"), ""},
		"anon":     {answer(status("ANON")), support, unmatched, status("ANON"), ""},
		"degraded": {answer(status("DEGRADED")), support, unmatched, status("DEGRADED"), ""},
		"strange":  {map[string]string{}, support, unmatched, map[string]string{}, ""},
		"failed":   {nil, support, "no-answer set-queue to-queue", status("DEGRADED"), ""},
		"full":     {answer(status("NONE")), full, unmatched + " busy bye", status("NONE"), ""},
		"no queue": {answer(status("NONE")), Queue{ARN: "arn:gone"}, "found unmatched set-queue sorry bye", status("NONE"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			f, _ := shippedFlow(t, c.queue.ARN)
			pop := func(_ context.Context, arn string, _ []byte) ([]byte, error) {
				if arn != "arn:screen-pop" || c.answer == nil {
					return nil, errors.New("function failed")
				}
				return json.Marshal(c.answer)
			}
			run := playFlow(t, Runner{Queues: []Queue{support, full}, Lambda: function(pop)}, f, Contact{ID: "c1"})
			if got := path(run); got != "quiet greet look-up "+c.path {
				t.Errorf("played %q", got)
			}
			if !maps.Equal(run.Attributes, c.attributes) || run.CustomerID != c.customer {
				t.Errorf("attributes are %v, customer %q", run.Attributes, run.CustomerID)
			}
			if queued := strings.HasSuffix(c.path, "to-queue"); queued != (run.End == Queued) {
				t.Errorf("it ended %s", run.End)
			}
		})
	}
}

func sample(t *testing.T, name string) *Flow {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(samples, name))
	if errors.Is(err, os.ErrNotExist) {
		t.Skipf("SKIPPED: no sample flows at %s, so this proves nothing about flows made by others", samples)
	}
	if err != nil {
		t.Fatal(err)
	}
	return mustParse(t, string(content))
}

func TestAScreenPopFlowMadeByOthersPlays(t *testing.T) {
	f := sample(t, "composed_flow_screenpop.json")
	const instance = "arn:aws:connect:eu-west-2:111122223333:instance/12345678-1234-1234-1234-123456789012"
	queue := Queue{ARN: instance + "/queue/aaaaaaaa-bbbb-cccc-dddd-000000000002", Name: "Basic"}
	run := playFlow(t, Runner{Queues: []Queue{queue}, Lambda: answering(
		`{"matchStatus":"HIT","contact_id":"003x","account_id":"001x","pop_url":"/003x","display_name":"Ada"}`)}, f, caller)
	if got := path(run); got != "log greet lookup branch matched hello whisper set-queue to-queue" || run.End != Queued {
		t.Errorf("played %q, %s", got, run.End)
	}
	if said := run.Said[len(run.Said)-1]; said != "Hello Ada." || run.Attributes["sf_account_id"] != "001x" {
		t.Errorf("said %q, attributes %v", said, run.Attributes)
	}
}

func TestAnExportedFlowOfSalesforcePlays(t *testing.T) {
	f := sample(t, "flow_scv_inbound.json")
	queue := Queue{ARN: "arn:x:instance/i/queue/d56943a9-7293-4220-a60d-99500d362f12", Name: "Basic"}
	asked := 0
	for name, c := range map[string]struct {
		lambda function
		loops  int
		error  string
	}{
		"answered": {answering(`{"voiceCallId":"0LQx"}`), 1, "Failed to transfer to omni routing flow."},
		"failing": {func(context.Context, string, []byte) ([]byte, error) {
			asked++
			return nil, errors.New("function failed")
		}, 3, "Failed to transfer to omni routing flow."},
	} {
		run := playFlow(t, Runner{Queues: []Queue{queue}, Lambda: c.lambda}, f, caller)
		loops := 0
		for _, b := range run.Blocks {
			if b.Type == "Loop" {
				loops++
			}
		}
		// Its TransferToFlow leads to a flow of another instance, so it hangs up.
		if run.End != Disconnected || run.Queue != queue || loops != c.loops || run.Attributes["error"] != c.error {
			t.Errorf("%s: %s after %d loops in %v: %v", name, run.End, loops, run.Queue, run.Attributes)
		}
	}
	if asked != 2*invocations {
		t.Errorf("the failing function was invoked %d times", asked)
	}
}
