package caller_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"tieline/shared/caller"
	"tieline/shared/fault"
)

func TestAFreshEntryServesAndNobodyElseIsAsked(t *testing.T) {
	desk := newDesk()
	desk.index.entry = entry(time.Minute, nil)
	d := desk.Find(t.Context(), byNumber, terms)
	if d.Status != caller.Hit || ids(d.Records) != "003A" || d.Count != 1 || d.Source != caller.FromIndex || d.Age != time.Minute || d.Reason != "" {
		t.Errorf("decided %+v", d)
	}
	if err := desk.Settle(t.Context(), d); err != nil || desk.directory.asked != nil || desk.index.filled != nil || desk.guard.told != nil {
		t.Errorf("settled %v with %+v", err, desk)
	}
	if !slices.Equal(desk.index.read, []string{"+14155550100"}) {
		t.Errorf("read %q", desk.index.read)
	}
}

func TestAMissIsOneSearchAndKeptAfterTheAnswer(t *testing.T) {
	desk := newDesk()
	desk.directory.records = []caller.Record{record("Contact 003A", "Phone", typed)}
	d := desk.Find(t.Context(), byNumber, terms)
	if d.Status != caller.Hit || ids(d.Records) != "003A" || d.Source != caller.FromSalesforce || d.Age != 0 || d.Clue != byNumber {
		t.Errorf("decided %+v", d)
	}
	if len(desk.directory.asked) != 1 || len(desk.directory.asked[0].Spellings) != 5 || desk.directory.asked[0].Clue != byNumber {
		t.Errorf("asked %+v", desk.directory.asked)
	}
	if desk.index.filled != nil || desk.guard.told != nil {
		t.Error("settled before the answer")
	}
	for range 2 { // the second time there is nothing left to do
		if err := desk.Settle(t.Context(), d); err != nil {
			t.Error(err)
		}
	}
	want := caller.Entry{
		Key: "+14155550100", Scope: scope.Fingerprint(), Status: caller.Hit, Count: 1, FilledAt: noon,
		Records: []caller.Record{{Object: "Contact", ID: "003A"}},
	}
	if len(desk.index.filled) != 1 || fmt.Sprint(desk.index.filled[0]) != fmt.Sprint(want) {
		t.Errorf("filled %+v, want %+v", desk.index.filled, want)
	}
	if !slices.Equal(desk.guard.told, []error{nil}) {
		t.Errorf("told the guard %v", desk.guard.told)
	}
}

func TestWhatIsFoundIsAsOldAsTheBeginningOfItsSearch(t *testing.T) {
	desk := newDesk()
	desk.directory.during = func() { desk.now = noon.Add(time.Second) }
	err := desk.Settle(t.Context(), desk.Find(t.Context(), byNumber, terms))
	if err != nil || len(desk.index.filled) != 1 || desk.index.filled[0].FilledAt != noon {
		t.Errorf("%v, filled %+v", err, desk.index.filled)
	}
}

func TestNobodyFoundIsKept(t *testing.T) {
	desk := newDesk()
	d := desk.Find(t.Context(), byEmail, terms)
	err := desk.Settle(t.Context(), d)
	if err != nil || d.Status != caller.None || len(desk.index.filled) != 1 || desk.index.filled[0].Status != caller.None {
		t.Errorf("%v, decided %+v, filled %+v", err, d, desk.index.filled)
	}
	if desk.directory.asked[0].Spellings != nil {
		t.Errorf("an address is spelled %q", desk.directory.asked[0].Spellings)
	}
}

func TestWithoutAClueNobodyIsAsked(t *testing.T) {
	desk := newDesk()
	d := desk.Find(t.Context(), caller.Clue{}, terms)
	if d.Status != caller.Anon || d.Reason != caller.NoEndpoint || d.Source != "" || desk.index.read != nil || desk.directory.asked != nil {
		t.Errorf("decided %+v", d)
	}
	if err := desk.Settle(t.Context(), d); err != nil {
		t.Error(err)
	}
}

