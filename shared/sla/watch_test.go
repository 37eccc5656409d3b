package sla_test

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"tieline/shared/sla"
)

// minute is a minute's figures: of ten contacts so many in time.
func minute(within int) sla.Figures { return sla.Figures{Offered: 10, Within: within} }

// follow lets minutes pass, and returns the watch and the last minute's notices.
func follow(w sla.Watch, p sla.Policy, from int, minutes ...sla.Figures) (_ sla.Watch, told []sla.Notice) {
	for n, f := range minutes {
		w, told = w.Next("q1", at(float64(60*(from+n))), p, f)
	}
	return w, told
}

func TestABreachOpensAndIsOver(t *testing.T) {
	good, bad := minute(8), minute(7)
	w, told := follow(sla.Watch{}, policy, 0, bad, good, bad)
	if w.Open != nil || told != nil {
		t.Fatalf("two of five: %+v, %+v", w, told)
	}
	w, told = follow(w, policy, 3, bad)
	opened := sla.Breach{Queue: "q1", Target: 80, Threshold: 20 * time.Second, OpenedAt: at(180), Worst: 70, Hurt: 3}
	if want := []sla.Notice{{Breach: opened, At: at(180)}}; !reflect.DeepEqual(told, want) {
		t.Fatalf("three of five: %+v, want %+v", told, want)
	}
	if opened.Key() != "q1@2026-11-23T12:03:00Z" {
		t.Errorf("known as %s", opened.Key())
	}
	if w, told = follow(w, policy, 4, minute(4)); told != nil || w.Open == nil || w.Open.Worst != 40 {
		t.Fatalf("told twice, or closed: %+v, %+v", w, told)
	}
	if w, told = follow(w, policy, 5, good, good); told != nil || w.Open == nil { // 2, 3 and 4 of 2 to 6
		t.Fatalf("over too early: %+v, %+v", w, told)
	}
	w, told = follow(w, policy, 7, good)
	opened.ClosedAt, opened.Worst = at(420), 40
	if want := []sla.Notice{{Breach: opened, Recovered: true, At: at(420)}}; !reflect.DeepEqual(told, want) || w.Open != nil {
		t.Fatalf("over: %+v, want %+v", told, want)
	}
	if _, told = follow(w, policy, 8, good); told != nil {
		t.Errorf("told twice: %+v", told)
	}
}

func TestWhatIsNoBadMinute(t *testing.T) {
	closed := policy
	closed.Hours, _ = sla.ParseHours("Sun 08:00-18:00 UTC")
	ignoring := policy
	ignoring.Variant = sla.IgnoreAbandons
	for _, tt := range []struct {
		name string
		p    sla.Policy
		f    sla.Figures
		bad  bool
	}{
		{"below target", policy, minute(7), true},
		{"on target", policy, minute(8), false},
		{"too few contacts", policy, sla.Figures{Offered: 9}, false},
		{"nobody at all", sla.Policy{Target: 80}, sla.Figures{}, false},
		{"outside of opening hours", closed, minute(0), false},
		{"all gave up in time, and are ignored", ignoring, sla.Figures{Offered: 10, Within: 10, Abandoned: 10, AbandonedWithin: 10}, false},
	} {
		if w, _ := (sla.Watch{}).Next("q1", noon, tt.p, tt.f); (w.Minutes == 1) != tt.bad {
			t.Errorf("%s: %b", tt.name, w.Minutes)
		}
	}
}

func TestAQueueThatClosesRecovers(t *testing.T) {
	p := policy
	p.Hours, _ = sla.ParseHours("Mon-Fri 08:00-12:03 UTC")
	w, _ := follow(sla.Watch{}, p, 0, minute(0), minute(0), minute(0))
	if w.Open == nil {
		t.Fatal("not open")
	}
	w, told := follow(w, p, 3, minute(0), minute(0), minute(0))
	if w.Open != nil || len(told) != 1 || !told[0].Recovered || told[0].Worst != 0 || !told[0].ClosedAt.Equal(at(300)) {
		t.Errorf("%+v, %+v", w, told)
	}
}

func TestAMinuteDoneAlreadyChangesNothing(t *testing.T) {
	w, _ := follow(sla.Watch{}, policy, 0, minute(0), minute(0), minute(0))
	for _, again := range []time.Time{at(120), at(60), at(121), at(179.9)} {
		if next, told := w.Next("q1", again, policy, minute(9)); told != nil || !reflect.DeepEqual(next, w) {
			t.Errorf("%s: %+v, %+v", again, next, told)
		}
	}
}

func TestSkippedMinutesAreNotBad(t *testing.T) {
	w, _ := follow(sla.Watch{}, policy, 0, minute(0), minute(0))
	if late, _ := follow(w, policy, 5, minute(0)); late.Open != nil {
		t.Errorf("two of them are forgotten, and yet %+v", late)
	}
	if soon, _ := follow(w, policy, 3, minute(0)); soon.Open == nil {
		t.Errorf("three of the last four, and yet %+v", soon)
	}
	w, _ = follow(w, policy, 2, minute(0))
	for _, gap := range []int{5, 63, 64, 65, 1_000_000} {
		if next, told := follow(w, policy, 2+gap, minute(0)); next.Open != nil || len(told) != 1 || next.Minutes&30 != 0 {
			t.Errorf("after %d: %+v, %+v", gap, next, told)
		}
	}
}

func TestTheOldWatchStaysAsItWas(t *testing.T) {
	w, _ := follow(sla.Watch{}, policy, 0, minute(5), minute(5), minute(5))
	was := *w.Open
	w.Next("q1", at(180), policy, sla.Figures{Offered: 20, MissedLately: 7})
	if *w.Open != was {
		t.Errorf("%+v, was %+v", *w.Open, was)
	}
}

func TestTheBookComesBackFromJSON(t *testing.T) {
	w, told := follow(sla.Watch{}, policy, 0, minute(5), minute(6), minute(7))
	quiet, recovered := follow(w, policy, 3, minute(9), minute(9), minute(9))
	w.Minutes |= 1 << 59
	book := sla.Book{Minute: at(300), Watches: map[string]sla.Watch{"q1": w, "q2": quiet, "q3": {}}, Pending: append(told, recovered...)}
	text, err := json.Marshal(book)
	if err != nil || len(recovered) != 1 {
		t.Fatal(err, recovered)
	}
	var got sla.Book
	if err := json.Unmarshal(text, &got); err != nil || !reflect.DeepEqual(got, book) {
		t.Errorf("%v\n%+v, want\n%+v", err, got, book)
	}
	var one sla.Contact
	c := sla.Contact{EnqueuedAt: at(1), LeftAt: at(2.5), DisconnectedAt: at(3), Fate: sla.Moved, Final: true, QueueTime: known(0), HandleTime: known(2), Pop: sla.PopDone, WrappedUp: true}
	if text, err = json.Marshal(c); err != nil || json.Unmarshal(text, &one) != nil || one != c {
		t.Errorf("%v\n%+v, want\n%+v", err, one, c)
	}
}
