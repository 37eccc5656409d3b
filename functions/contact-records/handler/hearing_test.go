package handler

import (
	"context"
	"os"
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

func TestEveryRecordOfOursIsHeardWithItsQueue(t *testing.T) {
	body, err := os.ReadFile("../../../events/samples/contact-record.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		body string
		want []string
	}{
		"of a queue":          {string(body), []string{"q1"}},
		"of none":             {`{"ContactId":"c1","DisconnectTimestamp":"2026-01-02T03:04:05Z"}`, []string{""}},
		"of another instance": {`{"ContactId":"c1","InstanceARN":"i","Queue":{"ARN":"q1"},"DisconnectTimestamp":"2026-01-02T03:04:05Z"}`, nil},
		"that is none":        {`[]`, nil},
	} {
		for _, keeper := range []learner{&fakeKeeper{}, lost{}} {
			logged(t)
			var e ears
			_ = New(keeper, &e, []string{ours})(t.Context(), []byte(tt.body)) // others test what it returns
			if !slices.Equal(e.heard, tt.want) {
				t.Errorf("a record %s, %T: heard %q", name, keeper, e.heard)
			}
		}
	}
}

func TestAQueueThatCannotBeToldStopsNoRecord(t *testing.T) {
	log := logged(t)
	var f fakeKeeper
	err := New(&f, &ears{err: fault.Errorf(fault.Throttled, "no")}, []string{ours})(t.Context(), []byte(`{"ContactId":"c1","Queue":{"ARN":"q1"},"DisconnectTimestamp":"2026-01-02T03:04:05Z"}`))
	if want := `"level":"WARN","msg":"queues not told","kind":"throttled"`; err != nil || f.learned.ID == "" || strings.Count(log.String(), want) != 1 {
		t.Errorf("%v: learned %q, logged %s", err, f.learned.ID, log)
	}
}