func TestAnExtensionIsSearchedForAndNeverKept(t *testing.T) {
	desk := newDesk()
	desk.index.entry = entry(time.Minute, nil)
	d := desk.Find(t.Context(), byDesk, terms)
	if err := desk.Settle(t.Context(), d); err != nil || d.Source != caller.FromSalesforce || desk.index.read != nil || desk.index.filled != nil {
		t.Errorf("%v, decided %+v, read %q, filled %v", err, d, desk.index.read, desk.index.filled)
	}
	if len(desk.guard.told) != 1 {
		t.Error("the guard heard nothing")
	}
}

func TestWhatSalesforceCannotSayIsStaleOrDegraded(t *testing.T) {
	for want, fail := range map[caller.Reason]func(*desk){
		caller.Closed:  func(d *desk) { d.guard.closed = true },
		"throttled":    func(d *desk) { d.directory.err = fault.Errorf(fault.Throttled, "x") },
		"unauthorized": func(d *desk) { d.directory.err = fmt.Errorf("search: %w", fault.Errorf(fault.Unauthorized, "x")) },
		"unknown":      func(d *desk) { d.directory.err = errors.New("x") },
		caller.Timeout: func(d *desk) {
			d.directory.err = fault.Errorf(fault.Unavailable, "search: %w", context.DeadlineExceeded)
		},
	} {
		for _, known := range []caller.Entry{{}, entry(23*time.Hour, nil)} {
			desk := newDesk()
			desk.index.entry = known
			fail(desk)
			d := desk.Find(t.Context(), byNumber, terms)
			err := desk.Settle(t.Context(), d)
			if err != nil || desk.index.filled != nil || d.Reason != want || !errors.Is(d.Err, desk.directory.err) {
				t.Errorf("%s: %v, decided %+v, filled %v", want, err, d, desk.index.filled)
			}
			if !desk.guard.closed && (!slices.Equal(desk.guard.told, []error{desk.directory.err})) {
				t.Errorf("%s: told the guard %v", want, desk.guard.told)
			}
			stale := d.Status == caller.Hit && d.Source == caller.FromStale && d.Age == 23*time.Hour && ids(d.Records) == "003A"
			if degraded := d.Status == caller.Degraded && d.Records == nil && d.Source != caller.FromStale; stale == degraded || stale != (known.Key != "") {
				t.Errorf("%s: decided %+v of %+v", want, d, known)
			}
		}
	}
}

func TestACallThatWasNotMadeSaysNothingOfSalesforce(t *testing.T) {
	desk := newDesk()
	desk.directory.err = fault.Errorf(fault.Invalid, "%w: nothing to search for", caller.ErrNotAsked)
	d := desk.Find(t.Context(), byNumber, terms)
	err := desk.Settle(t.Context(), d)
	if err != nil || d.Status != caller.Degraded || d.Reason != "invalid" || d.Source != "" || !errors.Is(d.Err, caller.ErrNotAsked) {
		t.Errorf("%v, decided %+v", err, d)
	}
	if desk.guard.told != nil || desk.index.filled != nil {
		t.Errorf("told the guard %v, filled %v", desk.guard.told, desk.index.filled)
	}
}

func TestOfTooManyRecordsNobodyIsKept(t *testing.T) {
	in := terms
	in.Scope.Limit = 1
	for _, known := range []caller.Entry{{}, entry(time.Hour, nil)} {
		desk := newDesk()
		desk.index.entry, desk.directory.records = known, []caller.Record{record("Contact 003B", "Phone", "415-555-01001")}
		d := desk.Find(t.Context(), byNumber, in)
		err := desk.Settle(t.Context(), d)
		if err != nil || d.Reason != caller.TooMany || (d.Status == caller.Degraded) != (known.Key == "") || ids(d.Records) != ids(known.Records) {
			t.Errorf("%v, decided %+v of %+v", err, d, known)
		}
		if desk.index.filled != nil || !slices.Equal(desk.guard.told, []error{nil}) {
			t.Errorf("told the guard %v, filled %v", desk.guard.told, desk.index.filled)
		}
	}
}

