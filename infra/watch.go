package main

import (
	"time"

	"github.com/aws/aws-cdk-go/awscdk/v2/interfaces/interfacesawscloudwatch"

	"tieline/shared/metric"
	"tieline/shared/names"
)

// late is how old news may be when Tieline gets to it. Drafts are of use while
// the call lasts.
const late = 5 * time.Minute

// Watch is what is watched of a path: its alarms, and its row on the dashboard.
type Watch struct {
	app    App
	path   string // its function's name, too
	alarms []interfacesawscloudwatch.IAlarmRef
	row    map[Column][]Figure
}

// watch begins to watch a path.
func (a App) watch(path string) *Watch {
	w := &Watch{app: a, path: path, row: map[Column][]Figure{}}
	a.watches[path] = w
	return w
}

// on adds alarms and returns them.
func (w *Watch) on(alarms ...Alarm) []interfacesawscloudwatch.IAlarmRef {
	made := make([]interfacesawscloudwatch.IAlarmRef, len(alarms))
	for n, is := range alarms {
		made[n] = newAlarm(w.app, w.path, is)
		w.show(is.Column, is.Figure)
	}
	w.alarms = append(w.alarms, made...)
	return made
}

// show adds figures to the path's row.
func (w *Watch) show(column Column, figures ...Figure) {
	w.row[column] = append(w.row[column], figures...)
}

// lambda is a figure that Lambda has of the path's function (Lambda developer
// guide, "Types of metrics for Lambda functions").
func (w *Watch) lambda(name, statistic string) Figure {
	return Figure{Namespace: "AWS/Lambda", Name: name, Of: Dimensions{"FunctionName": *w.app.stage.on(w.path)}, Statistic: statistic}
}

// own is a figure that the path's function reports.
func (w *Watch) own(name, statistic string) Figure {
	return Figure{Namespace: metric.Namespace, Name: name, Of: Dimensions{metric.Dimension: *w.app.stage.on(w.path)}, Statistic: statistic}
}

// function watches that the path's function runs, and ends in time. Whatever
// calls it tries again.
func (w *Watch) function(timeout time.Duration) {
	w.show(arrivals, w.lambda("Invocations", sum))
	w.on(w.errors(mostly), w.throttles(), Alarm{
		What:    "duration",
		Meaning: "The function needs more than 80 % of the time it has.",
		Figure:  w.lambda("Duration", maximum),
		Limit:   0.8 * ms(timeout), Spell: mostly, Column: lateness,
	})
}

func (w *Watch) errors(spell Spell) Alarm {
	return Alarm{
		What:    "errors",
		Meaning: "The function does not start, crashes or runs out of time.",
		Figure:  w.lambda("Errors", sum),
		Limit:   1, Spell: spell, Column: failures,
	}
}

func (w *Watch) throttles() Alarm {
	return Alarm{
		What:    "throttles",
		Meaning: "Lambda refuses to run the function, as too many run already.",
		Figure:  w.lambda("Throttles", sum),
		Limit:   1, Spell: mostly, Column: failures,
	}
}

// messages watches what comes of the messages that a function takes, which are
// of age at most when all is well.
func (w *Watch) messages(age time.Duration) {
	w.show(arrivals, w.own(names.MetricMessages, sum))
	w.on(w.unknownFaults(mostly), Alarm{
		What:    "comes-again",
		Meaning: "Messages fail for a passing reason, again and again.",
		Figure:  w.own(names.MetricComesAgain, sum),
		// What passes has passed in ten minutes; a message is set aside no earlier
		// than ten tries later, which is after fifteen.
		Limit: 1, Spell: Spell{5 * time.Minute, 2, 3}, Column: outcomes,
	}, Alarm{
		What:    "event-age",
		Meaning: "News is old when the function gets to it.",
		// One message that comes again is old and bothers nobody; all being old does.
		Figure: w.own(names.MetricEventAge, average),
		Limit:  ms(age), Spell: throughout, Column: lateness,
	})
}

// parking watches for messages that were put aside for people to read.
func (w *Watch) parking() {
	w.on(Alarm{
		What:    "parked",
		Meaning: "Messages that can never succeed were parked.",
		Figure:  w.own(names.MetricParked, sum),
		Limit:   1, Spell: atOnce, Column: outcomes,
	})
}

// unknownFaults is of faults that no table of ours lists. A message is tried
// again for want of knowing better; a caller is not.
func (w *Watch) unknownFaults(spell Spell) Alarm {
	return Alarm{
		What:    "unknown-faults",
		Meaning: "There are faults that Tieline does not know.",
		Figure:  w.own(names.MetricUnknownFaults, sum),
		Limit:   1, Spell: spell, Column: failures,
	}
}

// refusedAccess is of what Salesforce refuses to us whoever the contact is of.
func (w *Watch) refusedAccess(spell Spell) Alarm {
	return Alarm{
		What:    "refused-access",
		Meaning: "Salesforce refuses Tieline's credentials, rights or fields.",
		Figure:  w.own(names.MetricRefusedAccess, sum),
		Limit:   1, Spell: spell, Column: failures,
	}
}

func ms(d time.Duration) float64 { return float64(d.Milliseconds()) }
