package handler

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	awsevents "github.com/aws/aws-lambda-go/events"

	"tieline/shared/batch"
	"tieline/shared/breaker"
	"tieline/shared/contact"
	"tieline/shared/contact/contacttest"
	"tieline/shared/dynamo"
	"tieline/shared/fault"
	"tieline/shared/salesforce"
	"tieline/shared/tuning"
)

var start = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

// office is all that a batch meets.
type office struct {
	clock  time.Time
	tuned  tuning.Snapshot
	table  *contacttest.Table
	handle func(context.Context, []string) error

	state   breaker.State
	percent float64 // of the org's calls that are used up; 0 is not known
	upserts [][]contact.Showing
	answer  error // to each record
	held    bool  // it is the whole call's

	usernames, names map[string]string // in Connect, by id
	users            map[string]string // in Salesforce, by username
	asked            []string          // of Connect, and of Salesforce's users
	connectFails     error
	usersFail        error

	agents map[string]contact.Agent // kept
	queues map[string]string
	old    contact.IDs
	looked int
	dark   error // the directory's
}

func newOffice() *office {
	o := &office{clock: start, table: contacttest.NewTable(contacttest.Options{}), agents: map[string]contact.Agent{}, queues: map[string]string{},
		usernames: map[string]string{"a1": "zebedee", "a2": "quill"}, names: map[string]string{"q1": "Service"}, users: map[string]string{"zebedee": "005000000000002AAA"}}
	o.handle = New(Parts{Contacts: o.table, Salesforce: o, Connect: desk{o}, Directory: o, Breaker: o, Use: o,
		Conditions: func(context.Context) dynamo.Conditions { return dynamo.Conditions{Tuned: o.tuned} },
		Keep:       90 * 24 * time.Hour, Now: func() time.Time { return o.clock }})
	return o
}

func (o *office) Upsert(_ context.Context, shown []contact.Showing) []contact.Answer {
	o.upserts = append(o.upserts, shown)
	answers := make([]contact.Answer, len(shown))
	for n := range answers {
		answers[n] = contact.Answer{Fault: o.answer, Held: o.held}
	}
	return answers
}

func (o *office) User(_ context.Context, by []string, username, email string) (string, error) {
	o.asked = append(o.asked, fmt.Sprint("user ", by, username, email))
	if id := o.users[username]; id != "" || o.usersFail != nil {
		return id, o.usersFail
	}
	return "", fault.Errorf(fault.NotFound, "no such user")
}

func (o *office) Share() (float64, bool) { return o.percent, o.percent > 0 }

func (o *office) Read(context.Context) (breaker.State, error) { return o.state, nil }

func (o *office) Write(_ context.Context, next breaker.State, was int64) error {
	o.state, o.state.Version = next, was+1
	return nil
}

func (o *office) Look(_ context.Context, who contact.IDs) (contact.Names, contact.IDs, error) {
	if o.looked++; o.dark != nil {
		return contact.Names{}, contact.IDs{}, o.dark
	}
	known := contact.Names{Agents: map[string]contact.Agent{}, Queues: map[string]string{}}
	for _, id := range who.Agents {
		if a, is := o.agents[id]; is {
			known.Agents[id] = a
		}
	}
	for _, id := range who.Queues {
		if name, is := o.queues[id]; is {
			known.Queues[id] = name
		}
	}
	return known, o.old, nil
}

func (o *office) KeepAgent(_ context.Context, id string, a contact.Agent) error {
	o.agents[id] = a
	return nil
}

func (o *office) KeepQueue(_ context.Context, id, name string) error {
	o.queues[id] = name
	return nil
}

// desk is Amazon Connect.
type desk struct{ *office }

func (d desk) User(_ context.Context, id string) (string, string, error) {
	d.asked = append(d.asked, "agent "+id)
	if name := d.usernames[id]; name != "" || d.connectFails != nil {
		return name, name + "@example.com", d.connectFails
	}
	return "", "", fault.Errorf(fault.NotFound, "no such user")
}

func (d desk) Queue(_ context.Context, id string) (string, error) {
	d.asked = append(d.asked, "queue "+id)
	if name := d.names[id]; name != "" || d.connectFails != nil {
		return name, d.connectFails
	}
	return "", fault.Errorf(fault.NotFound, "no such queue")
}

