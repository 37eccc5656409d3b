package handler

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"tieline/events"
	"tieline/shared/contact"
	"tieline/shared/contact/contacttest"
	"tieline/shared/fault"
	"tieline/shared/tuning"
)

// desk is where wrap-ups come to.
type desk struct {
	table  *contacttest.Table
	rung   int
	copied []string // contact and value of each attribute that was set
	turns  []int
	before func()  // each copy
	fails  []error // of the next copies
	tuned  tuning.Snapshot
}

const wrapped = "aaaaaaaa-0000-4000-8000-0000000000c1"

// copying has dispositions copied.
var copying = tuning.Snapshot{"wrap-up/copy-to": "disposition", "wrap-up/copies-per-second": "3"}

func newDesk(tuned tuning.Snapshot) *desk {
	return &desk{table: contacttest.NewTable(contacttest.Options{}), before: func() {}, tuned: tuned}
}

func (d *desk) Ring(context.Context, time.Duration, ...string) error { d.rung++; return nil }

func (d *desk) SetAttributes(_ context.Context, id string, attributes map[string]string) error {
	d.copied = append(d.copied, id+" "+attributes["disposition"])
	if len(d.fails) > 0 {
		err := d.fails[0]
		d.fails = d.fails[1:]
		return err
	}
	return nil
}

func (d *desk) turn(_ context.Context, perSecond int) error {
	d.turns = append(d.turns, perSecond)
	d.before()
	return nil
}

// hear has the desk hear of an event and returns what it said.
func (d *desk) hear(t *testing.T, body string) (said string, err error) {
	t.Helper()
	h := New(Parts{Shared: &fakeOperations{tuned: d.tuned}, Contacts: d.table, Doorbell: d, Connect: d, Turn: d.turn,
		Pace: contact.Pace{Hold: time.Minute, Keep: 90 * 24 * time.Hour}, Now: clock})
	said = logged(func() { err = h(t.Context(), []byte(body)) })
	return said, err
}

func (d *desk) held(t *testing.T) contact.Item {
	t.Helper()
	items, err := d.table.Read(t.Context(), wrapped)
	if err != nil || len(items) != 1 {
		t.Fatalf("the table has %v, %v", items, err)
	}
	return items[0]
}

// saved is a wrap-up that was saved at a minute past three.
func saved(minute int, disposition string) string {
	var w events.WrapUp
	w.EventKey, w.ContactID, w.Disposition = "k", wrapped, events.Text(disposition)
	w.At.Time = time.Date(2026, 1, 2, 3, minute, 0, 0, time.UTC)
	return string(events.NewWrapUp(w))
}

func TestAWrapUpIsKeptAlsoOfAContactOfWhichNobodyTold(t *testing.T) {
	d := newDesk(nil)
	said, err := d.hear(t, sample(t, "wrap-up"))
	want := contact.WrapUp{At: time.Date(2026, 1, 2, 3, 11, 58, 0, time.UTC), Disposition: "Callback agreed",
		FollowUpAt: time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC), By: "005000000000002AAA"}
	if got := d.held(t); err != nil || got.WrapUp != want || !got.DueAt.IsZero() || got.ExpiresAt.IsZero() || d.rung > 0 {
		t.Errorf("kept %+v, rung %d times, %v", got, d.rung, err)
	}
	if len(d.copied) > 0 {
		t.Errorf("copied %v, although nobody wants that", d.copied)
	}
	if want := `"WrapUps":1,"DispositionsCopied":0,"FactsOfErased":0,"_aws":`; !strings.Contains(said, want) || !strings.Contains(said, `"contact_id":"`+wrapped) {
		t.Errorf("said %s, want %s", said, want)
	}
	for _, personal := range []string{"Callback", "005000000000002AAA", "2026-01-05"} {
		if strings.Contains(said, personal) {
			t.Errorf("said %s", said)
		}
	}
}

