package main

import (
	"cmp"
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

// newDashboard shows the state of every alarm, and below it a row per path, in
// the order in which a contact passes them.
func newDashboard(a App) {
	board := awscloudwatch.NewDashboard(a.Stack, jsii.String(names.Dashboard), &awscloudwatch.DashboardProps{
		DashboardName:   a.stage.on(names.Dashboard),
		DefaultInterval: awscdk.Duration_Hours(jsii.Number(3)),
	})
	var alarms []interfacesawscloudwatch.IAlarmRef
	for _, path := range names.Functions {
		alarms = append(alarms, a.watches[path].alarms...)
	}
	board.AddWidgets(awscloudwatch.NewAlarmStatusWidget(&awscloudwatch.AlarmStatusWidgetProps{
		Title:  jsii.String("Alarms: what to do stands in docs/runbook.md"),
		Alarms: &alarms,
		SortBy: awscloudwatch.AlarmStatusWidgetSortBy_STATE_UPDATED_TIMESTAMP,
		Width:  jsii.Number(24), Height: jsii.Number(8),
	}))
	for _, path := range names.Functions {
		board.AddWidgets(a.watches[path].graphs()...)
	}
}

// graphs is the path's row: a graph for each question that it has an answer to.
func (w *Watch) graphs() []awscloudwatch.IWidget {
	var row []awscloudwatch.IWidget
	for _, column := range columns {
		var left []awscloudwatch.IMetric
		for _, f := range w.row[column] {
			left = append(left, f.over(time.Minute, jsii.String(cmp.Or(f.Label, f.Name))))
		}
		if len(left) == 0 {
			continue
		}
		width := min(5, 24-5*len(row)) // of 24: five graphs are 5, 5, 5, 5 and 4 wide
		row = append(row, awscloudwatch.NewGraphWidget(&awscloudwatch.GraphWidgetProps{
			Title: jsii.String(w.path + ": " + string(column)),
			Left:  &left,
			Width: jsii.Number(width), Height: jsii.Number(6),
		}))
	}
	return row
}
