package handler_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	events "tieline/functions/contact-events/handler"
	records "tieline/functions/contact-records/handler"
	"tieline/shared/contact"
)

// learned keeps what it is taught.
type learned struct{ facts []contact.State }

func (l *learned) Learn(_ context.Context, fact contact.State) (contact.Item, error) {
	l.facts = append(l.facts, fact)
	return contact.Item{State: fact}, nil
}

// deaf hears of no queue.
type deaf struct{}

func (deaf) Heard(context.Context, string) error { return nil }

// samples are the facts of all published and own payloads, as if they were of
// one contact.
func samples(t *testing.T) []contact.State {
	t.Helper()
	var l learned
	for _, at := range []string{"../../../events/samples/contact-*.json", "../../../../shared/samples/connect/*contact_event*.json",
		"../../../../shared/samples/connect/ctr_*.json"} {
		files, err := filepath.Glob(at)
		if err != nil {
			t.Fatal(err)
		}
		if len(files) == 0 {
			t.Logf("SKIPPED: no samples at %s", at)
		}
		for _, file := range files {
			l.decode(t, file)
		}
	}
	for n := range l.facts {
		l.facts[n].ID = "c1"
	}
	return l.facts
}

// instance is that of a record: each sample has its own.
var instance = regexp.MustCompile(`arn:aws:connect:[^:"]*:[^:"]*:instance/[^/"]+`)

func (l *learned) decode(t *testing.T, file string) {
	t.Helper()
	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	bodies := []json.RawMessage{body}
	if body[0] == '[' {
		if err := json.Unmarshal(body, &bodies); err != nil {
			t.Fatal(err)
		}
	}
	handle := events.New(l, deaf{})
	if name := filepath.Base(file); strings.HasPrefix(name, "ctr_") || strings.HasPrefix(name, "contact-record") {
		handle = records.New(l, deaf{}, []string{string(instance.Find(body))})
	}
	for _, body := range bodies {
		if err := handle(t.Context(), body); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

func merged(facts ...contact.State) (all contact.State) {
	for _, fact := range facts {
		all, _ = contact.Merge(all, fact)
	}
	return all
}

func TestWhatPayloadsTellMergesInAnyOrder(t *testing.T) {
	facts := samples(t)
	if len(facts) < 8 {
		t.Fatalf("only %d facts", len(facts))
	}
	one := rapid.SampledFrom(facts)
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := one.Draw(t, "a"), one.Draw(t, "b"), one.Draw(t, "c")
		m := merged(a, b)
		if m != merged(b, a) || merged(m, c) != merged(a, merged(b, c)) || merged(m, b) != m {
			t.Errorf("order counts")
		}
		told := rapid.Permutation(append(facts, facts...)).Draw(t, "order")
		if merged(told...) != merged(facts...) {
			t.Errorf("order or doubling counts")
		}
	})
}

func TestWhatAPayloadDoesNotTellTheRecordRepairs(t *testing.T) {
	facts := samples(t)
	whole := merged(facts...)
	rapid.Check(t, func(t *rapid.T) {
		var kept []contact.State
		for _, fact := range facts {
			if fact.Final() || rapid.Bool().Draw(t, "kept") {
				kept = append(kept, fact)
			}
		}
		if got := merged(rapid.Permutation(kept).Draw(t, "order")...).View(); got != whole.View() {
			t.Errorf("shows\n%+v, want\n%+v", got, whole.View())
		}
	})
}
