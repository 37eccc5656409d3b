package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"

	"tieline/shared/names"
)

// level is a figure that sla-evaluator has of a queue, given by its id, of all
// or of the worst. A minute that is done twice is reported twice, so it is never
// a sum.
func (w *Watch) level(name, queue string) Figure {
	f := w.own(name, maximum)
	f.Of = f.Of.and(names.DimensionQueue, queue)
	return f
}

// watchSLAEvaluator watches the path, and what it finds out.
func watchSLAEvaluator(a App) {
	w := a.watch(names.SLAEvaluator)
	w.ticks()
	w.show(arrivals, w.own(names.MetricMinutes, maximum), w.own(names.MetricQueues, maximum))
	w.show(outcomes, w.own(names.MetricLeftOut, maximum))
	w.show(failures, w.level(names.MetricDrift, names.QueueAll))
	w.on(w.unknownFaults(mostly), w.refusedFigures(), w.silence(), w.drift())
	w.on(w.breached(), w.abandoned(), w.waitingLong(), w.popsFail())
	for _, queue := range a.stage.WatchedQueues {
		w.on(w.breachedQueue(queue))
	}
}

// breached is of all queues: one of them is enough. Contacts come through, and
// nobody is there for them, which is no fault of the layers below. The evaluator counts the
// minutes itself, by parameters, so the alarm waits for no more of them. Each
// minute says it; while none does, the last one holds, and stopped rings.
func (w *Watch) breached() Alarm {
	return Alarm{
		What:     "breached",
		Meaning:  "A queue misses its service level.",
		Severity: critical,
		Layer:    businessLogic,
		People:   true,
		Figure:   w.level(names.MetricSLABreached, names.QueueAll),
		Limit:    1, Spell: atOnce, Column: outcomes,
		Silence: awscloudwatch.TreatMissingData_IGNORE,
	}
}

// breachedQueue is of a queue of the setting watchedQueues.
func (w *Watch) breachedQueue(queue string) Alarm {
	one := w.breached()
	one.Part, one.Meaning, one.People = queue, "Queue "+queue+" misses its service level.", false
	one.Figure = w.level(names.MetricSLABreached, queue)
	one.Figure.Label = names.MetricSLABreached + " " + queue
	return one
}

// beyondLimit is an alarm of a figure that its limit, a parameter, is taken off
// already, so that no change of the limit is a deploy; people are told. Where few
// call, or no queue is open, there is no such figure, and nothing is wrong.
func (w *Watch) beyondLimit(is Alarm, headroom string) Alarm {
	is.People, is.Figure = true, w.level(headroom, names.QueueAll)
	is.Limit, is.Below, is.Spell = 0, true, mostly
	return is
}

func (w *Watch) abandoned() Alarm {
	return w.beyondLimit(Alarm{
		What:    "abandon",
		Meaning: "More callers of a queue hang up while they wait than its limit allows.",
		Layer:   businessLogic,
		Column:  outcomes,
	}, names.MetricAbandonHeadroom)
}

func (w *Watch) waitingLong() Alarm {
	return w.beyondLimit(Alarm{
		What:    "longest-wait",
		Meaning: "Somebody waits in an open queue for longer than its limit allows.",
		Layer:   businessLogic,
		Column:  lateness,
	}, names.MetricLongestWaitHeadroom)
}

func (w *Watch) popsFail() Alarm {
	return w.beyondLimit(Alarm{
		What:    "pop-success",
		Meaning: "Agents get calls without the screen pop.",
		Column:  outcomes,
	}, names.MetricPopHeadroom)
}

// silence is of opening hours in which no contact event came. How long it has
// lasted by then is a parameter (sla/silence).
func (w *Watch) silence() Alarm {
	return Alarm{
		What:     "silence",
		Meaning:  "No contact event has come for long, in opening hours of a queue.",
		Severity: critical,
		Layer:    phone,
		Figure:   w.own(names.MetricSilent, maximum),
		Limit:    1, Spell: atOnce, Column: arrivals,
	}
}

// refusedFigures is of what only Connect knows. Service levels need none of it.
func (w *Watch) refusedFigures() Alarm {
	return Alarm{
		What:    "refused-access",
		Meaning: "Amazon Connect refuses Tieline its figures of queues.",
		Figure:  w.own(names.MetricRefusedAccess, sum),
		Limit:   1, Spell: mostly, Column: failures,
	}
}

// drift is of the hour's figures that differ from Connect's own, of the queue in
// which they do most; by how much is a parameter (sla/drift-limit), which is taken
// off already. One contact more or less at the edge of a quiet hour is some points;
// in two hours of three it is arithmetic, or contacts that we do not know.
func (w *Watch) drift() Alarm {
	// After an outage two hours are compared within one, and the worse one counts.
	headroom := w.level(names.MetricDriftHeadroom, names.QueueAll)
	headroom.Statistic = minimum
	return Alarm{
		What:    "drift",
		Meaning: "Service levels differ from those in Connect's own reports.",
		Figure:  headroom,
		Limit:   0, Below: true, Spell: hourly, Column: failures,
	}
}
