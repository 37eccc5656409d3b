package handler

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"tieline/shared/contact"
	"tieline/shared/fault"
)

// ears hear of queues, and can tell nobody if err is set.
type ears struct {
	heard []string
	err   error
}

func (e *ears) Heard(_ context.Context, queue string) error {
	e.heard = append(e.heard, queue)
	return e.err
}

// lost is a keeper that keeps nothing.
type lost struct{}

func (lost) Learn(context.Context, contact.State) (contact.Item, error) {
	return contact.Item{}, fault.Errorf(fault.Unavailable, "down")
}

func TestEveryEventIsHeardWithItsQueue(t *testing.T) {
	for name, tt := range map[string]struct {
		body string
		want []string
	}{
		"of a queue":                 {sample(t, "contact-connected-to-agent"), []string{"q1"}},
		"of none":                    {sample(t, "contact-disconnected-sparse"), []string{""}},
		"that is none":               {`{"detail":7}`, nil},
		"of a queue nobody waits in": {`{"detail":{"contactId":"c1","queueInfo":{"queueArn":"q1"}}}`, []string{""}},
	} {
		for _, keeper := range []learner{&fakeKeeper{}, lost{}} {
			var e ears
			_ = New(keeper, &e)(t.Context(), []byte(tt.body)) // others test what it returns
			if !slices.Equal(e.heard, tt.want) {
				t.Errorf("an event %s, %T: heard %q", name, keeper, e.heard)
			}
		}
	}
}

func TestAQueueThatCannotBeToldStopsNoEvent(t *testing.T) {
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(&log, nil)))
	defer slog.SetDefault(before)
	var f fakeKeeper
	err := New(&f, &ears{err: fault.Errorf(fault.Throttled, "no: %w", errors.New("x"))})(t.Context(), []byte(sample(t, "contact-connected-to-agent")))
	if want := `"level":"WARN","msg":"queues not told","kind":"throttled"`; err != nil || f.learned.ID == "" || strings.Count(log.String(), want) != 1 {
		t.Errorf("%v: learned %q, logged %s", err, f.learned.ID, &log)
	}
}
