package handler

import (
	"cmp"
	"context"
	"errors"
	"log/slog"

	"tieline/shared/contact"
	"tieline/shared/fault"
	"tieline/shared/metric"
	"tieline/shared/names"
)

// report says what came of a batch: a line for each contact, by which it is
// followed over all functions, and one for all of them. Those that nobody offered
// to Salesforce have one line together, as they are rung for each minute while it
// is left alone. The figures beside are of no contact.
func report(ctx context.Context, settled []contact.Settled, beside ...metric.Figure) {
	t := tally{outcomes: map[contact.SyncOutcome]int{}, kinds: map[fault.Kind]int{}, refused: map[string]int{}}
	alone := 0
	for _, s := range settled {
		t.add(s)
		if s.Outcome == contact.Held && s.Reason == nil {
			alone++
			continue
		}
		say(ctx, s)
	}
	if alone > 0 {
		slog.InfoContext(ctx, "contacts held", slog.Int("contacts", alone))
	}
	t.log(ctx, beside)
}

func say(ctx context.Context, s contact.Settled) {
	attrs := []slog.Attr{slog.String("contact_id", s.ID), slog.Int64("version", s.Version), slog.String("outcome", string(s.Outcome)), slog.Int("tries", s.Tries)}
	level := slog.LevelInfo
	if s.Reason != nil {
		level = slog.LevelWarn
		attrs = append(attrs, slog.String("kind", string(fault.KindOf(s.Reason))), slog.Any("err", s.Reason))
	}
	slog.LogAttrs(ctx, level, "contact shown", attrs...)
}

// sayFault tells of a fault that cost no contact its turn.
func sayFault(ctx context.Context, err error) {
	slog.LogAttrs(ctx, slog.LevelWarn, "shown nonetheless", faultAttrs(err)...)
}

// faultAttrs are those of a fault that is no contact's.
func faultAttrs(err error) []slog.Attr {
	kind := fault.KindOf(err)
	return []slog.Attr{slog.String("kind", string(kind)), slog.Any("err", err), metric.Embed(
		metric.Of(names.MetricRefusedAccess, one(kind == fault.Unauthorized)),
		metric.Of(names.MetricUnknownFaults, one(kind == fault.Unknown)))}
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// tally counts what came of a batch.
type tally struct {
	outcomes map[contact.SyncOutcome]int
	kinds    map[fault.Kind]int
	refused  map[string]int // for good, by Salesforce's code
}

// lasting is how many tries make a passing fault one that does not pass: with
// the usual backoff, some four hours of them.
const lasting = 12

func (t tally) add(s contact.Settled) {
	t.outcomes[s.Outcome]++
	if s.Outcome == contact.Rejected {
		t.refused[cmp.Or(code(s.Reason), "none")]++
	}
	kind := fault.KindOf(s.Reason)
	if s.Outcome == contact.Postponed && s.Tries >= lasting {
		kind = fault.Unknown
	}
	if s.Reason != nil {
		t.kinds[kind]++
	}
}

// code is Salesforce's of a refusal, "" if it gave none.
func code(reason error) string {
	var known interface{ Refusal() (code, field string) }
	if !errors.As(reason, &known) {
		return ""
	}
	code, _ := known.Refusal()
	return code
}

func (t tally) log(ctx context.Context, beside []metric.Figure) {
	slog.InfoContext(ctx, "contacts shown", slog.Any("kinds", t.kinds), slog.Any("refused", t.refused), metric.Embed(append(beside,
		metric.Of(names.MetricSynced, t.outcomes[contact.Synced]+t.outcomes[contact.Unlinked]),
		metric.Of(names.MetricUnlinked, t.outcomes[contact.Unlinked]),
		metric.Of(names.MetricPostponed, t.outcomes[contact.Postponed]),
		metric.Of(names.MetricDeferred, t.outcomes[contact.Deferred]),
		metric.Of(names.MetricHeld, t.outcomes[contact.Held]),
		metric.Of(names.MetricRejected, t.outcomes[contact.Rejected]),
		metric.Of(names.MetricRefusedAccess, t.kinds[fault.Unauthorized]),
		metric.Of(names.MetricUnknownFaults, t.kinds[fault.Unknown]),
	)...))
}
