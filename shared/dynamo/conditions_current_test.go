package dynamo

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"tieline/shared/fault"
	"tieline/shared/tuning"
)

const life = 30 * time.Second

// operationsTable answers with the number of the reading, as a parameter.
type operationsTable struct {
	readings int
	err      error
	patience time.Duration // that the last reading was given
}

func (o *operationsTable) read(ctx context.Context) (Conditions, error) {
	o.readings++
	until, _ := ctx.Deadline()
	o.patience = time.Until(until)
	return Conditions{Tuned: tuning.Snapshot{"reading": string(rune('0' + o.readings))}, Read: true}, o.err
}

func TestConditionsAreHeldAndOutliveAFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		table, failures := &operationsTable{}, 0
		current := NewCurrent(table.read, life, time.Now, func(context.Context, error) { failures++ })
		for n, tt := range []struct {
			after    time.Duration // since the step before
			err      error
			want     string
			readings int
			failures int
		}{
			{0, nil, "1", 1, 0},
			{life - 1, nil, "1", 1, 0},
			{1, nil, "2", 2, 0},
			{life, errors.New("x"), "2", 3, 1},
			{life/5 - 1, errors.New("x"), "2", 3, 1},
			{1, errors.New("x"), "2", 4, 2},
			{life / 5, nil, "5", 5, 2},
			{life - 1, nil, "5", 5, 2},
		} {
			time.Sleep(tt.after)
			table.err = tt.err
			got := current.Get(t.Context()).Tuned["reading"]
			if got != tt.want || table.readings != tt.readings || failures != tt.failures {
				t.Errorf("step %d: reading %s of %d, %d failures", n, got, table.readings, failures)
			}
			patience := conditionsPatience
			if table.readings == 1 { // nothing is known yet
				patience = firstPatience
			}
			if table.patience != patience {
				t.Errorf("step %d: it was given %s", n, table.patience)
			}
		}
	})
}

func TestDefaultsHoldWhereNothingWasEverRead(t *testing.T) {
	table := &operationsTable{err: errors.New("x")}
	current := NewCurrent(table.read, life, time.Now, func(context.Context, error) {})
	if got := current.Get(t.Context()); got.Tuned != nil || got.Read {
		t.Errorf("got %+v", got)
	}
}

func TestWhatAnAdminChangedIsReadWithinSeconds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		table := &operationsTable{}
		in := Lately(table.read, time.Now)
		for _, step := range []struct {
			after time.Duration
			want  string
		}{{0, "1"}, {10 * time.Second, "1"}, {10 * time.Second, "2"}} { // of the 90 s that are promised
			time.Sleep(step.after)
			if got := in(t.Context()).Tuned["reading"]; got != step.want {
				t.Errorf("%s later: reading %s, want %s", step.after, got, step.want)
			}
		}
	})
}

func TestConditionsThatCannotBeReadAreDefaults(t *testing.T) {
	log := logged(t)
	in := Lately(func(context.Context) (Conditions, error) {
		return Conditions{}, fault.Errorf(fault.Throttled, "slow down")
	}, time.Now)(t.Context())
	if in.Read || tuning.SalesforceShare.In(in.Tuned) != 90 {
		t.Errorf("in force is %+v", in)
	}
	if said := log.String(); !strings.Contains(said, `"msg":"conditions not read","kind":"throttled"`) {
		t.Errorf("said %s", said)
	}
}
