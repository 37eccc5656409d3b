package backfill

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"tieline/shared/caller"
	"tieline/shared/fault"
)

func TestAnObjectIsReadInPagesUntilThereIsNoMore(t *testing.T) {
	people := []caller.Record{lead(1, "+12065550111")}
	for n := range 4500 {
		people = append(people, contact(n+1, []string{"+14155550100", "", ""}[n%3]))
	}
	id := func(n int) string { return fmt.Sprintf("Contact > %q", contact(n).ID) }
	leads := []string{"count Lead", `Lead > ""`, fmt.Sprintf("Lead > %q", lead(1).ID)}
	for name, tt := range map[string]struct {
		most int
		want []string
	}{
		"as many as are asked for":                      {9999, append([]string{"count Contact", `Contact > ""`, id(2000), id(4000), id(4500)}, leads...)},
		"fewer than are asked for, the last quite full": {1500, append([]string{"count Contact", `Contact > ""`, id(1500), id(3000), id(4500)}, leads...)},
	} {
		r := newRig(t, people...)
		r.org.most = tt.most
		result := r.mustRun(t)
		if !slices.Equal(r.org.asked, tt.want) {
			t.Errorf("%s: asked\n%q, want\n%q", name, r.org.asked, tt.want)
		}
		if result.Records != 4501 || result.Numbers != 2 || result.Filled != 2 || r.index.entries["+14155550100"].Count != 1500 {
			t.Errorf("%s: %d records, %d numbers, %d filled, %d entries", name, result.Records, result.Numbers, result.Filled, len(r.index.entries))
		}
	}
}

func TestAnEntrySaysWhatASearchWouldHaveFound(t *testing.T) {
	const number = "+14155550100"
	ann, bob, eve := contact(1, number), contact(2, "(415) 555-0100"), lead(1, "415.555.0100")
	desk := contact(3, number+" x7")
	for name, tt := range map[string]struct {
		people []caller.Record
		status caller.Status
		count  int
		first  string
	}{
		"one person":                     {[]caller.Record{ann}, caller.Hit, 1, ann.ID},
		"one in two fields":              {[]caller.Record{contact(1, number, "4155550100")}, caller.Hit, 1, ann.ID},
		"two alike":                      {[]caller.Record{ann, bob}, caller.Multi, 2, ann.ID},
		"two alike, one in two fields":   {[]caller.Record{contact(1, number, number), bob}, caller.Multi, 2, ann.ID},
		"of a preferred object":          {[]caller.Record{ann, eve}, caller.Hit, 2, ann.ID},
		"of a preferred field":           {[]caller.Record{contact(1, "", number), bob}, caller.Hit, 2, bob.ID},
		"without an extension":           {[]caller.Record{bob, desk}, caller.Hit, 2, bob.ID},
		"only with an extension":         {[]caller.Record{desk}, caller.Hit, 1, desk.ID},
		"the same, of whom more is said": {[]caller.Record{contact(1, number, "+12065550111")}, caller.Hit, 1, ann.ID},
	} {
		r := newRig(t, tt.people...)
		r.mustRun(t)
		got := r.index.entries[number]
		if got.Status != tt.status || got.Count != tt.count || len(got.Records) == 0 || got.Records[0].ID != tt.first {
			t.Errorf("%s: %+v", name, got)
		}
		if got.Scope != scope.Fingerprint() || !got.FilledAt.Equal(noon.Add(-5*time.Minute)) || got.Records[0].Phones != nil || got.Records[0].Name == "" {
			t.Errorf("%s: kept %+v", name, got)
		}
	}
}

func TestANumberInTwoFieldsIsOne(t *testing.T) {
	p := sift(contact(1, "+14155550100", "(415) 555-0100"), "US")
	if len(p.Numbers) != 1 || len(p.Unusable) > 0 {
		t.Errorf("%+v", p)
	}
}

