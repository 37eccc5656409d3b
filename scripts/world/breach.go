package world

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

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
	{"sla/threshold", strconv.Itoa(int(troubledThreshold.Seconds()))}, {"sla/window", "60"}, {"sla/minimum-contacts", "2"}, {"sla/breach-minutes", "1"}, {"sla/breach-of", "1"},
}

// breach drives the troubled queue into a breach, moves its target to end that and
// to bring it back, lets its calls end it, and reports on them.
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
	for _, a := range []act{
		{"half of the callers wait too long", true, func() error { traffic.start(true); return nil }, nil},
		{"the target is moved below that", false, nil, []string{"set", "sla/target", "20"}},
		{"the target is moved back", true, nil, []string{"reset", "sla/target"}},
		{"nobody waits too long any more", false, func() error { traffic.start(false); return nil }, nil},
	} {
		if err := w.perform(ctx, a, began, tell); err != nil {
			return fmt.Errorf("%s: %w", a.name, err)
		}
	}
	return w.reported(ctx, traffic, tell)
}

// act is what turns a breach: something that is done, or a parameter that is tuned.
type act struct {
	name string
	open bool // whether a breach is, after it
	do   func() error
	tune []string
}

// perform does it, and waits until people know. Of a parameter that is tuned the
// breach's row is the first to show that a minute was judged by it: of bad minutes
// and good ones one decides.
func (w *World) perform(ctx context.Context, a act, since time.Time, tell func(string)) error {
	within := turning + everywhere
	if a.tune != nil {
		within = everywhere + sweep
		a.do = func() error { return w.tune(ctx, a.tune[0], append(a.tune[1:], "--queue", troubledQueue)...) }
	}
	if err := a.do(); err != nil {
		return err
	}
	var decided time.Time
	took, err := inTime(ctx, within, "the breach's row", func(ctx context.Context) (yes bool, err error) {
		decided, yes, err = w.breachIs(ctx, since, a.open)
		return yes, err
	})
	if err != nil {
		return err
	}
	if a.tune != nil {
		tell(fmt.Sprintf("  tune %s %s: in force after %s", a.tune[0], a.tune[1], took.Round(time.Second)))
	}
	return w.known(ctx, decided, a.open, func(line string) { tell("  " + a.name + ": " + line) })
}

// known waits until all that people look at says whether the queue is in breach,
// and fails if one of them takes too long, from the minute that decided.
func (w *World) known(ctx context.Context, decided time.Time, open bool, tell func(string)) error {
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
