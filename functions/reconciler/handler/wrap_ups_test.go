package handler

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tieline/events"
	"tieline/shared/contact"
	"tieline/shared/contact/contacttest"
	"tieline/shared/fault"
)

// fakeOutbox keeps what is sent.
type fakeOutbox struct {
	sent []string
	err  error
}

func (f *fakeOutbox) Send(_ context.Context, bodies ...[]byte) error {
	for _, body := range bodies {
		f.sent = append(f.sent, string(body))
	}
	return f.err
}

// saved is a wrap-up as the org has it.
func saved(id string, at time.Time) contact.State {
	return contact.State{ID: id, WrapUp: contact.WrapUp{At: at, Disposition: "Sold", FollowUpAt: at.Add(time.Hour), By: "005000000000002AAA"}}
}

// finder looks in an org for wrap-ups that a table may not have.
func finder(o *fakeOrg, kept *fakeOperations, clock *time.Time) (*wrapUps, *contacttest.Table, *fakeOutbox) {
	table, out := contacttest.NewTable(contacttest.Options{}), &fakeOutbox{}
	return &wrapUps{org: o, shared: kept, contacts: table, told: out, now: func() time.Time { return *clock }}, table, out
}

func TestWrapUpsAreLookedForEachFiveMinutesFromWhereTheLastLookEnded(t *testing.T) {
	clock, o, kept := start, &fakeOrg{until: start.Add(-time.Second)}, &fakeOperations{}
	w, _, _ := finder(o, kept, &clock)
	if failed := minutes(t, &clock, 6, w.find); failed != 0 || len(o.since) != 2 {
		t.Fatalf("looked %d times in six minutes, failed %d times", len(o.since), failed)
	}
	if !o.since[0].Equal(start.Add(-firstLook)) || !o.since[1].Equal(start.Add(-overlap)) {
		t.Errorf("looked from %s on", o.since)
	}
}

func TestALookThatEndsEarlyIsGoneOnWithInTheNextMinute(t *testing.T) {
	for name, tt := range map[string]struct{ until, want time.Time }{
		"long ago":   {start.Add(-time.Hour), start.Add(-time.Hour)},
		"a bit on":   {start.Add(-firstLook + time.Second), start.Add(-firstLook + time.Second)},
		"just now":   {start.Add(-time.Second), start.Add(-overlap)},
		"not at all": {start.Add(-firstLook), time.Time{}},
	} {
		clock, o, kept := start, &fakeOrg{saved: []contact.State{saved("c1", start)}, until: tt.until, err: errUnfinished}, &fakeOperations{}
		w, _, out := finder(o, kept, &clock)
		if failed := minutes(t, &clock, 1, w.find); failed != 1 || !kept.look.Equal(tt.want) || len(out.sent) != 1 {
			t.Errorf("%s: failed %d times, the next look begins at %s, sent %d", name, failed, kept.look, len(out.sent))
		}
		o.err = nil
		if failed := minutes(t, &clock, 1, w.find); failed != 0 || len(o.since) != 2 || !tt.want.IsZero() && !o.since[1].Equal(tt.want) {
			t.Errorf("%s: looked from %s on, failed %d times", name, o.since, failed)
		}
	}
}

func TestWhatFailedForAMomentIsSentBeforeTheLookCounts(t *testing.T) {
	for _, at := range []string{"table", "queue"} {
		clock, o, kept := start, &fakeOrg{until: start.Add(-time.Hour)}, &fakeOperations{}
		for n := range together + 1 {
			o.saved = append(o.saved, saved(fmt.Sprintf("c%d", n), start))
		}
		w, _, _ := finder(o, kept, &clock)
		m := &moment{at: at}
		w.contacts, w.told = contacttest.NewTable(contacttest.Options{Before: func(string, string) error { return m.fail("table") }}), m
		if err := w.find(t.Context()); fault.KindOf(err) != fault.Throttled || m.sent != together || !kept.look.Equal(o.until) {
			t.Errorf("%s: sent %d, the next look begins at %s, %v", at, m.sent, kept.look, err)
		}
	}
}

// moment fails once, at one place.
type moment struct {
	at   string
	sent int
}

func (m *moment) fail(at string) error {
	if m.at != at {
		return nil
	}
	m.at = ""
	return fault.Errorf(fault.Throttled, "slow down")
}

func (m *moment) Send(_ context.Context, bodies ...[]byte) error {
	if err := m.fail("queue"); err != nil {
		return err
	}
	m.sent += len(bodies)
	return nil
}

