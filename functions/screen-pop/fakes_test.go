package main

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/url"
	"strings"
	"testing"
	"time"

	"tieline/events"
	"tieline/shared/caller"
	"tieline/shared/caller/terms"
	"tieline/shared/contact"
	"tieline/shared/dynamo"
	"tieline/shared/fault"
	"tieline/shared/tuning"
)

// searcher is a caller.Directory made of a function.
type searcher func(context.Context, caller.Query) ([]caller.Record, error)

func (d searcher) Search(ctx context.Context, q caller.Query) (caller.Found, error) {
	records, err := d(ctx, q)
	return caller.Found{Records: records}, err
}

func finds(records ...caller.Record) searcher {
	return func(context.Context, caller.Query) ([]caller.Record, error) { return records, nil }
}

func fails(err error) searcher {
	return func(context.Context, caller.Query) ([]caller.Record, error) { return nil, err }
}

// index holds one entry, or none.
type index struct {
	entry   caller.Entry
	readErr error
	fillErr error
	filled  []caller.Entry
}

func (i *index) Read(context.Context, string) (caller.Entry, error) { return i.entry, i.readErr }

func (i *index) Fill(_ context.Context, e caller.Entry) error {
	i.filled = append(i.filled, e)
	return i.fillErr
}

// guard lets all through, unless it is closed.
type guard struct{ closed bool }

func (g guard) Enter(context.Context) (func(context.Context, error) error, bool) {
	return func(context.Context, error) error { return nil }, !g.closed
}

// pops keeps what it is told, fails, panics or takes its time.
type pops struct {
	id     string
	pop    contact.Pop
	left   time.Duration
	err    error
	panics bool
	takes  time.Duration
}

func (p *pops) Pop(ctx context.Context, id string, found contact.Pop) error {
	if p.panics {
		panic("+14155550100")
	}
	time.Sleep(p.takes)
	deadline, _ := ctx.Deadline()
	p.id, p.pop, p.left = id, found, time.Until(deadline)
	return p.err
}

// desk is a handler with all that it works with.
type desk struct {
	search  searcher
	index   index
	guard   guard
	pops    pops
	in      dynamo.Conditions
	keys    string
	settled int  // calls
	panics  bool // when it settles
}

// newDesk is one where Salesforce finds these records.
func newDesk(records ...caller.Record) *desk {
	return &desk{search: finds(records...), in: dynamo.Conditions{Read: true}}
}

// failing is a desk where Salesforce fails.
func failing(err error) *desk {
	d := newDesk()
	d.search = fails(err)
	return d
}

// under is the desk under these parameters.
func (d *desk) under(tuned tuning.Snapshot) *desk {
	d.in.Tuned = tuned
	return d
}

// indexed is the desk with what was found that long ago for from.
func (d *desk) indexed(status caller.Status, ago time.Duration, records ...caller.Record) *desk {
	d.index.entry = caller.Entry{
		Key: "+14155550100", Scope: terms.Of(d.in.Tuned, d.in.Schema, d.in.Relay, "US").Scope.Fingerprint(),
		Status: status, Records: records, Count: len(records), FilledAt: time.Now().Add(-ago),
	}
	return d
}

// settling is a finder whose settling is counted.
type settling struct {
	finder
	desk *desk
}

func (s settling) Settle(ctx context.Context, d caller.Decision) error {
	s.desk.settled++
	if s.desk.panics {
		panic("+14155550100")
	}
	return s.finder.Settle(ctx, d)
}

func (d *desk) handler(t *testing.T) handler {
	t.Helper()
	org, err := url.Parse("https://example.my.salesforce.com")
	if err != nil {
		t.Fatal(err)
	}
	return handler{
		finder: func(tuning.Snapshot) finder {
			return settling{caller.NewFinder(d.search, &d.index, d.guard, time.Now), d}
		},
		pops:       &d.pops,
		conditions: func(context.Context) dynamo.Conditions { return d.in },
		org:        org,
		unset:      unset(d.keys),
		now:        time.Now,
	}
}

// ask asks as a flow does, and returns the line that is logged, too.
func (d *desk) ask(t *testing.T, body string) (events.FlowAnswer, string) {
	t.Helper()
	return invoke(t, d.handler(t), body)
}

func invoke(t *testing.T, h handler, body string) (events.FlowAnswer, string) {
	t.Helper()
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(&log, nil)))
	defer slog.SetDefault(before)
	answer, err := h.handle(t.Context(), json.RawMessage(body))
	if err != nil {
		t.Errorf("%s: error %v", body, err)
	}
	if strings.Count(log.String(), "\n") != 1 {
		t.Errorf("%s: logged %q, want one line", body, log.String())
	}
	return answer, log.String()
}

var (
	bob  = caller.Record{Object: "Contact", ID: "003B", Name: "Bob Bell", Phones: typed("+1 415 555 0100")}
	ann  = caller.Record{Object: "Contact", ID: "003A", Name: "Ann Bell", AccountID: "001A", AccountName: "Acme", Phones: typed("(415) 555-0100")}
	lead = caller.Record{Object: "Lead", ID: "00QB", Name: "Cy Dean", AccountName: "Cy & Co", Phones: typed("+14155550100")}
	acme = caller.Record{Object: "Account", ID: "001A", Name: "Acme", AccountID: "001A", AccountName: "Acme", Phones: typed("4155550100")}
	dee  = caller.Record{Object: "Account", ID: "001D", Name: "Dee Eng", AccountID: "001D", AccountName: "Dee Eng", PersonContact: "003D", Phones: typed("4155550100")}
)

func typed(phone string) []caller.Phone { return []caller.Phone{{Field: "Phone", Value: phone}} }

// request is a flow's request with these parts in ContactData.
func request(parts ...string) string {
	return `{"Name":"ContactFlowEvent","Details":{"ContactData":{` + strings.Join(parts, ",") + `},"Parameters":{"n":10,"b":true,"o":{"a":[1]}}}}`
}

const (
	c1   = `"ContactId":"c1"`
	from = `"CustomerEndpoint":{"Address":"+14155550100","Type":"TELEPHONE_NUMBER"}`
	to   = `"SystemEndpoint":{"Address":"+14155550199","Type":"TELEPHONE_NUMBER"}`
)

var errDown = fault.Errorf(fault.Unavailable, "x")

// wait passes a time of the test's own clock, unless the context ends first.
func wait(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}
