package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"tieline/events"
	"tieline/shared/amazonconnect/connecttest"
	"tieline/shared/contact/contacttest"
	"tieline/shared/salesforce/salesforcetest"
)

// Options say what is played.
type Options struct {
	Root     string // of the checkout
	Source   string // folder of the org's metadata; "": the checkout's
	Contacts int
	Seed     uint64
	Faults   Faults
	Break    Break
	Store    func(now func() time.Time) (table, error)
	Progress func(string)
}

// source is where the org's metadata stands in the checkout.
const source = "salesforce/force-app/main/default"

// clientID and clientSecret are what the functions log in with.
const clientID, clientSecret = "soak", "hush"

// perSecond is how many contacts begin in a second: a busy contact centre, whose
// writer always has more than one call's worth to show.
const perSecond = 80

// shards are those of the indexes of what is due and of what is open.
const shards = 4

// inMemory is a table of contacts whose indexes lag.
func inMemory(now func() time.Time) (table, error) {
	return contacttest.NewTable(contacttest.Options{Shards: shards, Hold: pace.Draft, Now: now, Lag: 2 * time.Second}), nil
}

// Soak is everything that takes part.
type Soak struct {
	*Clock
	Options
	org     *Org
	table   *Table
	calls   *Calls
	heard   *Queue  // contact-events
	told    *Queue  // salesforce-events
	due     *Queue  // contacts-due
	records *Stream // contact-records
	parking *parking
	gate    *gate
	shared  *operations
	names   *directory
	users   map[string]string // ids, by the agents' usernames
	minute  func(context.Context, json.RawMessage) (struct{}, error)
	truths  []truth
	begun   int                       // contacts
	lines   int                       // calls that go on
	wrapUps map[string]map[string]any // what agents saved, by contact id
	undated int                       // corrections of them that the org dated
	rush    int                       // calls of Salesforce before it went away, when all was busy
	rushed  int                       // contacts that had begun by then
	still   int                       // minutes in which nothing was on its way
	victim  string                    // of Break: a contact's id
	err     error
}

// truth is what must stand in Salesforce of a contact.
type truth struct {
	connecttest.Truth
	told     pop
	by       person
	callback bool           // it goes on as a queued callback
	parent   string         // id of the record of the chain's first contact; "" on the first itself
	user     string         // id of the agent's user
	wrapUp   map[string]any // what the agent saved; nil if nothing
}

// pop is what a flow was told of its caller.
type pop struct{ status, source, took string }

func newSoak(o Options) (*Soak, error) {
	s := &Soak{Clock: newClock(o.Seed), Options: o, wrapUps: map[string]map[string]any{}}
	if err := s.newOrg(); err != nil {
		return nil, err
	}
	contacts, err := o.Store(s.Now)
	if err != nil {
		return nil, err
	}
	s.table = &Table{Clock: s.Clock, faults: o.Faults, table: contacts}
	s.parking, s.gate, s.shared, s.names = &parking{}, &gate{}, &operations{}, newDirectory(s.Clock)
	people, err := people(s.org.Org)
	if err != nil {
		return nil, fmt.Errorf("seed the org: %w", err)
	}
	s.calls = &Calls{Clock: s.Clock, seed: o.Seed, people: people, faults: o.Faults, port: s}
	if err := s.calls.newInstance(o.Root); err != nil {
		return nil, err
	}
	s.newFunctions()
	s.org.Subscribe(s.relay)
	return s, s.hire()
}

// lasts is for how long calls begin.
func (s *Soak) lasts() time.Duration { return time.Duration(s.Contacts) * time.Second / perSecond }

func (s *Soak) newOrg() error {
	schema, err := salesforcetest.Load(os.DirFS(cmp.Or(s.Source, filepath.Join(s.Root, source))))
	if err != nil {
		return fmt.Errorf("the simulated org: %w", err)
	}
	org := salesforcetest.New(schema, s.Now)
	org.TrustSecret(clientID, clientSecret)
	s.org = &Org{Clock: s.Clock, Org: org, faults: s.Faults, outage: s.Faults.outage(s.lasts() + 5*time.Minute),
		seen: &Watch{held: map[string]standing{}, due: map[string]time.Time{}}}
	s.org.misbehave(s.Seed)
	return nil
}

