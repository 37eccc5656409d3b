package connecttest

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// shippedAs are the shipped flows, by the ids that others know them by here.
var shippedAs = map[string]string{
	"inbound": "inbound", "transfer": "transfer", "arn:module": "screen-pop-module",
	"arn:whisper": "agent-whisper", "arn:queue-flow": "customer-queue",
}

// answerKeys are all keys of the screen pop's answer, which always has them all.
var answerKeys = []string{
	"matchStatus", "matchCount", "recordId", "recordType", "recordName", "accountId", "accountName", "popUrl", "candidates",
	"source", "ageSeconds", "tookMs", "reason",
}

// keptKeys are those that flows keep as attributes: all but what is of no use
// once the call goes on.
var keptKeys = slices.DeleteFunc(slices.Clone(answerKeys), func(k string) bool { return k == "ageSeconds" || k == "tookMs" })

func answer(set map[string]string) map[string]string {
	all := map[string]string{}
	for _, k := range answerKeys {
		all[k] = ""
	}
	maps.Copy(all, set)
	return all
}

// kept is what becomes of an answer.
func kept(set map[string]string) map[string]string {
	all := map[string]string{}
	for _, k := range keptKeys {
		all["tieline_"+k] = set[k]
	}
	return all
}

// ship reads the shipped flows, which know each other and this queue.
func ship(t *testing.T, queue string) map[string]*Flow {
	t.Helper()
	flows := map[string]*Flow{}
	for id, file := range shippedAs {
		content, err := os.ReadFile(filepath.Join("../../../infra/flows", file+".json"))
		if err != nil {
			t.Fatal(err)
		}
		flows[id], err = Parse(content, map[string]string{
			"ScreenPopArn": "arn:screen-pop", "ScreenPopModuleArn": "arn:module", "QueueArn": queue,
			"AgentWhisperArn": "arn:whisper", "CustomerQueueArn": "arn:queue-flow",
		})
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
	}
	return flows
}

// popping answers as the screen pop does; nil is a function that fails.
func popping(answer map[string]string) function {
	return func(_ context.Context, arn string, _ []byte) ([]byte, error) {
		if arn != "arn:screen-pop" || answer == nil {
			return nil, errors.New("function failed")
		}
		return json.Marshal(answer)
	}
}

var (
	oneFound = map[string]string{
		"matchStatus": "HIT", "matchCount": "1", "recordId": "003x", "recordType": "Contact", "recordName": "Ada", "popUrl": "/003x",
	}
	severalFound = map[string]string{"matchStatus": "MULTI", "matchCount": "2", "popUrl": "/search", "candidates": "003x,003y"}
	nothingHeard = map[string]string{"tieline_matchStatus": "DEGRADED", "tieline_reason": "no answer kept"}
)

func found(status string) map[string]string { return map[string]string{"matchStatus": status} }

// outcomes are what the screen pop may answer, and what the flows make of it.
var outcomes = map[string]struct {
	answer     map[string]string // nil: the function fails
	attributes map[string]string
	customer   string
	hello      string // beside the greeting
	whisper    string
}{
	"hit":      {answer(oneFound), kept(oneFound), "003x", "Ada", "Ada"},
	"multi":    {answer(severalFound), kept(severalFound), "", "", "Several"},
	"none":     {answer(found("NONE")), kept(found("NONE")), "", "", "No customer"},
	"anon":     {answer(found("ANON")), kept(found("ANON")), "", "", "anonymous"},
	"degraded": {answer(found("DEGRADED")), kept(found("DEGRADED")), "", "", "could not"},
	"strange":  {map[string]string{}, nothingHeard, "", "", "could not"},
	"failed":   {nil, nothingHeard, "", "", "could not"},
}

