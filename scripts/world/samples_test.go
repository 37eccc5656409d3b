package world

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/kinesis"
	"github.com/aws/aws-sdk-go-v2/service/lambda"

	"tieline/shared/amazonconnect/connecttest"
)

// sampled is the folder of real and documented payloads, beside the checkout.
const sampled = "../../../shared/samples/connect"

// sample says how a payload arrives and what must come of it: a record, an
// object in the bucket of what cannot be read, or nothing.
type sample struct {
	arrives func(context.Context, *World, sample, []byte) error
	contact string         // its id in the file, or the one that we give it
	record  map[string]any // fields of the record that it becomes
	parked  kept
	answer  string // the flow's match status
}

type values = map[string]any

// samples has every file of the folder.
var samples = map[string]sample{
	"SOURCES.txt": {arrives: notAPayload},

	"agent_event_state_change_call_ended_acw_start.json": {arrives: onStream,
		parked: kept{"contact-records", "invalid", "without a usable contact id"}},
	"ctr_scv_unittest_transfer_partial.json": {arrives: onStream, contact: "1e67e495-edea-488e-b7cf-359e2f4ebfc1",
		record: values{"Record_State__c": "Final", "Outcome__c": "Answered", "Talk_Seconds__c": 2.0, "Hold_Seconds__c": 10.0, "Queue_Name__c": "Test"}},

	"composed_contact_events_answered_call_sequence.json": {arrives: onBus, contact: "5ca32fbd-8f92-46af-92a5-6b0f970f0efe",
		record: values{"Record_State__c": "Draft", "Outcome__c": "Answered", "Wait_Seconds__c": 15.0, "Acw_Seconds__c": 30.0}},
	"composed_contact_events_abandoned_in_queue_sequence.json": {arrives: onBus, contact: "6da43ace-1111-46af-92a5-6b0f970f0aaa",
		record: values{"Record_State__c": "Draft", "Outcome__c": "Abandoned in Queue"}},
	"contact_event_connected_to_agent.json": {arrives: onBus, contact: "11111111-1111-1111-1111-111111111111",
		record: values{"Record_State__c": "Draft", "Outcome__c": "Answered", "Channel__c": "VOICE", "Direction__c": "Inbound"}},
	// of a quiet type: the rule keeps it out
	"contact_event_contact_data_updated_contact_lens.json": {arrives: onBus, contact: "22222222-2222-2222-2222-222222222222"},
	"contact_event_disconnected_ivr_only.json": {arrives: onBus, contact: "58092a11-6075-4025-a57d-6ada88b26d5b",
		record: values{"Record_State__c": "Draft", "Outcome__c": "Abandoned in Flow", "Direction__c": "Inbound", "Initiation_Method__c": "INBOUND"}},
	"contact_event_disconnected_outbound.json": {arrives: onBus, contact: "11111111-1111-1111-1111-111111111111",
		record: values{"Record_State__c": "Draft", "Outcome__c": "Answered", "Channel__c": "VOICE", "Direction__c": "Outbound", "Parent_Interaction__c": nil}},
	"eventbridge_contact_lens_realtime_rules_matched.json": {arrives: onBus, contact: "contact-id"}, // another detail type

	"lambda_flow_event_aws_docs_full.json": {arrives: inFlow, contact: "4a573372-1f28-4e26-b97b-XXXXXXXXXXX",
		answer: "ANON", record: values{"Record_State__c": "Draft", "Screen_Pop__c": "ANON"}},
	"lambda_flow_event_aws_lambda_go.json": {arrives: inFlow, contact: "ASDAcxcasDFSSDFs",
		answer: "NONE", record: values{"Record_State__c": "Draft", "Screen_Pop__c": "NONE", "Screen_Pop_Source__c": "salesforce"}},
	"lambda_flow_event_powertools_all.json": {arrives: inFlow, contact: "5ca32fbd-8f92-46af-92a5-6b0f970f0efe",
		answer: "ANON", record: values{"Record_State__c": "Draft", "Screen_Pop__c": "ANON"}},
	"lambda_flow_event_powertools_min_nulls.json": {arrives: inFlow, contact: "5ca32fbd-8f92-46af-92a5-6b0f970f0efe",
		answer: "ANON", record: values{"Record_State__c": "Draft", "Screen_Pop__c": "ANON"}},

	"composed_flow_screenpop.json": {arrives: asFlow, contact: "aaaaaaaa-1111-4000-8000-000000000001",
		answer: "HIT", record: values{"Record_State__c": "Draft", "Screen_Pop__c": "HIT"}},
	"flow_scv_inbound.json": {arrives: asFlow, contact: "aaaaaaaa-1111-4000-8000-000000000002",
		answer: "HIT", record: values{"Record_State__c": "Draft", "Screen_Pop__c": "HIT"}},
}

