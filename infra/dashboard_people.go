package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"

	"tieline/shared/names"
)

// people is the row that supervisors look at: how callers and agents are served,
// over all queues, and how in the one in which it goes worst, which a sum hides.
// There is no sum of agents, as one serves several. Times are in milliseconds.
func (w *Watch) people() (row []awscloudwatch.IWidget) {
	row = append(row, graph("people: service level (%)", 4, w.levelAndWorst(names.MetricServiceLevel), w.levelAndWorst(names.MetricServiceLevelHeadroom)))
	for _, g := range []struct {
		title       string
		left, right []string
	}{
		{"waiting; longest wait (ms)", []string{names.MetricContactsWaiting, names.MetricContactsInQueue, names.MetricContactsOffered}, []string{names.MetricLongestWait}},
		{"abandon rate (%)", []string{names.MetricAbandonRate}, []string{names.MetricAbandonHeadroom}},
		{"speed of answer; handle time (ms)", []string{names.MetricSpeedOfAnswer}, []string{names.MetricHandleTime}},
		{"screen pop success (%); wrap-ups", []string{names.MetricPopSuccess}, []string{names.MetricMissingWrapUps}},
	} {
		row = append(row, graph("people: "+g.title, 4, w.levels(g.left), w.levels(g.right)))
	}
	staffed := []Figure{w.level(names.MetricAgentsStaffed, names.QueueWorst), w.level(names.MetricAgentsAvailable, names.QueueWorst)}
	return append(row, graph("people: agents of the worst queue", 4, staffed, nil))
}

// levelAndWorst is a figure of all queues, and of the worst.
func (w *Watch) levelAndWorst(metric string) []Figure {
	worst := w.level(metric, names.QueueWorst)
	return []Figure{w.level(metric, names.QueueAll), labelled(worst, metric+" of the worst queue")}
}

// levels are figures of all queues.
func (w *Watch) levels(metrics []string) (figures []Figure) {
	for _, name := range metrics {
		figures = append(figures, w.level(name, names.QueueAll))
	}
	return figures
}

// costs is the row of what the bill grows with, as far as CloudWatch knows it
// (docs/engineer-guide.md, 8). The consumption of an index counts as its table's
// (DynamoDB developer guide, "DynamoDB Metrics and dimensions").
func (a App) costs() []awscloudwatch.IWidget {
	var runs, time, used, told []Figure
	for _, path := range names.Functions {
		w := a.watches[path]
		runs = append(runs, labelled(w.lambda("Invocations", sum), path))
		time = append(time, labelled(w.lambda("Duration", sum), path))
	}
	for _, path := range []string{names.SalesforceWriter, names.ScreenPop, names.Reconciler} {
		used = append(used, labelled(a.watches[path].own(names.MetricSalesforceUsed, maximum), path))
	}
	for _, rule := range []string{names.ContactEvents, ruleOfAlarms} {
		told = append(told, Figure{Namespace: "AWS/Events", Name: "MatchedEvents", Of: Dimensions{"RuleName": *a.stage.on(rule)}, Statistic: sum, Label: rule})
	}
	told = append(told, Figure{Namespace: "AWS/Events", Name: "MatchedEvents", Statistic: sum, Label: names.AlarmRelay,
		Of: Dimensions{"RuleName": *a.stage.on(names.AlarmRelay), "EventBusName": a.stage.bus()}})
	return []awscloudwatch.IWidget{
		graph("costs: runs", 5, runs, nil),
		graph("costs: run time (ms)", 5, time, nil),
		graph("costs: DynamoDB read; written (units)", 5, a.consumed("ConsumedReadCapacityUnits"), a.consumed("ConsumedWriteCapacityUnits")),
		graph("costs: Salesforce calls used (%)", 5, used, nil),
		graph("costs: events", 4, told, nil),
	}
}

// consumed are units of each table.
func (a App) consumed(name string) (figures []Figure) {
	for _, table := range []string{names.Contacts, names.Callers, names.Operations} {
		figures = append(figures, Figure{Namespace: "AWS/DynamoDB", Name: name, Of: Dimensions{"TableName": *a.stage.on(table)}, Statistic: sum, Label: table + ": " + name})
	}
	return figures
}

func labelled(f Figure, label string) Figure {
	f.Label = label
	return f
}
