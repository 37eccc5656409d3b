package backfill

import (
	"bytes"
	"maps"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tieline/shared/caller"
)

// town has people with one number, two, another's and none of use, and enough of
// them for two stretches of entries.
func town() []caller.Record {
	people := []caller.Record{
		contact(1, "+14155550100", "+14155550101"), contact(2, "(415) 555-0101"), contact(3, "x12", "+14155550102"),
		contact(4, "nobody"), lead(1, "+14155550103"), lead(2, "+14155550100"),
	}
	for _, p := range crowd(stretch) {
		people = append(people, lead(len(people), p.Phones[0].Value))
	}
	return people
}

// unstopped is what comes of a run that nobody stops.
func unstopped(t *testing.T, people []caller.Record) (Result, map[string]caller.Entry) {
	r := newRig(t, people...)
	return r.mustRun(t), r.index.entries
}

// TestAStopAnywhereChangesNothing stops backfills between any two steps, cuts
// their journals anywhere, as a machine that dies may, and goes on.
func TestAStopAnywhereChangesNothing(t *testing.T) {
	people := town()
	want, entries := unstopped(t, people)
	rapid.Check(t, func(rt *rapid.T) {
		r := newRig(t, people...)
		r.org.most = rapid.IntRange(1, 300).Draw(rt, "page")
		got, err := Result{}, errStopped
		for left := rapid.IntRange(1, 6).Draw(rt, "stops"); err != nil; left-- {
			r.stop(-1)
			if left > 0 {
				r.stop(rapid.IntRange(0, 150).Draw(rt, "steps"))
			}
			if got, err = r.Run(t.Context()); err != nil {
				r.clock = r.clock.Add(time.Minute)
				r.cut(rt)
			}
		}
		if !reflect.DeepEqual(got, want) {
			rt.Errorf("came to %+v, want %+v", got, want)
		}
		if !reflect.DeepEqual(timeless(r.index.entries), timeless(entries)) {
			rt.Errorf("the index ends with %d entries, want %d", len(r.index.entries), len(entries))
		}
	})
}

// cut shortens the journal by nothing or by part of what is there.
func (r *rig) cut(rt *rapid.T) {
	if about, err := os.Stat(r.Journal); err == nil && rapid.Bool().Draw(rt, "dies") {
		if err := os.Truncate(r.Journal, rapid.Int64Range(0, about.Size()).Draw(rt, "bytes")); err != nil {
			rt.Fatal(err)
		}
	}
}

// timeless are entries without the time of the beginning: who lost all of a
// journal began later.
func timeless(entries map[string]caller.Entry) map[string]caller.Entry {
	all := maps.Clone(entries)
	for key, e := range all {
		e.FilledAt = noon
		all[key] = e
	}
	return all
}

// TestEveryCutOfAJournalIsGoneOnFrom tries a small one around the ends of its lines
// and in them: nothing that stands in whole lines is asked for again.
func TestEveryCutOfAJournalIsGoneOnFrom(t *testing.T) {
	people := []caller.Record{contact(1, "+14155550100"), contact(2, "x1"), lead(1, "+14155550100", "+14155550101")}
	want, entries := unstopped(t, people)
	whole := finished(t, people)
	for size := range len(whole) + 1 {
		if size%32 > 0 && !bytes.Contains(whole[max(0, size-2):min(len(whole), size+1)], []byte("\n")) {
			continue
		}
		r := newRig(t, people...)
		r.keep(t, whole[:size])
		if got := r.mustRun(t); got.Records != want.Records || got.Numbers != want.Numbers || !reflect.DeepEqual(got.Unusable, want.Unusable) {
			t.Errorf("cut at %d of %d: came to %+v", size, len(whole), got)
		}
		if size < len(whole) && !reflect.DeepEqual(r.index.entries, entries) {
			t.Errorf("cut at %d of %d: the index ends with %v", size, len(whole), r.keys())
		}
		told := bytes.Count(whole[:size], []byte(`"Ended"`))
		if size == len(whole) && (len(r.org.asked) > 0 || r.index.fills > 0) || bytes.HasSuffix(whole[:size], []byte("\n")) && strings.Count(strings.Join(r.org.asked, " "), "count") != 2-told {
			t.Errorf("cut at %d of %d: asked %q", size, len(whole), r.org.asked)
		}
	}
}