// testSamples sends every payload on the way that is its own. A contact of
// which only a screen pop is known rings nobody: the reconciler finds it.
func testSamples(t *testing.T, w *World) {
	files, err := os.ReadDir(sampled)
	if err != nil {
		t.Skip("NOT TESTED: the payloads that Connect really sends are not beside this checkout: ", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), testPatience)
	defer cancel()
	var all sync.WaitGroup
	sent := map[string]sample{}
	for n, file := range files {
		s, listed := samples[file.Name()]
		if !listed {
			t.Errorf("nobody says what must come of %s", file.Name())
			continue
		}
		content, err := os.ReadFile(filepath.Join(sampled, file.Name()))
		if err != nil {
			t.Fatal(err)
		}
		s, content = s.localised(w, n, content)
		sent[file.Name()] = s
		all.Go(func() { s.check(ctx, t, w, file.Name(), content) })
	}
	all.Wait()
	for name := range samples {
		// All that was sent later has been dealt with by now.
		if s, was := sent[name]; !was {
			t.Errorf("%s is not there", name)
		} else if s.record == nil && s.contact != "" && len(w.org.interactions(s.contact)) > 0 {
			t.Errorf("%s: has become a record", name)
		}
	}
}

func (s sample) check(ctx context.Context, t *testing.T, w *World, name string, content []byte) {
	if err := s.arrives(ctx, w, s, content); err != nil {
		t.Errorf("%s: %v", name, err)
	}
	if s.record != nil {
		if err := w.holds(ctx, s.contact, s.record); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if s.parked.kind != "" {
		checkParked(ctx, t, w, name, content, s.parked)
	}
}

var (
	instanceARN = regexp.MustCompile(`arn:aws:connect:[^:"]*:[^:"]*:instance/[^/"]+`)
	functionARN = regexp.MustCompile(`arn:aws:lambda:[^"]+`)
	timestamp   = regexp.MustCompile(`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z`)
)

// localised makes the payload one of the local stage's, its latest time now,
// and its contact its own: several files have the same.
func (s sample) localised(w *World, n int, content []byte) (sample, []byte) {
	text := instanceARN.ReplaceAllLiteralString(string(content), w.Settings.Instance())
	text = functionARN.ReplaceAllLiteralString(text, w.Outputs.ScreenPopAlias)
	var latest time.Time
	for _, found := range timestamp.FindAllString(text, -1) {
		if at, err := time.Parse(time.RFC3339, found); err == nil && at.After(latest) {
			latest = at
		}
	}
	later := time.Since(latest).Truncate(time.Second)
	text = timestamp.ReplaceAllStringFunc(text, func(found string) string {
		at, err := time.Parse(time.RFC3339, found)
		if err != nil || at.Year() == 1970 { // which means that it is not set
			return found
		}
		fraction := timestamp.FindStringSubmatch(found)[1]
		return at.Add(later).Format("2006-01-02T15:04:05") + fraction + "Z"
	})
	if s.contact != "" {
		own := fmt.Sprintf("%s%02x", s.contact[:len(s.contact)-2], n)
		text, s.contact = strings.ReplaceAll(text, s.contact, own), own
	}
	return s, []byte(text)
}

func notAPayload(context.Context, *World, sample, []byte) error { return nil }

func onStream(ctx context.Context, w *World, s sample, content []byte) error {
	return recordStream{kinesis.NewFromConfig(w.AWS), w.Outputs.ContactRecordsStream}.Put(ctx, cmp.Or(s.contact, "none"), content)
}

// onBus publishes an event, or a sequence of them.
func onBus(ctx context.Context, w *World, _ sample, content []byte) error {
	type envelope struct {
		DetailType string `json:"detail-type"`
		Time       time.Time
		Resources  []string
		Detail     json.RawMessage
	}
	var sequence []envelope
	if content[0] != '[' {
		content = fmt.Appendf(nil, "[%s]", content)
	}
	if err := json.Unmarshal(content, &sequence); err != nil {
		return err
	}
	bus := eventBus{eventbridge.NewFromConfig(w.AWS), w.Settings.ConnectSource}
	for _, e := range sequence {
		if err := bus.Publish(ctx, connecttest.Event(e)); err != nil {
			return err
		}
	}
	return nil
}

// inFlow asks as a flow does.
func inFlow(ctx context.Context, w *World, s sample, content []byte) error {
	answer, err := w.ask(ctx, content)
	if err != nil {
		return err
	}
	return s.told(answer)
}

// asFlow lets somebody whom the org knows through the flow.
func asFlow(ctx context.Context, w *World, s sample, content []byte) error {
	flow, err := connecttest.Parse(content, nil)
	if err != nil {
		return err
	}
	runner := connecttest.Runner{Lambda: functions{lambda.NewFromConfig(w.AWS)}}
	run, err := runner.Play(ctx, flow, connecttest.Contact{
		ID: s.contact, InitialID: s.contact, Channel: "VOICE", InitiationMethod: "INBOUND",
		InstanceARN: w.Settings.Instance(), Customer: people[0].number, System: ours,
	})
	if err != nil {
		return err
	}
	return s.told(run.Answer)
}

func (s sample) told(answer map[string]string) error {
	if answer["matchStatus"] != s.answer {
		return fmt.Errorf("the flow is told %q (%s), want %q", answer["matchStatus"], answer["reason"], s.answer)
	}
	return nil
}
