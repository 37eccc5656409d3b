package main

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"
	"github.com/aws/aws-cdk-go/awscdk/v2/interfaces/interfacesawscloudwatch"
	"github.com/aws/jsii-runtime-go"

	"tieline/shared/names"
)

// Column is one question that each row of the dashboard answers of its path.
type Column string

// The columns, from left to right.
const (
	arrivals Column = "what arrives"
	lateness Column = "how late (ms; queue: s)"
	failures Column = "what goes wrong"
	outcomes Column = "what comes of it"
	sources  Column = "where it comes from"
	backlog  Column = "what is left over"
)

var columns = []Column{arrivals, lateness, failures, outcomes, sources, backlog}

// newDashboard shows how people are served, the state of every alarm, a row per
// path in the order in which a contact passes them, and what costs.
func newDashboard(a App) {
	board := awscloudwatch.NewDashboard(a.Stack, jsii.String(names.Dashboard), &awscloudwatch.DashboardProps{
		DashboardName:   a.stage.on(names.Dashboard),
		DefaultInterval: awscdk.Duration_Hours(jsii.Number(3)),
	})
	board.AddWidgets(a.watches[names.SLAEvaluator].people()...)
	board.AddWidgets(a.states()...)
	for _, path := range names.Functions {
		board.AddWidgets(a.watches[path].graphs()...)
	}
	board.AddWidgets(a.costs()...)
}

// mostAlarms is how many a widget may show (CloudWatch API reference, "Dashboard
// body structure and syntax", alarms).
const mostAlarms = 100

// states shows the state of every alarm, those of several together first.
func (a App) states() (row []awscloudwatch.IWidget) {
	var alarms []interfacesawscloudwatch.IAlarmRef
	for _, name := range slices.Sorted(maps.Keys(a.composites)) {
		alarms = append(alarms, a.composites[name])
	}
	for _, path := range names.Functions {
		for _, alarm := range a.watches[path].alarms {
			alarms = append(alarms, alarm.on)
		}
	}
	parts := (len(alarms) + mostAlarms - 1) / mostAlarms
	for some := range slices.Chunk(alarms, (len(alarms)+parts-1)/parts) {
		row = append(row, awscloudwatch.NewAlarmStatusWidget(&awscloudwatch.AlarmStatusWidgetProps{
			Title:  jsii.String("Alarms: what to do stands in docs/runbook.md"),
			Alarms: &some,
			SortBy: awscloudwatch.AlarmStatusWidgetSortBy_STATE_UPDATED_TIMESTAMP,
			Width:  jsii.Number(24 / parts), Height: jsii.Number(8),
		}))
	}
	return row
}

// graphs is the path's row: a graph for each question that it has an answer to.
func (w *Watch) graphs() []awscloudwatch.IWidget {
	var row []awscloudwatch.IWidget
	for _, column := range columns {
		if len(w.row[column]) == 0 {
			continue
		}
		width := min(5, 24-5*len(row)) // of 24: five graphs are 5, 5, 5, 5 and 4 wide
		row = append(row, graph(w.path+": "+string(column), width, w.row[column], nil))
	}
	return row
}

// graph shows figures by the minute, some of them by a scale of their own on the
// right.
func graph(title string, width int, left, right []Figure) awscloudwatch.IWidget {
	return awscloudwatch.NewGraphWidget(&awscloudwatch.GraphWidgetProps{
		Title: &title,
		Left:  byMinute(left),
		Right: byMinute(right),
		Width: jsii.Number(width), Height: jsii.Number(6),
	})
}

func byMinute(figures []Figure) *[]awscloudwatch.IMetric {
	var metrics []awscloudwatch.IMetric
	for _, f := range figures {
		metrics = append(metrics, f.over(time.Minute, jsii.String(cmp.Or(f.Label, f.Name))))
	}
	if metrics == nil {
		return nil
	}
	return &metrics
}
