package main

import (
	"context"
	"testing"

	"tieline/shared/fault"
)

type fakeRinger struct {
	limit int
	err   error
}

func (f *fakeRinger) Ring(_ context.Context, limit int) (int, error) {
	f.limit = limit
	return 1, f.err
}

func TestARoundHasItsLimit(t *testing.T) {
	f := &fakeRinger{}
	if _, err := (handler{f, 7}).handle(context.Background(), []byte(`garbage`)); err != nil || f.limit != 7 {
		t.Errorf("limit %d, error %v", f.limit, err)
	}
}

func TestAFailedRoundFailsTheRun(t *testing.T) {
	f := &fakeRinger{err: fault.Errorf(fault.Throttled, "slow down")}
	if _, err := (handler{f, 7}).handle(context.Background(), nil); fault.KindOf(err) != fault.Throttled {
		t.Errorf("error %v", err)
	}
}
