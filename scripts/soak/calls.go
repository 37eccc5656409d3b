package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"tieline/shared/amazonconnect/connecttest"
	"tieline/shared/contact"
)

// Calls plays calls, step by step on the clock.
type Calls struct {
	*Clock
	instance *connecttest.Instance
	seed     uint64
	faults   Faults
	people   []person
	port     port
	began    uint64
}

// port is where what happens in a call is heard of.
type port interface {
	heardOf(e connecttest.Event)
	recorded(key string, record []byte)
	popped(contactID string, found contact.Pop)
	connected(contactID string)
	over(by person, played connecttest.Played)
	broken(err error)
}

// known is how long Amazon Connect can tell of a contact after its last record:
// nobody asks so late, and each that it knows takes memory.
const known = time.Second

// instanceARN is the instance's.
const instanceARN = "arn:aws:connect:eu-west-2:000000000000:instance/aaaaaaaa-0000-4000-8000-000000000001"

// newInstance makes the instance, whose callers go through the shipped flows.
func (c *Calls) newInstance(root string) (err error) {
	queue := connecttest.Queue{ARN: instanceARN + "/queue/bbbbbbbb-0000-4000-8000-000000000001", Name: "Customer Service"}
	flows, err := shipped(root, queue.ARN)
	if err != nil {
		return err
	}
	c.instance, err = connecttest.New(connecttest.Config{
		InstanceARN: instanceARN, Queue: queue, Agents: staff(),
		Flow: flows["inbound"], Transfer: flows["transfer"], Flows: func(id string) *connecttest.Flow { return flows[id] },
		Seed: c.seed, Now: c.Now, Pace: func(context.Context, time.Duration) error { return nil }, Bus: c, Stream: c, Lambda: c,
		Keep: known, Faults: c.faults.Connect, Watch: c.watch,
	})
	return err
}

// shipped reads the flows that are shipped, by name and by ARN.
func shipped(root, queue string) (map[string]*connecttest.Flow, error) {
	places := map[string]string{"ScreenPopArn": "screen-pop", "QueueArn": queue}
	for place, file := range map[string]string{"ScreenPopModuleArn": "screen-pop-module", "AgentWhisperArn": "agent-whisper", "CustomerQueueArn": "customer-queue"} {
		places[place] = instanceARN + "/contact-flow/" + file
	}
	files, err := filepath.Glob(filepath.Join(root, "infra", "flows", "*.json"))
	if err != nil {
		return nil, err
	}
	flows := map[string]*connecttest.Flow{}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		flow, err := connecttest.Parse(content, places)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		flows[name], flows[instanceARN+"/contact-flow/"+name] = flow, flow
	}
	return flows, nil
}

// call is one that is being played: who makes it, and what is drawn for it alone.
type call struct {
	by   person
	dice *rand.Rand
}

type callKey struct{}

// Begin begins a call now, and returns how it is meant to go on.
func (c *Calls) Begin(kind connecttest.Kind) (connecttest.Played, error) {
	c.began++
	in := call{caller(c.people, kind, c.dice), rand.New(rand.NewPCG(c.seed, c.began))}
	playing, err := c.instance.Begin(connecttest.Call{Number: c.began, Kind: kind, From: in.by.address, To: ours, Third: third, At: c.now})
	if err != nil {
		return connecttest.Played{}, fmt.Errorf("begin call %d: %w", c.began, err)
	}
	c.goOn(context.WithValue(context.Background(), callKey{}, in), playing)
	return playing.Played(), nil
}

// goOn plans the next step of a call, or tells of its end.
func (c *Calls) goOn(ctx context.Context, playing *connecttest.Playing) {
	due, more := playing.Next()
	if !more {
		c.port.over(ctx.Value(callKey{}).(call).by, playing.Played())
		return
	}
	c.At(due, func() {
		if err := playing.Step(ctx); err != nil {
			c.port.broken(err)
			return
		}
		c.goOn(ctx, playing)
	})
}

// Publish implements connecttest.Bus.
func (c *Calls) Publish(_ context.Context, e connecttest.Event) error {
	c.port.heardOf(e)
	return nil
}

// Put implements connecttest.Stream.
func (c *Calls) Put(_ context.Context, key string, record []byte) error {
	c.port.recorded(key, record)
	return nil
}

func (c *Calls) watch(contactID string, step connecttest.Step) {
	if step == connecttest.Connected {
		c.port.connected(contactID)
	}
}

// Invoke implements connecttest.Lambda: it is what the function screen-pop does
// for a caller, without its search.
func (c *Calls) Invoke(ctx context.Context, _ string, payload []byte) ([]byte, error) {
	var asked struct {
		Details struct {
			ContactData struct {
				ContactID                        string `json:"ContactId"`
				CustomerEndpoint, SystemEndpoint struct{ Address string }
			}
		}
	}
	if err := json.Unmarshal(payload, &asked); err != nil {
		return nil, err
	}
	in, of := ctx.Value(callKey{}).(call), asked.Details.ContactData
	took := time.Duration(8+in.dice.IntN(300)) * time.Millisecond
	found := contact.Pop{Status: in.by.status, Took: took, Contact: in.by.contact, Account: in.by.account, Lead: in.by.lead,
		SystemEndpoint: of.SystemEndpoint.Address, CustomerEndpoint: of.CustomerEndpoint.Address}
	switch {
	case found.Status == "ANON":
	case in.dice.Float64() < c.faults.Untold:
		found.Status, found.Contact, found.Account, found.Lead = "DEGRADED", "", "", ""
	default:
		found.Source = "index"
	}
	found.At = c.now.UTC().Truncate(time.Millisecond)
	c.port.popped(of.ContactID, found)
	return json.Marshal(told(found))
}

// told is a pop in the words of the flow.
func told(p contact.Pop) map[string]string {
	a := map[string]string{"matchStatus": p.Status, "matchCount": "0", "recordId": "", "recordType": "", "recordName": "",
		"accountId": p.Account, "accountName": "", "popUrl": "", "candidates": "", "source": p.Source, "ageSeconds": "0",
		"tookMs": strconv.FormatInt(p.Took.Milliseconds(), 10), "reason": ""}
	if p.Status != "HIT" {
		return a
	}
	a["matchCount"], a["recordName"], a["recordId"], a["recordType"] = "1", "Zephyrine", p.Account, "Account"
	for kind, id := range map[string]string{"Contact": p.Contact, "Lead": p.Lead} {
		if id != "" {
			a["recordId"], a["recordType"] = id, kind
		}
	}
	return a
}