// heardOf puts a contact event on the bus, whose rule leaves out what tells
// nothing.
func (s *Soak) heardOf(e connecttest.Event) {
	for _, quiet := range events.QuietTypes {
		if bytes.Contains(e.Detail, []byte(`"eventType":"`+quiet+`"`)) {
			return
		}
	}
	body, err := json.Marshal(map[string]any{"version": "0", "id": "e-" + strconv.FormatUint(s.count, 10), "source": "aws.connect",
		"detail-type": e.DetailType, "time": e.Time.UTC().Format(time.RFC3339), "resources": e.Resources, "detail": e.Detail})
	if err != nil {
		s.broken(err)
		return
	}
	s.After(s.Between(50*time.Millisecond, 900*time.Millisecond), func() { s.heard.Send(0, string(body)) })
}

func (s *Soak) connected(id string) { s.org.seen.due[id] = s.now }

func (s *Soak) over(by person, played connecttest.Played) {
	s.lines--
	for _, t := range played.Contacts {
		goesOn := slices.ContainsFunc(played.Contacts, func(next connecttest.Truth) bool { return next.ID == t.NextID && next.Method == "CALLBACK" })
		told := pop{t.Answer["matchStatus"], t.Answer["source"], t.Answer["tookMs"]}
		t.Answer = nil // which holds more, and there are many
		s.truths = append(s.truths, truth{Truth: t, told: told, by: by, callback: goesOn})
	}
}

func (s *Soak) broken(err error) { s.err = errors.Join(s.err, err) }

// Run plays all calls, and lets what they led to come to its end.
func (s *Soak) Run() error {
	s.Every(time.Second/perSecond, s.next)
	s.At(s.org.outage.from, func() { s.rush, s.rushed = s.org.Calls, s.begun })
	s.Every(time.Minute, s.tick)
	s.Clock.Run()
	return s.err
}

// next begins a call, unless that would be too many contacts.
func (s *Soak) next() (more bool) {
	played, err := s.calls.Begin(kindOf(s.dice.IntN(100)))
	if err != nil {
		s.broken(err)
		return false
	}
	s.lines++
	s.begun += len(played.Contacts)
	for _, t := range played.Contacts {
		s.wrapsUp(t)
	}
	return s.begun < s.Contacts
}

// tick is the reconciler's minute. There is none any more when nothing was on its
// way for a while.
func (s *Soak) tick() bool {
	if s.still++; !s.quiet() {
		s.still = 0
	}
	ctx, _ := begin(s.Clock, s.Faults.Killed)
	_, _ = s.minute(ctx, nil) // one that failed is not tried again
	s.Progress(fmt.Sprintf("%s: %d contacts begun, %d calls of Salesforce, %d waiting", s.now.Sub(began), s.begun, s.org.Calls, s.due.waiting))
	if s.now.Sub(began) > endless {
		s.broken(errors.New("it does not come to an end"))
		return false
	}
	return s.still < settled
}

// endless is longer than anything may take: a link that nobody knows is tried for
// a day.
const endless = 48 * time.Hour

// settled is for how many minutes nothing must be on its way at the end: as long
// as the reconciler may take to find a wrap-up that nobody told, several times.
const settled = 16

// quiet says whether nothing is on its way any more.
func (s *Soak) quiet() bool {
	if s.begun < s.Contacts || s.lines > 0 || s.heard.waiting+s.told.waiting+s.due.waiting+s.records.waiting > 0 || len(s.ahead) > 0 {
		return false
	}
	ids, _, err := s.table.table.Due(context.Background(), s.now.Add(24*time.Hour), 10)
	return err == nil && len(ids) == 0
}

// kinds are the kinds of call by their share in a hundred.
var kinds = []struct {
	kind  connecttest.Kind
	share int
}{
	{connecttest.Known, 26}, {connecttest.Unknown, 16}, {connecttest.Anonymous, 6}, {connecttest.Abandoned, 12}, {connecttest.Transferred, 6},
	{connecttest.Callback, 4}, {connecttest.Missed, 4}, {connecttest.Unanswered, 3}, {connecttest.Outbound, 5}, {connecttest.Voicemail, 3},
	{connecttest.Consulted, 2}, {connecttest.Conferenced, 2}, {connecttest.Monitored, 1},
	{connecttest.Chat, 5}, {connecttest.Task, 3}, {connecttest.Email, 2},
}

func kindOf(drawn int) connecttest.Kind {
	for _, k := range kinds {
		if drawn -= k.share; drawn < 0 {
			return k.kind
		}
	}
	return kinds[0].kind
}

// parking keeps what can never succeed.
type parking struct{ Parked int }

// Park implements batch.Parker.
func (p *parking) Park(context.Context, string, []byte, error) error {
	p.Parked++
	return nil
}