// finished is the journal of a run that was stopped after its last line.
func finished(t *testing.T, people []caller.Record) []byte {
	t.Helper()
	r := newRig(t, people...)
	var text []byte
	r.Show = func(p Progress) {
		if p.Part == "fill" && p.Done == p.Total {
			text, _ = os.ReadFile(r.Journal) // if it is not there, nothing is resumed
		}
	}
	r.mustRun(t)
	return text
}

// keep puts a journal where the task looks for it.
func (r *rig) keep(t *testing.T, text []byte) {
	t.Helper()
	file, err := private(r.Journal)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if _, err := file.Write(text); err != nil {
		t.Fatal(err)
	}
}

func TestAJournalOfNoUseIsBegunAnew(t *testing.T) {
	people := []caller.Record{contact(1, "+14155550100"), lead(1, "+14155550101")}
	whole := string(finished(t, people))
	for name, tt := range map[string]struct {
		change func(*rig)
		text   string
		anew   bool
	}{
		"as it was":               {func(*rig) {}, whole, false},
		"of another org or index": {func(r *rig) { r.Name = "org indey" }, whole, true},
		"of other objects":        {func(r *rig) { r.Scope.Objects = []string{"Lead", "Contact"} }, whole, true},
		"of another region":       {func(r *rig) { r.Scope.Region = "GB" }, whole, true},
		"of fewer phone fields":   {func(r *rig) { r.Scope.Phones = append(r.Scope.Phones, "Fax") }, whole, true},
		"nearly too old":          {func(r *rig) { r.clock = noon.Add(r.Serves - time.Second) }, whole, false},
		"too old":                 {func(r *rig) { r.clock = noon.Add(r.Serves) }, whole, true},
		"without a beginning":     {func(*rig) {}, whole[strings.Index(whole, "\n")+1:], true},
		"no journal at all":       {func(*rig) {}, "some other file\nwith lines\n", true},
		"of zeros":                {func(*rig) {}, strings.Repeat("\x00", 5000) + "\n", true},
		"empty":                   {func(*rig) {}, "", true},
	} {
		r := newRig(t, people...)
		r.keep(t, []byte(tt.text))
		tt.change(r)
		if tt.anew { // and nothing of what was there comes back
			r.stop(0)
			_, _ = r.Run(t.Context()) // stopped
			r.stop(-1)
			r.org.asked = nil
		}
		result := r.mustRun(t)
		if anew := len(r.org.asked) == 6 && r.index.fills == 2; anew != tt.anew || !anew && len(r.org.asked) > 0 || result.Records != 2 || result.Filled != 2 {
			t.Errorf("%s: asked %q, filled %d times, %+v", name, r.org.asked, r.index.fills, result)
		}
	}
}

// What was read before a stop is as old as it is, whenever it is filled.
func TestAResumedEntryIsAsOldAsItsReading(t *testing.T) {
	r := newRig(t, contact(1, "+14155550100"), lead(1, "+14155550101"))
	r.stop(4)
	if _, err := r.Run(t.Context()); err == nil {
		t.Fatal("it went on")
	}
	r.clock = noon.Add(3 * time.Hour)
	r.stop(-1)
	r.mustRun(t)
	for key, e := range r.index.entries {
		if !e.FilledAt.Equal(noon.Add(-5 * time.Minute)) {
			t.Errorf("%s is of %s", key, e.FilledAt)
		}
	}
}

func TestOneJournalIsForOneBackfillAtATime(t *testing.T) {
	r := newRig(t, crowd(1)...)
	r.keep(t, nil)
	other, err := private(r.Journal)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Run(t.Context()); err == nil || !strings.Contains(err.Error(), "another backfill is at work") || len(r.org.asked) > 0 {
		t.Errorf("ended with %v", err)
	}
	other.Close()
	r.mustRun(t)
}

func TestAJournalThatCannotBeKeptIsAnError(t *testing.T) {
	r := newRig(t, crowd(1)...)
	r.Journal = t.TempDir() // a folder
	if _, err := r.Run(t.Context()); err == nil || !strings.HasPrefix(err.Error(), "journal "+r.Journal) {
		t.Errorf("ended with %v", err)
	}
}
