package world

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"tieline/shared/amazonconnect/connecttest"
)

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
	if err == nil {
		w.Instance.Beside(instance)
	}
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
