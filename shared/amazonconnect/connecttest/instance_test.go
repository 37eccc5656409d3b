package connecttest

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestASeedDecidesEverything(t *testing.T) {
	kinds := []Kind{Known, Transferred, Abandoned}
	twice := [2][]Played{}
	for n := range twice {
		i, _ := simulate(t)
		for _, k := range kinds {
			twice[n] = append(twice[n], call(t, i, k))
		}
	}
	if !reflect.DeepEqual(twice[0], twice[1]) {
		t.Errorf("one seed played\n%+v and\n%+v", twice[0], twice[1])
	}
	i, _ := simulate(t, func(c *Config) { c.Seed = 8 })
	if other := call(t, i, Known); other.Contacts[0].ID == twice[0][0].Contacts[0].ID {
		t.Error("another seed made the same contact")
	}
}

func TestCallsMayBePlayedAtOnce(t *testing.T) {
	i, p := simulate(t)
	var calls sync.WaitGroup
	for range 40 {
		calls.Go(func() { call(t, i, Transferred) })
	}
	calls.Wait()
	ids := map[any]bool{}
	for _, r := range p.records {
		ids[r["ContactId"]] = true
	}
	if len(ids) != 80 || len(p.records) != 80 {
		t.Errorf("%d contacts have %d records", len(ids), len(p.records))
	}
}

func TestACallEndsWithItsContextOrAPort(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	i, p := simulate(t, func(c *Config) {
		c.Pace = func(ctx context.Context, _ time.Duration) error { cancel(); return ctx.Err() }
	})
	if _, err := i.Play(ctx, Call{Kind: Known}); !errors.Is(err, context.Canceled) || len(p.events) != 1 {
		t.Errorf("got %v after %d events", err, len(p.events))
	}
	broken := errors.New("broken")
	for after := range 6 { // five events and a record
		i, p := simulate(t)
		p.failAt, p.err = after, broken
		if _, err := i.Play(t.Context(), Call{Kind: Known}); !errors.Is(err, broken) || len(p.events)+len(p.records) != after {
			t.Errorf("got %v after %d items", err, after)
		}
	}
	if _, err := i.Play(t.Context(), Call{Kind: "odd"}); err == nil {
		t.Error("an odd kind was played")
	}
}

func TestNewSaysAllThatIsLacking(t *testing.T) {
	_, err := New(Config{})
	for _, part := range []string{"instance ARN", "queue", "two agents", "flow", "clock", "pace", "bus", "stream", "lambda"} {
		if err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("%v does not name the %s", err, part)
		}
	}
}
