package main

import (
	"maps"
	"slices"
	"time"

	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"
	"github.com/aws/aws-cdk-go/awscdk/v2/interfaces/interfacesawscloudwatch"

	"tieline/shared/metric"
)

// late is how old news may be when Tieline gets to it. Drafts are of use while
// the call lasts.
const late = 5 * time.Minute

// Watch is what is watched of a path: its alarms, and its row on the dashboard.
type Watch struct {
	app    App
	path   string // its function's name, too
	alarms []made
	row    map[Column][]Figure
}

// made is an alarm of a path, and what CloudWatch has of it.
type made struct {
	Alarm
	path string
	on   awscloudwatch.Alarm
}

// watch begins to watch a path.
func (a App) watch(path string) *Watch {
	w := &Watch{app: a, path: path, row: map[Column][]Figure{}}
	a.watches[path] = w
	return w
}

// on adds alarms and returns them.
func (w *Watch) on(alarms ...Alarm) []interfacesawscloudwatch.IAlarmRef {
	all := make([]interfacesawscloudwatch.IAlarmRef, len(alarms))
	for n, is := range alarms {
		alarm := newAlarm(w.app, w.path, is)
		all[n], w.alarms = alarm, append(w.alarms, made{is, w.path, alarm})
		w.show(is.Column, is.Figure)
	}
	return all
}

// alarmsThat are the stage's alarms that are so, path by path.
func (a App) alarmsThat(are func(Alarm) bool) (found []made) {
	for _, path := range slices.Sorted(maps.Keys(a.watches)) {
		for _, alarm := range a.watches[path].alarms {
			if are(alarm.Alarm) {
				found = append(found, alarm)
			}
		}
	}
	return found
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

func ms(d time.Duration) float64 { return float64(d.Milliseconds()) }
