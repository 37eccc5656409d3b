package main

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"tieline/shared/fault"
)

type fakeRinger struct {
	limit int
	err   error
}

func (f *fakeRinger) Ring(_ context.Context, limit int) (int, time.Duration, error) {
	f.limit = limit
	return 3, 90 * time.Second, f.err
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
		if _, err := (handler{f, 7, nil}).handle(t.Context(), []byte(`garbage`)); err != nil || f.limit != 7 {
			t.Errorf("limit %d, error %v", f.limit, err)
		}
	})
	if !strings.Contains(log, `"Rung":3,"OldestDue":90000,"_aws":`) {
		t.Errorf("logged %s", log)
	}
}

func TestAFailedRoundFailsTheRunAndNoDuty(t *testing.T) {
	done := false
	h := handler{&fakeRinger{err: fault.Errorf(fault.Throttled, "slow down")}, 7, []duty{{"a duty", func(context.Context) error {
		done = true
		return nil
	}}}}
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
		`"kind":"unknown","err":"panic in tieline/functions/reconciler.`: func(context.Context) error { panic("x") },
	} {
		done, f := false, &fakeRinger{}
		log := logged(func() {
			h := handler{f, 7, []duty{{"a duty", do}, {"another", func(context.Context) error { done = true; return nil }}}}
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
		log := logged(func() { duty{"hangs", hangs}.attempt(t.Context()) })
		if took := time.Since(began); took != patience || !strings.Contains(log, `"duty":"hangs","kind":"unavailable"`) {
			t.Errorf("took %s, logged %s", took, log)
		}
	})
}