func TestAWrapUpThatComesTwiceIsCountedAndCopiedOnce(t *testing.T) {
	d := newDesk(copying)
	for _, body := range []string{saved(5, "Sold"), saved(5, "Sold"), saved(4, "Lost")} {
		if _, err := d.hear(t, body); err != nil {
			t.Fatal(err)
		}
	}
	if got := strings.Join(d.copied, ","); got != wrapped+" Sold" {
		t.Errorf("copied %q", got)
	}
	if said, _ := d.hear(t, saved(5, "Sold")); !strings.Contains(said, `"WrapUps":0,"DispositionsCopied":0`) {
		t.Errorf("said %s", said)
	}
	if fmt.Sprint(d.turns) != "[3]" {
		t.Errorf("waited for turns at %v a second", d.turns)
	}
}

func TestOnlyAnotherDispositionIsCopiedAgain(t *testing.T) {
	d := newDesk(copying)
	for _, body := range []string{saved(5, "Sold"), saved(6, "Sold"), saved(7, "Lost"), saved(8, "")} {
		if _, err := d.hear(t, body); err != nil {
			t.Fatal(err)
		}
	}
	if got := strings.Join(d.copied, ","); got != wrapped+" Sold,"+wrapped+" Lost,"+wrapped+" " {
		t.Errorf("copied %q", got)
	}
}

// What comes back of a copy is a contact event and a record: no wrap-up.
func TestACopyDoesNotEcho(t *testing.T) {
	d := newDesk(copying)
	if _, err := d.hear(t, saved(5, "Sold")); err != nil {
		t.Fatal(err)
	}
	updated := contact.State{ID: wrapped, Record: contact.Report{UpdatedAt: now, Details: contact.Details{Channel: "VOICE", DisconnectedAt: now}}}
	keeper := contact.NewKeeper(d.table, d, contact.Pace{Keep: time.Hour}, clock)
	for range 3 {
		if _, err := keeper.Learn(t.Context(), updated); err != nil {
			t.Fatal(err)
		}
		if _, err := d.hear(t, saved(5, "Sold")); err != nil { // as the reconciler finds it again
			t.Fatal(err)
		}
	}
	if len(d.copied) != 1 {
		t.Errorf("copied %v", d.copied)
	}
}

func TestAWrapUpIsKeptOnlyOnceItIsCopied(t *testing.T) {
	d := newDesk(copying)
	d.fails = []error{fault.Errorf(fault.Throttled, "slow down")}
	if _, err := d.hear(t, saved(5, "Sold")); fault.KindOf(err) != fault.Throttled || d.table.Counts().Writes > 0 {
		t.Errorf("%d writes, %v", d.table.Counts().Writes, err)
	}
	if _, err := d.hear(t, saved(5, "Sold")); err != nil || len(d.copied) != 2 || d.held(t).WrapUp.Disposition != "Sold" {
		t.Errorf("copied %v, %v", d.copied, err)
	}
}

func TestWhatConnectWillNeverTakeIsKeptAllTheSame(t *testing.T) {
	for _, kind := range []fault.Kind{fault.NotFound, fault.Invalid} {
		d := newDesk(copying)
		d.fails = []error{fault.Errorf(kind, "no such contact")}
		said, err := d.hear(t, saved(5, "Sold"))
		if err != nil || d.held(t).WrapUp.Disposition != "Sold" {
			t.Errorf("%s: kept %+v, %v", kind, d.held(t).WrapUp, err)
		}
		if !strings.Contains(said, `"level":"WARN","msg":"disposition not copied"`) || !strings.Contains(said, `"DispositionsCopied":0`) {
			t.Errorf("%s: said %s", kind, said)
		}
	}
}

