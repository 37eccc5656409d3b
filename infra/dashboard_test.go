package main

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"tieline/shared/metric"
	"tieline/shared/names"
)

// rows returns the dashboard's widgets, row by row.
func (d deployment) rows(t *testing.T) [][]widget {
	t.Helper()
	at := map[int][]widget{}
	for _, w := range d.dashboard(t) {
		at[w.Y] = append(at[w.Y], w)
	}
	var rows [][]widget
	for _, y := range slices.Sorted(maps.Keys(at)) {
		rows = append(rows, at[y])
	}
	return rows
}

// named returns the row's figures, by their names without what they are of.
func named(row []widget) map[string]bool {
	all := map[string]bool{}
	for _, w := range row {
		for _, f := range w.figures() {
			all[f.Namespace+" "+f.Name] = true
		}
	}
	return all
}

func TestTheFirstRowIsForPeopleAndTheLastForCosts(t *testing.T) {
	people := []string{names.MetricServiceLevel, names.MetricServiceLevelHeadroom, names.MetricContactsWaiting, names.MetricLongestWait,
		names.MetricAbandonRate, names.MetricHandleTime, names.MetricSpeedOfAnswer, names.MetricPopSuccess}
	costs := []string{"AWS/Lambda Invocations", "AWS/Lambda Duration", "AWS/DynamoDB ConsumedReadCapacityUnits",
		"AWS/DynamoDB ConsumedWriteCapacityUnits", "AWS/Events MatchedEvents", metric.Namespace + " " + names.MetricSalesforceUsed}
	eachStage(t, func(t *testing.T, d deployment) {
		rows := d.rows(t)
		first, last := named(rows[0]), named(rows[len(rows)-1])
		for _, name := range people {
			if !first[metric.Namespace+" "+name] {
				t.Errorf("people do not see %s", name)
			}
		}
		for _, name := range []string{names.MetricServiceLevel, names.MetricServiceLevelHeadroom} {
			if !slices.ContainsFunc(rows[0], func(w widget) bool { return slices.Contains(w.figures(), d.leveled(name, names.QueueWorst)) }) {
				t.Errorf("people do not see %s of the queue in trouble", name)
			}
		}
		for _, name := range costs {
			if !last[name] {
				t.Errorf("of what costs, %s is not seen", name)
			}
		}
		for n, row := range rows {
			widgets, wide := []string{}, 0
			for _, w := range row {
				widgets, wide = append(widgets, w.Properties.Title), wide+w.Width
			}
			if wide > 24 {
				t.Errorf("row %d is %d wide: %q", n, wide, widgets)
			}
		}
	})
}

// A widget shows 100 alarms at most (CloudWatch API reference, "Dashboard body
// structure and syntax", alarms).
func TestNoWidgetHasMoreAlarmsThanItShows(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		for _, w := range d.rows(t)[1] {
			if n := len(w.Properties.Alarms); w.Type != "alarm" || n == 0 || n > 100 {
				t.Errorf("%s %q has %d alarms", w.Type, w.Properties.Title, n)
			}
		}
	})
}

func TestTheDashboardHasEveryAlarmAndARowForEveryFunction(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		rows, shown := d.rows(t), []string{}
		for _, w := range d.dashboard(t) {
			shown = append(shown, w.Properties.Alarms...)
		}
		for a := range d.everyAlarm() {
			if !slices.Contains(shown, physical(a)) {
				t.Errorf("the dashboard does not show the state of %s", physical(a))
			}
		}
		if len(rows) != 3+len(names.Functions) {
			t.Errorf("%d rows, want people, alarms, a row for each of %d functions, and costs", len(rows), len(names.Functions))
		}
		for _, function := range names.Functions {
			isOurs := func(w widget) bool { return strings.HasPrefix(w.Properties.Title, function+": ") }
			whole := func(row []widget) bool {
				return len(row) >= 4 && !slices.ContainsFunc(row, func(w widget) bool { return !isOurs(w) })
			}
			if !slices.ContainsFunc(rows, whole) {
				t.Errorf("%s has no row of its own", function)
			}
		}
	})
}
