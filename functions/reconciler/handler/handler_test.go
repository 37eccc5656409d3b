package handler

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"tieline/shared/breaker"
	"tieline/shared/dynamo"
	"tieline/shared/fault"
	"tieline/shared/tuning"
)

type fakeRinger struct {
	limit int
	err   error
}

func (f *fakeRinger) Ring(_ context.Context, limit int) (int, time.Duration, error) {
	f.limit = limit
	return 3, 90 * time.Second, f.err
}

// sevenRings has seven contacts rung for in a minute.
func sevenRings(context.Context) dynamo.Conditions {
	return dynamo.Conditions{Tuned: tuning.Snapshot{"reconciler/rings-per-minute": "7"}}
}

// logged is what is said while work is done.
func logged(work func()) string {
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(&log, nil)))
	defer slog.SetDefault(before)
	work()
	return log.String()
}

func TestARoundHasItsLimitAndSaysForHowManyItRang(t *testing.T) {
	f := &fakeRinger{}
	log := logged(func() {
		if _, err := (handler{f, sevenRings, nil, nil, false}).handle(t.Context(), []byte(`garbage`)); err != nil || f.limit != 7 {
			t.Errorf("limit %d, error %v", f.limit, err)
		}
	})
	if !strings.Contains(log, `"Rung":3,"OldestDue":90000,"_aws":`) {
		t.Errorf("logged %s", log)
	}
}

func TestAFailedRoundFailsTheRunAndNoDuty(t *testing.T) {
	done := false
	do := func(context.Context) error { done = true; return nil }
	h := handler{&fakeRinger{err: fault.Errorf(fault.Throttled, "slow down")}, sevenRings, nil, []duty{{"a duty", do, patience}}, false}
	if _, err := h.handle(t.Context(), nil); fault.KindOf(err) != fault.Throttled || !done {
		t.Errorf("error %v, the duty is done: %t", err, done)
	}
}

func TestAFailedDutyFailsNeitherTheRunNorAnother(t *testing.T) {
	for want, do := range map[string]func(context.Context) error{
		`"kind":"unauthorized","err":"no rights","RefusedAccess":1,"UnknownFaults":0,"_aws":`: func(context.Context) error {
			return fault.Errorf(fault.Unauthorized, "no rights")
		},
		`"kind":"unavailable","err":"down","RefusedAccess":0,"UnknownFaults":0,"_aws":`: func(context.Context) error {
			return fault.Errorf(fault.Unavailable, "down")
		},
		`"kind":"unknown","err":"panic in tieline/functions/reconciler/handler.`: func(context.Context) error { panic("x") },
	} {
		done, f := false, &fakeRinger{}
		log := logged(func() {
			another := func(context.Context) error { done = true; return nil }
			h := handler{f, sevenRings, nil, []duty{{"a duty", do, patience}, {"another", another, patience}}, false}
			if _, err := h.handle(t.Context(), nil); err != nil || !done || f.limit != 7 {
				t.Errorf("error %v, limit %d, the other is done: %t", err, f.limit, done)
			}
		})
		if !strings.Contains(log, `"level":"WARN","msg":"duty failed","duty":"a duty",`+want) || !strings.Contains(log, `"Rung":3`) {
			t.Errorf("not logged: %s\nin: %s", want, log)
		}
	}
}

func TestADutyThatHangsIsGivenUpInTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		hangs := func(ctx context.Context) error {
			<-ctx.Done()
			return fault.Errorf(fault.Unavailable, "no answer: %w", ctx.Err())
		}
		log := logged(func() { duty{"hangs", hangs, patience}.attempt(t.Context()) })
		if took := time.Since(began); took != patience || !strings.Contains(log, `"duty":"hangs","kind":"unavailable"`) {
			t.Errorf("took %s, logged %s", took, log)
		}
	})
}

func TestThatSalesforceIsLeftAloneIsNoFailureOfADuty(t *testing.T) {
	waits := func(context.Context) error { return fmt.Errorf("publish: %w", breaker.ErrClosed) }
	if log := logged(func() { duty{"waits", waits, patience}.attempt(t.Context()) }); !strings.Contains(log, `"level":"INFO","msg":"duty waits","duty":"waits"}`) {
		t.Errorf("logged %s", log)
	}
}

func TestInTurnARunDoesWhatIsFirstThenRingsAndThenDoesItsDutiesInTheirOrder(t *testing.T) {
	var done []string
	note := func(name string) duty {
		return duty{name, func(context.Context) error { done = append(done, name); return nil }, patience}
	}
	ringing := func(context.Context) dynamo.Conditions { done = append(done, "ring"); return dynamo.Conditions{} }
	h := handler{&fakeRinger{err: fault.Errorf(fault.Throttled, "slow down")}, ringing, []duty{note("first")}, []duty{note("one"), note("two"), note("three")}, true}
	if _, err := h.handle(t.Context(), nil); fault.KindOf(err) != fault.Throttled || strings.Join(done, " ") != "first ring one two three" {
		t.Errorf("done %v, %v", done, err)
	}
}
