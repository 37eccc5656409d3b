package world

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"tieline/shared/amazonconnect/connecttest"
	"tieline/shared/sla"
)

// Within what time people know, once so many minutes were bad or good as the rule
// wants (knownWithin), and how long the calls take to make them so: the window, the
// minute, and the wait of the first of them.
const (
	knownWithin = 150 * time.Second
	turning     = 3 * time.Minute
)

// trouble are the parameters of the troubled queue: a rule that two calls and a
// minute decide.
var trouble = [][2]string{
	{"sla/threshold", "10"}, {"sla/window", "60"}, {"sla/minimum-contacts", "2"}, {"sla/breach-minutes", "1"}, {"sla/breach-of", "1"},
}

// breach drives the troubled queue into a breach, moves its target to end that and
// to bring it back, and lets its calls end it.
func (w *World) breach(ctx context.Context, tell func(string)) (err error) {
	for _, p := range trouble {
		if err := w.tune(ctx, "set", p[0], p[1], "--queue", troubledQueue, "--unheard"); err != nil {
			return err
		}
	}
	traffic, err := w.newRush(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, traffic.stop()) }()
	began := time.Now()
	for _, act := range []struct {
		name string
		do   func() error
		open bool
	}{
		{"half of the callers wait too long", func() error { traffic.start(true); return nil }, true},
		{"the target is moved below that", func() error { return w.tune(ctx, "set", "sla/target", "20", "--queue", troubledQueue) }, false},
		{"the target is moved back", func() error { return w.tune(ctx, "reset", "sla/target", "--queue", troubledQueue) }, true},
		{"nobody waits too long any more", func() error { traffic.start(false); return nil }, false},
	} {
		if err := act.do(); err != nil {
			return err
		}
		if err := w.known(ctx, began, act.open, func(line string) { tell("  " + act.name + ": " + line) }); err != nil {
			return fmt.Errorf("%s: %w", act.name, err)
		}
	}
	return nil
}

// known waits until all that people look at says whether the queue is in breach,
// and fails if one of them takes too long, from the minute that decided.
func (w *World) known(ctx context.Context, since time.Time, open bool, tell func(string)) error {
	var decided time.Time
	if _, err := inTime(ctx, turning+everywhere, "the breach's row", func(ctx context.Context) (yes bool, err error) {
		decided, yes, err = w.breachIs(ctx, since, open)
		return yes, err
	}); err != nil {
		return err
	}
	row := time.Since(decided)
	for _, sign := range []struct {
		name string
		is   func(context.Context) (bool, error)
	}{
		{"alarm", func(ctx context.Context) (bool, error) { return w.rings(ctx, "sla-evaluator-breached") }},
		{"Salesforce alert", func(context.Context) (bool, error) { return w.alerted(), nil }},
	} {
		if _, err := inTime(ctx, knownWithin-time.Since(decided), sign.name, func(ctx context.Context) (bool, error) {
			is, err := sign.is(ctx)
			return is == open, err
		}); err != nil {
			return err
		}
	}
	tell(fmt.Sprintf("in breach %t, known after %s (row %s)", open, time.Since(decided).Round(time.Second), row.Round(time.Second)))
	return nil
}

// breachIs tells whether the newest breach of the queue is as wanted, and since
// which minute.
func (w *World) breachIs(ctx context.Context, since time.Time, open bool) (decided time.Time, yes bool, err error) {
	rows, err := w.operations().Breaches(ctx, since, time.Now().Add(time.Minute))
	if err != nil {
		return time.Time{}, false, err
	}
	rows = slices.DeleteFunc(rows, func(b sla.Breach) bool { return b.Queue != troubledQueue })
	if len(rows) == 0 {
		return time.Time{}, !open, nil
	}
	newest := slices.MaxFunc(rows, func(a, b sla.Breach) int { return a.OpenedAt.Compare(b.OpenedAt) })
	if open {
		return newest.OpenedAt, newest.ClosedAt.IsZero(), nil
	}
	return newest.ClosedAt, !newest.ClosedAt.IsZero(), nil
}

// alerted tells whether an alert of the queue is open in Salesforce.
func (w *World) alerted() bool {
	return slices.ContainsFunc(plain(w.Org.All("Tieline_Alert__c")), func(r map[string]any) bool {
		return r["Queue_Id__c"] == troubledQueue && r["Status__c"] == "Open"
	})
}

// rush is all calls of the troubled queue, at the speed of life.
type rush struct {
	instance *connecttest.Instance
	life     context.Context // of calls
	end      context.CancelFunc
	cancel   context.CancelFunc // of those yet to come
	calls    sync.WaitGroup
	number   atomic.Uint64

	mu    sync.Mutex
	fault error
}

func (w *World) newRush(ctx context.Context) (*rush, error) {
	instance, err := w.newInstance(troubledQueue, "Troubled", wait)
	t := &rush{instance: instance, cancel: func() {}}
	t.number.Store(1 << 21)
	t.life, t.end = context.WithCancel(ctx)
	return t, err
}

// start lets a caller come every few seconds, instead of those who came before. In
// bad times every second one waits too long, and hangs up.
func (t *rush) start(bad bool) {
	t.cancel()
	coming, cancel := context.WithCancel(t.life)
	t.cancel = cancel
	t.calls.Go(func() {
		for coming.Err() == nil {
			call := connecttest.Call{Number: t.number.Add(1), Kind: connecttest.Anonymous, From: "anonymous", To: ours, At: time.Now(), Wait: 2 * time.Second}
			if bad && call.Number%2 == 0 {
				call.Kind, call.Wait = connecttest.Abandoned, 12*time.Second
			}
			t.calls.Go(func() { t.play(call) })
			_ = wait(coming, 4*time.Second)
		}
	})
}

// play plays a call to its end, or to that of the scenario.
func (t *rush) play(call connecttest.Call) {
	if _, err := t.instance.Play(t.life, call); err != nil && t.life.Err() == nil {
		t.mu.Lock()
		defer t.mu.Unlock()
		t.fault = err
	}
}

// stop ends all calls, and says what was wrong with one.
func (t *rush) stop() error {
	t.end()
	t.calls.Wait()
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.fault
}