func TestOnlyAWrapUpThatTheTableLacksIsSentOn(t *testing.T) {
	clock := start
	o := &fakeOrg{saved: []contact.State{saved("known1", start), saved("older1", start), saved("newer1", start), saved("erased1", start), saved("unheard1", start)}}
	w, table, out := finder(o, &fakeOperations{}, &clock)
	keeper := contact.NewKeeper(table, nil, contact.Pace{Keep: time.Hour}, func() time.Time { return start })
	for _, s := range []contact.State{saved("known1", start), saved("older1", start.Add(-time.Minute)), saved("newer1", start.Add(time.Minute))} {
		if _, err := keeper.Learn(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := contact.NewEraser(table, contact.Pace{Keep: time.Hour}, time.Now).Erase(t.Context(), "erased1"); err != nil {
		t.Fatal(err)
	}
	said := logged(func() {
		if err := w.find(t.Context()); err != nil {
			t.Error(err)
		}
	})
	all := strings.Join(out.sent, " ")
	if len(out.sent) != 2 || !strings.Contains(all, `"older1"`) || !strings.Contains(all, `"unheard1"`) {
		t.Errorf("sent %s", all)
	}
	if !strings.Contains(said, `"saved":5,"WrapUpsFound":2,"_aws":`) || strings.Contains(said, "Sold") {
		t.Errorf("said %s", said)
	}
}

func TestWhatIsSentOnIsWhatTheRelayWouldHaveBrought(t *testing.T) {
	clock, s := start, saved("c1", start)
	w, _, out := finder(&fakeOrg{saved: []contact.State{s}}, &fakeOperations{}, &clock)
	if err := w.find(t.Context()); err != nil || len(out.sent) != 1 {
		t.Fatalf("sent %v, %v", out.sent, err)
	}
	var e events.Envelope
	var got events.WrapUp
	if err := json.Unmarshal([]byte(out.sent[0]), &e); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(e.Payload(), &got); err != nil || e.DetailType != events.DetailTypeWrapUp || !got.Known() || got.EventKey != "c1-1767323045000" {
		t.Errorf("sent %s, %v", out.sent[0], err)
	}
	is := contact.WrapUp{At: got.At.Time, Disposition: string(got.Disposition), FollowUpAt: got.FollowUpAt.Time, By: string(got.By)}
	if string(got.ContactID) != s.ID || is != s.WrapUp {
		t.Errorf("sent %+v, want %+v", is, s.WrapUp)
	}
}

func TestALookThatFailsIsMadeAgainFromWhereItBegan(t *testing.T) {
	down := fault.Errorf(fault.Unavailable, "down")
	for name, breaks := range map[string]func(*fakeOrg, *fakeOperations, *wrapUps, *fakeOutbox){
		"the org":     func(o *fakeOrg, _ *fakeOperations, _ *wrapUps, _ *fakeOutbox) { o.err, o.until = down, time.Time{} },
		"the queue":   func(_ *fakeOrg, _ *fakeOperations, _ *wrapUps, out *fakeOutbox) { out.err = down },
		"what's kept": func(_ *fakeOrg, kept *fakeOperations, _ *wrapUps, _ *fakeOutbox) { kept.err = down },
		"the table": func(_ *fakeOrg, _ *fakeOperations, w *wrapUps, _ *fakeOutbox) {
			w.contacts = contacttest.NewTable(contacttest.Options{Before: func(string, string) error { return down }})
		},
	} {
		before := start.Add(-time.Hour)
		clock, o, kept := start, &fakeOrg{saved: []contact.State{saved("c1", start)}, until: start}, &fakeOperations{look: before}
		w, _, out := finder(o, kept, &clock)
		breaks(o, kept, w, out)
		if failed := minutes(t, &clock, 2, w.find); failed != 2 || !kept.look.Equal(before) {
			t.Errorf("%s: failed %d times of two, the next look begins at %s", name, failed, kept.look)
		}
	}
}

func TestMoreWrapUpsThanOneReadTakesAreHeldAgainstTheTableInParts(t *testing.T) {
	clock, o := start, &fakeOrg{}
	for n := range 2*together + 1 {
		o.saved = append(o.saved, saved(fmt.Sprintf("c%d", n), start))
	}
	o.saved = append(o.saved, o.saved[2*together], saved("by hand", start), saved("", start)) // one twice, and two of no contact
	most := 0
	w, table, out := finder(o, &fakeOperations{}, &clock)
	w.contacts = counted{table, &most}
	err := w.find(t.Context())
	ofNone := slices.ContainsFunc(out.sent, func(body string) bool {
		return strings.Contains(body, "by hand") || strings.Contains(body, `"Contact_Id__c":""`)
	})
	if err != nil || most != together || len(out.sent) != 2*together+2 || ofNone {
		t.Errorf("read %d at once, sent %d, %v", most, len(out.sent), err)
	}
}

// counted is a table that notes how many are read at once.
type counted struct {
	contact.Store
	most *int
}

func (c counted) Read(ctx context.Context, ids ...string) ([]contact.Item, error) {
	*c.most = max(*c.most, len(ids))
	return c.Store.Read(ctx, ids...)
}