func TestPhoneFieldsOfNoUseAreNamedWithoutTheirValues(t *testing.T) {
	for value, why := range map[string]string{
		" ":                  "blank",
		"anonymous":          "says that it is withheld",
		"+266696687":         "says that it is withheld",
		"ask for Ann":        "no digits",
		"555010":             "only 6 digits or fewer",
		"555-0100":           "no country has such a number (without a country code it is read as one of US)",
		"123456789012345":    "no country has such a number (without a country code it is read as one of US)",
		"1234567890123456":   "16 digits or more",
		"ext. 4711":          "only 6 digits or fewer",
		"555-010-0199":       "no country has such a number (without a country code it is read as one of US)",
		"+44 1 946 00":       "no country has such a number (without a country code it is read as one of US)",
		"(415) 555-0132 x12": "",
		"44 20 7946 0018":    "",
		"٠٤١٥٥٥٥":            "no country has such a number (without a country code it is read as one of US)",
	} {
		r := newRig(t, contact(1, "+14155550100", value))
		result := r.mustRun(t)
		var want []Unusable
		if why != "" {
			want = []Unusable{{"Contact", contact(1).ID, "MobilePhone", why}}
		}
		if !slices.Equal(result.Unusable, want) {
			t.Errorf("%q: %q", value, result.Unusable)
		}
		if r.keys()[0] != "+14155550100" {
			t.Errorf("%q: kept %q", value, r.keys())
		}
	}
}

func TestTheShareOfTheOrgsCallsIsNeverPassed(t *testing.T) {
	for name, tt := range map[string]struct {
		used, limit, share int
		calls              int // that are made; of 3 + 3
	}{
		"far below":                     {0, 1000, 50, 6},
		"the last call reaches it":      {44, 100, 50, 6},
		"one call too few":              {45, 100, 50, 5},
		"it ends amid an object":        {48, 100, 50, 2},
		"it was passed by others":       {90, 100, 50, 1}, // only an answer tells
		"a share that is no whole call": {0, 7, 50, 3},
		"no answer tells":               {0, 0, 50, 6},
	} {
		r := newRig(t, contact(1, "+14155550100"), lead(1, "+14155550101"))
		r.org.use, r.Share = Use{Used: tt.used}, tt.share
		known := false
		r.Use = func() Use {
			if known = known || len(r.org.asked) > 0; known {
				return Use{r.org.use.Used, tt.limit}
			}
			return Use{}
		}
		_, err := r.Run(t.Context())
		if len(r.org.asked) != tt.calls || (err == nil) != (tt.calls == 6) || err != nil && err != ErrShare { //nolint:errorlint // it is to be that very one
			t.Errorf("%s: %d calls, %v", name, len(r.org.asked), err)
		}
		tt.limit = 100000 // another day
		r.mustRun(t)
		if len(r.index.entries) != 2 {
			t.Errorf("%s: then %d entries", name, len(r.index.entries))
		}
	}
}

func TestWhatTheIndexKnowsBetterStaysAsItIs(t *testing.T) {
	r := newRig(t, crowd(5)...)
	r.index.better[r.number(2)] = true
	r.index.busy[r.number(3)] = 1
	result := r.mustRun(t)
	if result.Filled != 4 || result.Numbers != 5 || len(r.index.entries) != 4 || r.index.fills != 7 {
		t.Errorf("%+v, %d entries, %d fills", result, len(r.index.entries), r.index.fills)
	}
}

// DynamoDB refuses a second transaction on an item while one is at work on it.
func TestEntriesOfOneRecordDoNotKeepEachOtherOut(t *testing.T) {
	var people []caller.Record
	for n := range 50 {
		people = append(people, contact(n+1, fmt.Sprintf("+1415555%04d", 2*n), fmt.Sprintf("+1415555%04d", 2*n+1)))
	}
	synctest.Test(t, func(t *testing.T) { // which notices if nobody goes on
		r := newRig(t, people...)
		x := &exclusive{fakeIndex: r.index, at: map[string]chan struct{}{}}
		r.Index = x
		if result := r.mustRun(t); result.Filled != 100 || len(r.index.entries) != 100 || x.met != 50 {
			t.Errorf("filled %d, %d entries, after %d were in each other's way", result.Filled, len(r.index.entries), x.met)
		}
	})
}

