package main

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"testing"
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

func TestARoundHasItsLimitAndSaysForHowManyItRang(t *testing.T) {
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(&log, nil)))
	defer slog.SetDefault(before)
	f := &fakeRinger{}
	if _, err := (handler{f, 7}).handle(context.Background(), []byte(`garbage`)); err != nil || f.limit != 7 {
		t.Errorf("limit %d, error %v", f.limit, err)
	}
	if !strings.Contains(log.String(), `"Rung":3,"OldestDue":90000,"_aws":`) {
		t.Errorf("logged %s", &log)
	}
}

func TestAFailedRoundFailsTheRun(t *testing.T) {
	f := &fakeRinger{err: fault.Errorf(fault.Throttled, "slow down")}
	if _, err := (handler{f, 7}).handle(context.Background(), nil); fault.KindOf(err) != fault.Throttled {
		t.Errorf("error %v", err)
	}
}
