package redrive

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"tieline/shared/fault"
)

// shelf is one in memory, and notes what was done to it.
type shelf struct {
	taken, left []string
	err         error
}

func (s *shelf) Look(context.Context, int) ([]Letter, error) { return nil, nil }

func (s *shelf) Take(ctx context.Context, letters []Letter) error {
	for _, l := range letters {
		s.taken = append(s.taken, l.ID)
	}
	return errors.Join(s.err, ctx.Err())
}

func (s *shelf) Leave(ctx context.Context, letters []Letter) error {
	for _, l := range letters {
		s.left = append(s.left, l.ID)
	}
	return ctx.Err()
}

// target fails letters by their ids, and counts those that it was sent.
type target struct {
	kinds map[string]fault.Kind
	sent  int
	then  func()
}

func (t *target) Send(_ context.Context, letters []Letter) []error {
	errs := make([]error, len(letters))
	for n, l := range letters {
		t.sent++
		if kind, fails := t.kinds[l.ID]; fails {
			errs[n] = fault.Errorf(kind, "no")
		}
	}
	if t.then != nil {
		t.then()
	}
	return errs
}

func letters(n int) []Letter {
	all := make([]Letter, n)
	for i := range all {
		all[i].ID = fmt.Sprintf("%03d", i)
	}
	return all
}

func TestWhatWasSentIsTakenAndTheRestIsLeft(t *testing.T) {
	from, to := &shelf{}, &target{kinds: map[string]fault.Kind{"001": fault.Unavailable, "003": fault.NotFound, "004": fault.Incomplete}}
	var steps []int
	got, err := Task{from, to, func(done, _ int) { steps = append(steps, done) }}.Move(t.Context(), letters(stretch+2))
	if err != nil || got.Sent != stretch || len(got.Troubles) != 3 || got.Troubles[2].ID != "004" {
		t.Errorf("%+v, %v", got, err)
	}
	if strings.Join(from.left, " ") != "001 003" || len(from.taken) != stretch || slices.Contains(from.taken, "001") || !slices.Contains(from.taken, "004") {
		t.Errorf("took %v, left %v", from.taken, from.left)
	}
	if !reflect.DeepEqual(steps, []int{0, stretch, stretch + 2}) {
		t.Errorf("showed %v", steps)
	}
}

func TestItStopsWhereNothingGoes(t *testing.T) {
	for name, tt := range map[string]struct {
		kind    fault.Kind
		stretch int // letters sent
	}{
		"a target that fails":   {fault.Unavailable, stretch},
		"letters that are gone": {fault.NotFound, 3 * stretch},
	} {
		from, to := &shelf{}, &target{kinds: map[string]fault.Kind{}}
		for _, l := range letters(2 * stretch) {
			to.kinds[l.ID] = tt.kind
		}
		got, err := Task{from, to, func(int, int) {}}.Move(t.Context(), letters(3*stretch))
		if err != nil || to.sent != tt.stretch || len(from.taken) != got.Sent || len(from.left)+got.Sent != 3*stretch {
			t.Errorf("%s: sent %d, took %d, left %d, %v", name, to.sent, len(from.taken), len(from.left), err)
		}
	}
}

func TestWhoeverStopsItLeavesNothingThatWasSent(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	from := &shelf{}
	got, err := Task{from, &target{then: stop}, func(int, int) {}}.Move(ctx, letters(2*stretch))
	if !errors.Is(err, context.Canceled) || got.Sent != stretch || len(from.taken) != stretch || len(from.left) != stretch || from.left[0] != "050" {
		t.Errorf("%+v, %v: took %d, left %v", got, err, len(from.taken), from.left)
	}
}

func TestAShelfThatDoesNotLetGoEndsIt(t *testing.T) {
	from, to := &shelf{err: errors.New("stuck")}, &target{}
	got, err := Task{from, to, func(int, int) {}}.Move(t.Context(), letters(2*stretch))
	if err == nil || !strings.Contains(err.Error(), "50 were sent and lie there still: stuck") || got.Sent != 0 || to.sent != stretch || len(from.left) != stretch {
		t.Errorf("%+v, %v: sent %d, left %d", got, err, to.sent, len(from.left))
	}
}

func TestReasonsAreCountedTheMostFrequentFirst(t *testing.T) {
	hour := func(n int) time.Time { return noon.Add(time.Duration(n) * time.Hour) }
	got := Reasons([]Letter{{Why: "b", Since: hour(1)}, {Why: "c", Since: hour(5)}, {Why: "a", Since: hour(2)}, {Why: "c", Since: hour(3)}, {Why: "c", Since: hour(4)}})
	want := []Reason{{"c", 3, hour(3), hour(5)}, {"a", 1, hour(2), hour(2)}, {"b", 1, hour(1), hour(1)}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
}