func TestWhatIsFoundWithoutSomeFieldsIsKeptBriefly(t *testing.T) {
	for _, narrow := range []bool{false, true} {
		desk := newDesk()
		desk.directory.records, desk.directory.narrow = []caller.Record{record("Contact 003A", "Phone", typed)}, narrow
		err := desk.Settle(t.Context(), desk.Find(t.Context(), byNumber, terms))
		if err != nil || len(desk.index.filled) != 1 || desk.index.filled[0].Brief != narrow {
			t.Errorf("%v, filled %+v", err, desk.index.filled)
		}
	}
}

func TestByParametersThatAreNotThoseInForceNothingIsKept(t *testing.T) {
	in := terms
	in.Provisional = true
	for _, tt := range []struct {
		found  []caller.Record
		want   caller.Status
		reason caller.Reason
	}{
		{[]caller.Record{record("Contact 003A", "Phone", typed)}, caller.Hit, ""},
		{nil, caller.Degraded, caller.Untuned},
	} {
		desk := newDesk()
		desk.directory.records = tt.found
		d := desk.Find(t.Context(), byNumber, in)
		err := desk.Settle(t.Context(), d)
		if err != nil || d.Status != tt.want || d.Reason != tt.reason || desk.index.filled != nil || len(desk.guard.told) != 1 {
			t.Errorf("%v, decided %+v, filled %v", err, d, desk.index.filled)
		}
	}
}

func TestAnIndexThatFailsIsAMiss(t *testing.T) {
	desk := newDesk()
	desk.index.entry, desk.index.readErr = entry(time.Minute, nil), fault.Errorf(fault.Unavailable, "x")
	desk.directory.records = []caller.Record{record("Contact 003B", "Phone", typed)}
	d := desk.Find(t.Context(), byNumber, terms)
	if ids(d.Records) != "003B" || d.Source != caller.FromSalesforce || !errors.Is(d.IndexErr, desk.index.readErr) || d.Err != nil {
		t.Errorf("decided %+v", d)
	}
}

func TestTablesThatHangLeaveTimeForTheSearch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		desk := newDesk()
		desk.index.hangs, desk.guard.hangs, desk.directory.hangs = true, true, true
		ctx, cancel := context.WithTimeout(t.Context(), 9*time.Second)
		defer cancel()
		began := time.Now()
		d := desk.Find(ctx, byNumber, terms)
		if d.Status != caller.Degraded || d.Reason != caller.Timeout || len(desk.directory.asked) != 1 || time.Since(began) != 9*time.Second {
			t.Errorf("after %s decided %+v", time.Since(began), d)
		}
		desk.directory.hangs = false
		ctx, cancel = context.WithTimeout(t.Context(), 9*time.Second)
		defer cancel()
		began = time.Now()
		if d := desk.Find(ctx, byNumber, terms); d.Status != caller.None || time.Since(began) != 5*time.Second { // 3 of 9, 2 of 6
			t.Errorf("after %s decided %+v", time.Since(began), d)
		}
	})
}

func TestWhatCannotBeSettledIsTold(t *testing.T) {
	desk := newDesk()
	desk.guard.err, desk.index.fill = errors.New("guard"), fault.Errorf(fault.Throttled, "index")
	err := desk.Settle(t.Context(), desk.Find(t.Context(), byNumber, terms))
	if !errors.Is(err, desk.guard.err) || !errors.Is(err, desk.index.fill) {
		t.Errorf("settled with %v", err)
	}
	desk.guard.err, desk.index.fill = nil, fault.Errorf(fault.Conflict, "something younger")
	if err := desk.Settle(t.Context(), desk.Find(t.Context(), byNumber, terms)); err != nil {
		t.Errorf("what the index knows better is an error: %v", err)
	}
}
