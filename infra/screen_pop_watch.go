package main

import (
	"time"

	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/interfaces/interfacesawscloudwatch"

	"tieline/shared/metric"
	"tieline/shared/names"
)

// watchScreenPop watches what callers wait for. It returns the alarms on which
// a new version goes back: those of its own answers, and those of what is so
// rare that all callers of the function may be watched for it.
func watchScreenPop(a App, version awslambda.Version) []interfacesawscloudwatch.IAlarmRef {
	w := a.watch(names.ScreenPop)
	w.showPops()
	w.on(w.throttles().critically(), w.refusedAccess(atOnce), w.unresolved(), w.slow(), w.overBudget(), w.stale(), w.notIndexed(), w.fieldMap())
	backOn := w.on(w.errors(atOnce).critically(), w.unknownFaults(atOnce), Alarm{
		What:    "not-kept",
		Meaning: "Agents see the caller, but the contact's record does not say what they saw.",
		Figure:  w.own(names.MetricPopsNotKept, sum),
		Limit:   1, Spell: mostly, Column: outcomes,
	})
	if a.stage.Gradual {
		backOn = append(backOn, w.on(w.newDegraded(*version.Version()), w.newSlow(*version.Version()))...)
	}
	return backOn
}

// showPops shows what nobody is told of.
func (w *Watch) showPops() {
	w.show(arrivals, w.own(names.MetricPops, sum), w.lambda("Invocations", sum))
	for _, status := range []string{names.MetricPopsHit, names.MetricPopsMulti, names.MetricPopsNone, names.MetricPopsAnon, names.MetricPopsDegraded} {
		w.show(outcomes, w.own(status, sum))
	}
	w.show(sources, w.own(names.MetricPopsIndex, sum), w.own(names.MetricPopsSalesforce, sum), w.own(names.MetricSalesforceUsed, maximum))
	for _, usual := range []string{"p50", "p95"} {
		w.show(lateness, w.took(usual))
	}
}

func (w *Watch) took(statistic string) Figure {
	took := w.own(names.MetricPopTook, statistic)
	took.Label = statistic
	return took
}

// unresolved is of callers with a number, an address or an id whom nobody could
// look for. The function reports 1 or 0 for each, so the average is the success
// rate. Where few call one is a large share; three minutes of five must have one.
func (w *Watch) unresolved() Alarm {
	return Alarm{
		What:     "unresolved",
		Meaning:  "Callers cannot be looked for, and agents see nobody.",
		Severity: critical,
		Layer:    salesforceConfiguration,
		Figure:   w.own(names.MetricPopsResolved, average),
		Limit:    0.95, Below: true, Spell: mostly, Column: failures,
	}
}

// slow is of answers that come close to the budget (1,500 ms unless tuned:
// screen-pop/budget), beyond which a caller is not found.
func (w *Watch) slow() Alarm {
	return Alarm{
		What:    "slow",
		Meaning: "Callers wait long for the screen pop.",
		Figure:  w.took("p99"),
		Limit:   1200, Spell: mostly, Column: lateness,
	}
}

func (w *Watch) overBudget() Alarm {
	return Alarm{
		What:    "over-budget",
		Meaning: "Answers come later than the budget allows.",
		Figure:  w.own(names.MetricPopsOverBudget, sum),
		Limit:   1, Spell: mostly, Column: failures,
	}
}

// stale is of a Salesforce that fails while callers notice nothing: those who
// were looked for within the day are found all the same.
func (w *Watch) stale() Alarm {
	return Alarm{
		What:    "stale",
		Meaning: "Callers are found by what was known of them earlier, as Salesforce fails.",
		Layer:   salesforceConfiguration,
		Figure:  w.own(names.MetricPopsStale, sum),
		Limit:   1, Spell: Spell{5 * time.Minute, 2, 3}, Column: sources,
	}
}

func (w *Watch) notIndexed() Alarm {
	return Alarm{
		What:    "not-indexed",
		Meaning: "The index of callers cannot be read or written, so Salesforce is asked again and again.",
		Figure:  w.own(names.MetricPopsNotIndexed, sum),
		Limit:   1, Spell: mostly, Column: failures,
	}
}

func (w *Watch) fieldMap() Alarm {
	return Alarm{
		What:    "field-map",
		Meaning: "Flows do not get the fields that an admin mapped.",
		Layer:   salesforceConfiguration,
		Figure:  w.own(names.MetricFieldMapFaults, sum),
		Limit:   1, Spell: mostly, Column: failures,
	}
}

// newDegraded is of the callers of the version that is being rolled out, a tenth
// of all: one in five minutes is a large share where few call, and enough to go
// back. Its name is the same for each version, so nobody is told: once all
// callers are its own, unresolved says the same.
func (w *Watch) newDegraded(version string) Alarm {
	degraded := w.own(names.MetricPopsDegraded, average)
	return Alarm{
		What:    "new-degraded",
		Meaning: "The newest version cannot look for callers.",
		Figure:  degraded.ofVersion(version, "newest: DEGRADED, share"),
		Limit:   0.05, Spell: Spell{5 * time.Minute, 1, 1}, Column: outcomes, Quiet: true,
	}
}

// newSlow is of the same callers. The first ones of a version are slower, as it
// has to log in; three minutes of five are not.
func (w *Watch) newSlow(version string) Alarm {
	return Alarm{
		What:    "new-slow",
		Meaning: "Callers of the newest version wait long for the screen pop.",
		Figure:  w.took("p99").ofVersion(version, "newest: p99"),
		Limit:   1200, Spell: mostly, Column: lateness, Quiet: true,
	}
}

// ofVersion returns the figure of one version of the function alone.
func (f Figure) ofVersion(version, label string) Figure {
	f.Of, f.Label = f.Of.and(metric.Version, version), label
	return f
}