func TestTheInboundFlowQueuesTheCallerWhateverTheAnswer(t *testing.T) {
	for name, c := range outcomes {
		flows := ship(t, support.ARN)
		r := Runner{Queues: []Queue{support}, Lambda: popping(c.answer), Flows: having(flows)}
		run := playFlow(t, r, flows["inbound"], Contact{ID: "c1", Channel: "VOICE"})
		if run.End != Queued || run.Queue != support {
			t.Errorf("%s: %s in %v by %q", name, run.End, run.Queue, path(run))
		}
		if !maps.Equal(run.Attributes, c.attributes) || run.CustomerID != c.customer {
			t.Errorf("%s: attributes are %v, customer %q", name, run.Attributes, run.CustomerID)
		}
		if heard := strings.Join(run.Said[1:], " "); (heard != "") != (c.hello != "") || !strings.Contains(heard, c.hello) {
			t.Errorf("%s: the caller hears %q", name, run.Said)
		}
		whisper, err := r.PlayHook(t.Context(), AgentWhisper, Contact{ID: "c1", Channel: "VOICE"}, run)
		if err != nil || len(whisper.Said) != 1 || !strings.Contains(whisper.Said[0], c.whisper) || whisper.End != Finished {
			t.Errorf("%s: %v, the agent hears %q, %s", name, err, whisper.Said, whisper.End)
		}
		waiting, err := r.PlayHook(t.Context(), CustomerQueue, Contact{ID: "c1", Channel: "VOICE"}, run)
		if err != nil || len(waiting.Said) == 0 || waiting.End != Finished {
			t.Errorf("%s: %v, waiting, the caller hears %q, %s", name, err, waiting.Said, waiting.End)
		}
	}
}

func TestTheTransferFlowLooksUpAgain(t *testing.T) {
	for name, c := range outcomes {
		flows := ship(t, "arn:gone")
		r := Runner{Lambda: popping(c.answer), Flows: having(flows)}
		run := playFlow(t, r, flows["transfer"], Contact{ID: "c2", Channel: "VOICE", InitiationMethod: "TRANSFER", Queue: support})
		if run.End != Queued || run.Queue != support || !maps.Equal(run.Attributes, c.attributes) {
			t.Errorf("%s: %s in %v, attributes %v", name, run.End, run.Queue, run.Attributes)
		}
		if run.Hooks[AgentWhisper] != "arn:whisper" || run.Hooks[CustomerQueue] != "arn:queue-flow" {
			t.Errorf("%s: hooks are %v", name, run.Hooks)
		}
	}
}

func TestACallerWhoCannotBeQueuedIsToldSo(t *testing.T) {
	for _, c := range []struct {
		flow string
		to   Queue
		want string
	}{
		{"inbound", full, "busy bye"}, {"inbound", Queue{ARN: "arn:gone"}, "sorry bye"},
		{"transfer", full, "busy bye"}, {"transfer", Queue{}, "sorry bye"},
	} {
		flows := ship(t, c.to.ARN)
		r := Runner{Queues: []Queue{support, full}, Lambda: popping(answer(found("NONE"))), Flows: having(flows)}
		run := playFlow(t, r, flows[c.flow], in(c.to))
		if !strings.HasSuffix(path(run), c.want) || run.End != Disconnected {
			t.Errorf("%s to %q played %q, %s", c.flow, c.to.Name, path(run), run.End)
		}
	}
}

// TestTheCallerIsQueuedWhicheverBlockFails makes each block fail, one at a time.
func TestTheCallerIsQueuedWhicheverBlockFails(t *testing.T) {
	tried := 0
	for _, id := range []string{"inbound", "transfer", "arn:module"} {
		for at, a := range ship(t, support.ARN)[id].actions {
			if len(a.Transitions.Errors) == 0 || a.Type == "Compare" || slices.Contains([]string{"set-queue", "to-queue"}, at) {
				continue // cannot fail, or is the way to the queue itself
			}
			flows := ship(t, support.ARN)
			a.Type = "CreateCase" // always fails
			flows[id].actions[at] = a
			entry := flows[id]
			if id == "arn:module" {
				entry = flows["inbound"]
			}
			r := Runner{Queues: []Queue{support}, Lambda: popping(answer(oneFound)), Flows: having(flows)}
			run := playFlow(t, r, entry, in(support))
			reached := strings.Contains(" "+path(run)+" ", " "+at+" ")
			if reached && run.End != Queued {
				t.Errorf("%s: when %q fails, it plays %q, %s", id, at, path(run), run.End)
			}
			if reached {
				tried++
			}
		}
	}
	if tried < 9 {
		t.Errorf("only %d blocks were made to fail", tried)
	}
}