func TestWhoFailsIsNamedAndItsKindKept(t *testing.T) {
	for after, says := range map[int]string{0: "read the org: ", 1: "read the org: ", 2: "read the org: ", 5: "fill the index: "} {
		r := newRig(t, contact(1, "+14155550100"))
		r.org.reason = fault.Errorf(fault.Throttled, "too much")
		r.stop(after)
		_, err := r.Run(t.Context())
		if fault.KindOf(err) != fault.Throttled || !strings.HasPrefix(err.Error(), says) {
			t.Errorf("after %d steps: %v", after, err)
		}
		r.stop(-1)
		if result := r.mustRun(t); result.Filled != 1 {
			t.Errorf("after %d steps, and then all: %+v", after, result)
		}
	}
}

// TestAnInterruptEndsItAtOnce has an org or an index that hangs until it is given up.
func TestAnInterruptEndsItAtOnce(t *testing.T) {
	for name, hang := range map[string]func(*rig, *hanging){
		"count": func(r *rig, h *hanging) { h.count = true; r.Org = h },
		"scan":  func(r *rig, h *hanging) { r.Org = h },
		"fill":  func(r *rig, h *hanging) { r.Index = h },
	} {
		r := newRig(t, crowd(1000)...)
		ctx, interrupt := context.WithCancel(t.Context())
		hang(r, &hanging{Org: r.org, interrupt: interrupt})
		if _, err := r.Run(ctx); err == nil || ctx.Err() == nil {
			t.Errorf("%s: ended with %v", name, err)
		}
		r.Org, r.Index = r.org, r.index
		if result := r.mustRun(t); result.Filled != 1000 {
			t.Errorf("%s: then %+v", name, result)
		}
	}
}

func TestAnInterruptEndsTheReadingOfTheJournal(t *testing.T) {
	r := newRig(t, crowd(1000)...)
	r.stop(10)
	if _, err := r.Run(t.Context()); err == nil {
		t.Fatal("it went on")
	}
	ctx, interrupt := context.WithCancel(t.Context())
	interrupt()
	if _, err := r.Run(ctx); err == nil || !strings.Contains(err.Error(), context.Canceled.Error()) {
		t.Errorf("ended with %v", err)
	}
	r.stop(-1)
	asked := len(r.org.asked)
	if r.mustRun(t); len(r.org.asked) != asked {
		t.Errorf("asked again: %q", r.org.asked[asked:])
	}
}

func TestTheJournalIsPrivateAndGoes(t *testing.T) {
	r := newRig(t, contact(1, "+14155550100"))
	r.stop(3)
	if _, err := r.Run(t.Context()); err == nil {
		t.Fatal("it went on")
	}
	for path, want := range map[string]os.FileMode{r.Journal: 0o600, filepath.Dir(r.Journal): 0o700 | os.ModeDir} {
		if about, err := os.Stat(path); err != nil || about.Mode() != want {
			t.Errorf("%s: %v, %v", path, about.Mode(), err)
		}
	}
	if err := os.Chmod(r.Journal, 0o644); err != nil {
		t.Fatal(err)
	}
	r.stop(0)
	_, _ = r.Run(t.Context()) // stopped
	if about, err := os.Stat(r.Journal); err != nil || about.Mode() != 0o600 {
		t.Errorf("once open to all: %v, %v", about, err)
	}
	r.stop(-1)
	r.mustRun(t)
	if _, err := os.Stat(r.Journal); !os.IsNotExist(err) {
		t.Errorf("in the end: %v", err)
	}
}