// Another wrap-up of the contact is kept while this one is copied.
func TestOfTwoWrapUpsAtOnceConnectEndsWithTheOneThatTheTableHas(t *testing.T) {
	for name, minutes := range map[string][2]int{"the older one is late": {5, 6}, "the newer one is late": {6, 5}} {
		d, other := newDesk(copying), newDesk(copying)
		other.table = d.table
		d.before = func() {
			d.before = func() {}
			_, _ = other.hear(t, saved(minutes[1], "other"))
		}
		if _, err := d.hear(t, saved(minutes[0], "own")); err != nil {
			t.Fatal(err)
		}
		if want := d.held(t).WrapUp.Disposition; d.copied[len(d.copied)-1] != wrapped+" "+want {
			t.Errorf("%s: the table has %s, and copied was %v after %v", name, want, d.copied, other.copied)
		}
	}
}

func TestOfWhoIsErasedWhileAWrapUpIsCopiedNothingIsLeft(t *testing.T) {
	d := newDesk(copying)
	d.before = func() {
		d.before = func() {}
		if _, err := contact.NewEraser(d.table, contact.Pace{Keep: time.Hour}, clock).Erase(t.Context(), wrapped); err != nil {
			t.Error(err)
		}
	}
	if _, err := d.hear(t, saved(5, "Sold")); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(d.copied, ","); got != wrapped+" Sold,"+wrapped+" " || d.held(t).WrapUp != (contact.WrapUp{}) {
		t.Errorf("copied %q, kept %+v", got, d.held(t))
	}
}

func TestAWrapUpThatCannotBeReadIsParked(t *testing.T) {
	body := sample(t, "wrap-up")
	for name, body := range map[string]string{
		"of tomorrow":        without(t, body, `"Schema_Version__c": 1.0`, `"Schema_Version__c": 2`),
		"without key":        without(t, body, `"7c9e6679-7425-40de-944b-e07fc1f90ae8"`, `""`),
		"without contact":    without(t, body, `"`+wrapped+`"`, `null`),
		"of a number":        without(t, body, `"`+wrapped+`"`, `"+442079460123"`),
		"of no time":         strings.ReplaceAll(without(t, body, `"2026-01-02T03:11:58.000Z"`, `"soon"`), `"CreatedDate"`, `"Zebedee"`),
		"of text":            `{"detail-type":"Tieline_Wrap_Up__e","detail":"Zebedee"}`,
		"without any detail": `{"detail-type":"Tieline_Wrap_Up__e"}`,
	} {
		d := newDesk(copying)
		_, err := d.hear(t, body)
		if fault.KindOf(err) != fault.Invalid || d.table.Counts().Writes > 0 || len(d.copied) > 0 || strings.Contains(err.Error(), "Zebedee") {
			t.Errorf("%s: %v, copied %v", name, err, d.copied)
		}
	}
}

func TestAWrapUpWhoseTimeNobodyFilledInWasSavedWhenItWasTold(t *testing.T) {
	d := newDesk(nil)
	if _, err := d.hear(t, without(t, sample(t, "wrap-up"), `"2026-01-02T03:11:58.000Z"`, `null`)); err != nil {
		t.Fatal(err)
	}
	if at := d.held(t).WrapUp.At; !at.Equal(time.Date(2026, 1, 2, 3, 11, 59, 104_000_000, time.UTC)) {
		t.Errorf("saved at %s", at)
	}
}

func TestAWrapUpOfWhoWasErasedIsNeitherKeptNorCopied(t *testing.T) {
	d := newDesk(copying)
	if _, err := contact.NewEraser(d.table, contact.Pace{Keep: time.Hour}, clock).Erase(t.Context(), wrapped); err != nil {
		t.Fatal(err)
	}
	said, err := d.hear(t, saved(5, "Sold"))
	if err != nil || len(d.copied) > 0 || d.held(t).WrapUp != (contact.WrapUp{}) || !strings.Contains(said, `"WrapUps":0,"DispositionsCopied":0,"FactsOfErased":1`) {
		t.Errorf("copied %v, kept %+v, %v, said %s", d.copied, d.held(t), err, said)
	}
}
