package salesforcetest_test

import (
	"net/http"
	"slices"
	"testing"

	"tieline/shared/salesforce/salesforcetest"
)

func TestFaultsWaitForCallsThatTheyCanBefall(t *testing.T) {
	w := newWorld(t)
	w.org.Fail(salesforcetest.PartialFailure, 1)
	w.org.Fail(salesforcetest.LimitExceeded, 2)
	single := func() { w.call("PATCH", byKey+"a", `{}`) }
	several := func() { w.call("PATCH", collections, `{`+many+`}`) }
	for _, call := range []func(){single, several, w.login, single, single} {
		call()
	}
	const p, l = salesforcetest.PartialFailure, salesforcetest.LimitExceeded
	if got, want := w.befell()[1:], []salesforcetest.Fault{l, p, "", l, ""}; !slices.Equal(got, want) {
		t.Errorf("befell %q, want %q", got, want)
	}
}

// befell lists the faults of all calls.
func (w *world) befell() []salesforcetest.Fault {
	var all []salesforcetest.Fault
	for _, r := range w.org.Requests() {
		all = append(all, r.Fault)
	}
	return all
}

// drawn has an org misbehave for 400 single upserts, with some logins before
// each, and returns what befell them.
func drawn(t *testing.T, seed uint64, shares map[salesforcetest.Fault]float64, logins int) []salesforcetest.Fault {
	w := newWorld(t)
	w.org.Misbehave(seed, shares)
	for range 400 {
		for range logins {
			w.login()
		}
		w.call("PATCH", byKey+"a", `{}`)
	}
	var all []salesforcetest.Fault
	for _, r := range w.org.Requests() {
		if r.Method == http.MethodPatch {
			all = append(all, r.Fault)
		}
	}
	return all
}

func TestFaultsAreDrawnByShare(t *testing.T) {
	const locked, unavailable, partial = salesforcetest.LockedRow, salesforcetest.Unavailable, salesforcetest.PartialFailure
	shares := map[salesforcetest.Fault]float64{locked: 0.25, unavailable: 0.5, partial: 0.25}
	got := drawn(t, 1, shares, 0)
	if again := drawn(t, 1, shares, 1); !slices.Equal(got, again) {
		t.Error("another time, with logins between, the same seed draws other faults")
	}
	if other := drawn(t, 2, shares, 0); slices.Equal(got, other) {
		t.Error("another seed draws the same")
	}
	count := map[salesforcetest.Fault]int{}
	for _, f := range got {
		count[f]++
	}
	for f, want := range map[salesforcetest.Fault]int{locked: 100, unavailable: 200, partial: 0} {
		if n := count[f]; n < want*8/10 || n > want*12/10 {
			t.Errorf("%d of 400 calls had %s, and not about %d", n, f, want)
		}
	}
}

func TestAnOrgBehavesAgain(t *testing.T) {
	w := newWorld(t)
	w.org.Misbehave(1, map[salesforcetest.Fault]float64{salesforcetest.Unavailable: 1})
	first := w.call("PATCH", byKey+"a", `{}`).status
	w.org.Misbehave(1, nil)
	if then := w.call("PATCH", byKey+"a", `{}`).status; first != http.StatusServiceUnavailable || then != http.StatusCreated {
		t.Errorf("answers %d, and then %d", first, then)
	}
}

func TestWhatNoOrgCanDoIsRefusedAtOnce(t *testing.T) {
	o := newWorld(t).org
	type shares = map[salesforcetest.Fault]float64
	for name, do := range map[string]func(){
		"an unknown fault":            func() { o.Fail("moon", 1) },
		"a share of an unknown fault": func() { o.Misbehave(1, shares{"moon": 0.1}) },
		"a share of logins":           func() { o.Misbehave(1, shares{salesforcetest.InvalidGrant: 0.1}) },
		"a share below none":          func() { o.Misbehave(1, shares{salesforcetest.Slow: -0.1}) },
		"shares of more than all":     func() { o.Misbehave(1, shares{salesforcetest.Slow: 0.6, salesforcetest.Hang: 0.6}) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("was taken")
				}
			}()
			do()
		})
	}
	o.Misbehave(1, shares{salesforcetest.Slow: 0.1, salesforcetest.Hang: 0.2, salesforcetest.LockedRow: 0.7})
}
