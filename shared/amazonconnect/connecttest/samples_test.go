package connecttest

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const samples = "../../../../shared/samples/connect" // beside the checkout, where there are any

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

// TestEverySampleFlowPlaysToAnEnd plays them whatever their functions answer
// and their customers press.
func TestEverySampleFlowPlaysToAnEnd(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(samples, "*flow_*.json"))
	if err != nil {
		t.Fatal(err)
	}
	played := 0
	for _, file := range files {
		if strings.HasPrefix(filepath.Base(file), "lambda_") {
			continue // what flows tell functions, no flow
		}
		f := sample(t, filepath.Base(file))
		for name, answers := range map[string]function{"answered": answering(`{"matchStatus":"HIT"}`), "failing": popping(nil)} {
			for _, keys := range []string{"", "1", "2"} {
				run := playFlow(t, Runner{Lambda: answers, Queues: []Queue{support}}, f, pressing(keys, keys, keys))
				if run.End != Queued && run.End != Disconnected {
					t.Errorf("%s, %s, ended %q", file, name, run.End)
				}
			}
		}
		played++
	}
	if played == 0 {
		t.Skipf("SKIPPED: no sample flows at %s, so this proves nothing about flows made by others", samples)
	}
}
