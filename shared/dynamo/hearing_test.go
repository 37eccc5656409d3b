package dynamo

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// told is what a Hearing told: after how many seconds, and of which queues; "-"
// before those of which no event was heard.
type told struct {
	calls []string
	err   error
	now   time.Time
}

func (o *told) tell(ctx context.Context, at time.Time, queues ...string) error {
	mark := fmt.Sprint(int(at.Sub(learnedAt)/time.Second), " ")
	if at.IsZero() {
		mark = "- "
	}
	if _, bounded := ctx.Deadline(); !bounded {
		mark = "unbounded "
	}
	o.calls = append(o.calls, strings.TrimSpace(mark+strings.Join(queues, ",")))
	return o.err
}

func TestQueuesAreToldOnceAndEventsEveryMinute(t *testing.T) {
	down := errors.New("down")
	type step struct {
		second int
		queue  string
		err    error
	}
	for name, tt := range map[string]struct {
		every time.Duration
		steps []step
		want  []string
	}{
		"events": {time.Minute, []step{{0, "", nil}, {1, "", nil}, {2, "q1", nil}, {3, "q1", nil}, {4, "q2", nil}, {63, "q1", nil}, {64, "q1", nil}, {65, "", nil}, {200, "q3", nil}},
			[]string{"0", "2 q1", "4 q2", "64", "200 q3"}},
		"records": {0, []step{{0, "", nil}, {2, "q1", nil}, {3, "q1", nil}, {4, "q2", nil}, {600, "q1", nil}, {601, "", nil}},
			[]string{"- q1", "- q2"}},
		"it cannot be told, and is with what comes later": {time.Minute, []step{{0, "q1", down}, {1, "q2", down}, {2, "q1", nil}, {4, "", nil}, {5, "", nil}, {6, "q1", nil}, {7, "q2", nil}},
			[]string{"0 q1", "5 q1,q2"}},
		"nor then":                          {0, []step{{0, "q1", down}, {5, "q2", down}, {9, "q2", nil}, {10, "", nil}}, []string{"- q1", "- q1,q2", "- q1,q2"}},
		"what is no queue's id is not told": {0, []step{{0, "agent/a1", nil}, {1, "Service", nil}, {2, strings.Repeat("q1", 1000), nil}}, nil},
	} {
		o := &told{}
		h := NewHearing(o.tell, tt.every, func() time.Time { return o.now })
		for n, s := range tt.steps {
			o.now, o.err = second(s.second), s.err
			calls := len(o.calls)
			if err := h.Heard(t.Context(), s.queue); (err != nil) != (s.err != nil && len(o.calls) > calls) {
				t.Errorf("%s: step %d: %v", name, n, err)
			}
		}
		if !slices.Equal(o.calls, tt.want) {
			t.Errorf("%s: told %q, want %q", name, o.calls, tt.want)
		}
	}
}

func TestManyAtOnceTellAQueueOnce(t *testing.T) {
	o := &told{now: learnedAt}
	h := NewHearing(o.tell, time.Minute, func() time.Time { return o.now })
	var all sync.WaitGroup
	for n := range 40 {
		all.Go(func() {
			if err := h.Heard(t.Context(), fmt.Sprint("q", n%4)); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	queues := strings.Join(o.calls, " ")
	for _, queue := range []string{"q0", "q1", "q2", "q3"} {
		if strings.Count(queues, queue) != 1 {
			t.Errorf("%s is not told once: %q", queue, o.calls)
		}
	}
}
