package connecttest

import (
	"context"
	"encoding/json"
	"sync"
	"testing"
	"time"
)

const instanceARN = "arn:aws:connect:eu-west-2:000000000000:instance/11111111-2222-4333-8444-555555555555"

var (
	desk   = Queue{ARN: instanceARN + "/queue/aaaaaaaa-0000-4000-8000-000000000001", Name: "Support"}
	agents = []Agent{
		{instanceARN + "/agent/aaaaaaaa-0000-4000-8000-00000000000a", "ada", "ada@example.com"},
		{instanceARN + "/agent/aaaaaaaa-0000-4000-8000-00000000000b", "bob", "bob@example.com"},
		{instanceARN + "/agent/aaaaaaaa-0000-4000-8000-00000000000c", "cid", "cid@example.com"},
	}
	now = time.Date(2026, 3, 2, 10, 0, 0, 678_900_000, time.UTC)
)

// tape is a bus, a stream and a watcher that keep all they are given, decoded
// without the package's own types. It fails with err once it holds so many items.
type tape struct {
	mu      sync.Mutex
	events  []Event
	details []map[string]any
	records []map[string]any
	keys    []string
	steps   []string
	waited  time.Duration
	failAt  int
	err     error
}

func (p *tape) full() error {
	if p.err != nil && len(p.events)+len(p.records) >= p.failAt {
		return p.err
	}
	return nil
}

func (p *tape) Publish(_ context.Context, e Event) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	var d map[string]any
	if err := json.Unmarshal(e.Detail, &d); err != nil {
		return err
	}
	if err := p.full(); err != nil {
		return err
	}
	p.events, p.details = append(p.events, e), append(p.details, d)
	return nil
}

func (p *tape) Put(_ context.Context, key string, record []byte) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	var r map[string]any
	if err := json.Unmarshal(record, &r); err != nil {
		return err
	}
	if err := p.full(); err != nil {
		return err
	}
	p.records, p.keys = append(p.records, r), append(p.keys, key)
	return nil
}

func (p *tape) watch(contactID string, s Step) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.steps = append(p.steps, contactID+" "+string(s))
}

func (p *tape) pace(ctx context.Context, d time.Duration) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.waited += d
	return ctx.Err()
}

var hitAnswer = answer(map[string]string{
	"matchStatus": "HIT", "recordId": "003x", "recordType": "Contact", "recordName": "Ada", "popUrl": "/003x?a=1&b=2", "tookMs": "12",
})

// simulate makes an instance that plays the shipped inbound flow and what it
// invokes and hooks at once, and its tape.
func simulate(t *testing.T, change ...func(*Config)) (*Instance, *tape) {
	t.Helper()
	p := &tape{}
	flows := ship(t, desk.ARN)
	c := Config{
		InstanceARN: instanceARN, Queue: desk, Agents: agents, Flow: flows["inbound"], Flows: having(flows), Seed: 7, Now: func() time.Time { return now },
		Pace: p.pace, Bus: p, Stream: p, Lambda: popping(hitAnswer), Watch: p.watch,
	}
	for _, f := range change {
		f(&c)
	}
	i, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	return i, p
}

func call(t *testing.T, i *Instance, kind Kind) Played {
	t.Helper()
	played, err := i.Play(t.Context(), Call{Kind: kind, From: "+442079460001", To: "+442079460000"})
	if err != nil {
		t.Fatal(err)
	}
	return played
}

// told is the types of a contact's events, as they came.
func (p *tape) told(contactID string) []string {
	var types []string
	for _, d := range p.details {
		if d["contactId"] == contactID {
			types = append(types, d["eventType"].(string))
		}
	}
	return types
}

// recordsOf are a contact's records, as they came.
func (p *tape) recordsOf(contactID string) []map[string]any {
	var all []map[string]any
	for _, r := range p.records {
		if r["ContactId"] == contactID {
			all = append(all, r)
		}
	}
	return all
}

func asJSON(t *testing.T, x any) string {
	t.Helper()
	body, err := json.Marshal(x)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