// due puts contacts of an agent into the table, final ones or drafts.
func (o *office) due(t *testing.T, final bool, agent string, ids ...string) {
	t.Helper()
	for _, id := range ids {
		d := contact.Details{Channel: "VOICE", Method: "INBOUND", Queue: "q1", Agent: agent, ConnectedAt: start, DisconnectedAt: start}
		item := contact.Item{State: contact.State{ID: id, Describe: contact.Report{UpdatedAt: start, Details: d}}, Version: 7, DueAt: start}
		if final {
			item.Record = item.Describe
		}
		if err := o.table.Write(t.Context(), item, 0); err != nil {
			t.Fatal(err)
		}
	}
}

// sync handles a batch, and returns what it says.
func (o *office) sync(t *testing.T, ids ...string) string {
	t.Helper()
	return logged(func() {
		if err := o.handle(t.Context(), ids); err != nil {
			t.Error(err)
		}
	})
}

// logged is what is said while work is done.
func logged(work func()) string {
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(&log, nil)))
	defer slog.SetDefault(before)
	work()
	return log.String()
}

func TestABatchIsSyncedInOneCall(t *testing.T) {
	o := newOffice()
	o.due(t, true, "a1", "c1", "c2")
	event := awsevents.SQSEvent{Records: []awsevents.SQSMessage{{Body: "c1"}, {Body: "c2"}, {Body: "c1"}}}
	if _, err := batch.Whole(o.handle)(t.Context(), event); err != nil {
		t.Fatal(err)
	}
	if len(o.upserts) != 1 || len(o.upserts[0]) != 2 {
		t.Errorf("upserted %v", o.upserts)
	}
}

func TestOnlyATableThatFailsBringsABatchBack(t *testing.T) {
	o := newOffice()
	o.due(t, true, "a1", "c1")
	o.answer, o.held = fault.Errorf(fault.Unavailable, "down"), true
	if err := o.handle(t.Context(), []string{"c1"}); err != nil {
		t.Errorf("Salesforce is down: %v", err)
	}
	o.table.Before = func(string, string) error { return fault.Errorf(fault.Throttled, "slow down") }
	if err := o.handle(t.Context(), []string{"c1"}); fault.KindOf(err) != fault.Throttled {
		t.Errorf("the table is down: %v", err)
	}
}

func TestADirectoryThatFailsIsSaidAndDelaysNoRecord(t *testing.T) {
	o := newOffice()
	o.due(t, true, "a1", "c1", "c2")
	o.sync(t, "c1") // from now on a1 is remembered
	o.due(t, true, "a2", "c3")
	o.dark = fault.Errorf(fault.Unknown, "what?")
	said := o.sync(t, "c2", "c3")
	if shown := o.upserts[1]; len(shown) != 2 || shown[0].Agent.User == "" || !strings.Contains(said, `"Synced":2,"Unlinked":1`) {
		t.Errorf("upserted %+v, said %s", shown, said)
	}
	if !strings.Contains(said, `"msg":"shown nonetheless","kind":"unknown"`) || strings.Contains(o.questions(), "a2") {
		t.Errorf("asked %s, said %s", o.questions(), said)
	}
}

func TestTheWaitAfterAFaultIsAsTunedAtThatMoment(t *testing.T) {
	o := newOffice()
	o.due(t, true, "a1", "c1")
	o.tuned = tuning.Snapshot{"salesforce-writer/backoff": "1000"}
	o.answer = fault.Errorf(fault.Conflict, "locked")
	o.sync(t, "c1")
	items, err := o.table.Read(t.Context(), "c1")
	if err != nil || items[0].DueAt.Before(start.Add(750*time.Second)) {
		t.Errorf("due again at %s, %v", items[0].DueAt, err)
	}
}

func TestTheUseOfTheOrgIsAShareOfItsLimitAndRemembered(t *testing.T) {
	meter := salesforce.NewMeter(func() time.Time { return start })
	said := logged(func() { Use(meter)(t.Context(), salesforce.Usage{Used: 18000, Limit: 100000}) })
	if !strings.Contains(said, `"used":18000,"limit":100000,"SalesforceApiUse":18,"_aws":`) {
		t.Errorf("logged %s", said)
	}
	if share, known := meter.Share(); share != 18 || !known {
		t.Errorf("remembered %g, %t", share, known)
	}
}
