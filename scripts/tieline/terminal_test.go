package main

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"
)

func TestOnlyAYesAgrees(t *testing.T) {
	for answer, want := range map[string]error{"y\n": nil, "YES \r\n": nil, "y": nil, "\n": errDeclined, "": errDeclined, "yesterday\n": errDeclined, "n\ny\n": errDeclined} {
		var out strings.Builder
		if err := agree(t.Context(), strings.NewReader(answer), &out, "Send?"); !errors.Is(err, want) || out.String() != "Send? [y/N] " {
			t.Errorf("%q: %v, said %q", answer, err, out.String())
		}
	}
}

func TestWhoeverIsAskedMayLeave(t *testing.T) {
	ctx, leave := context.WithCancel(t.Context())
	leave()
	silent, _ := io.Pipe()
	if err := agree(ctx, silent, io.Discard, "Send?"); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if err := wait(ctx, time.Hour); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestAMeterBeginsAnewWithEachPart(t *testing.T) {
	clock := time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	var out strings.Builder
	m := newMeter(&out, func() time.Time { return clock })
	for _, part := range []string{"look", "send"} {
		m.show(part, 0, 10)
		clock = clock.Add(10 * time.Second)
		m.show(part, 5, 10)
		clock = clock.Add(time.Second)
		m.show(part, 12, 10)
	}
	m.End()
	for _, want := range []string{"look         ········", "send         ········", "50% 5/10 0.5/s ends Fri 12:00:20\n", "50% 5/10 0.5/s ends Fri 12:00:31\n", "100% 12/12 1.1/s\n"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("showed\n%swithout %q", out.String(), want)
		}
	}
}
