package handler

import (
	"tieline/shared/cloudwatch"
	"tieline/shared/names"
	"tieline/shared/salesforce"
)

// layer adds to the counts of the layer that is at fault, as the runbook has the
// four.
type layer func(*salesforce.Counts) *int

func phone(c *salesforce.Counts) *int         { return &c.Phone }
func connector(c *salesforce.Counts) *int     { return &c.Connector }
func configuration(c *salesforce.Counts) *int { return &c.Configuration }
func businessLogic(c *salesforce.Counts) *int { return &c.BusinessLogic }
func aside(c *salesforce.Counts) *int         { return &c.Parked } // of no layer: who sent it is to be seen

// trouble is a metric of what went wrong, and where that lies.
type trouble struct {
	metric    string
	layer     layer
	functions []string
}

// troubles are all that counts. The layers are those of the alarms on the same
// metrics (infra). What passes by itself, such as a message that is delivered again,
// counts too: many of them in a period are the trouble.
var troubles = []trouble{
	{names.MetricOverdue, phone, []string{names.Reconciler}},
	{names.MetricLapsed, phone, []string{names.Reconciler}},

	{names.MetricUnknownFaults, connector, names.Functions},
	{names.MetricComesAgain, connector, consumers},
	{names.MetricPopsOverBudget, connector, []string{names.ScreenPop}},
	{names.MetricPopsNotKept, connector, []string{names.ScreenPop}},
	{names.MetricPopsNotIndexed, connector, []string{names.ScreenPop}},
	{names.MetricRefusedAccess, connector, []string{names.SLAEvaluator}}, // to Amazon Connect's figures

	{names.MetricRefusedAccess, configuration, []string{names.AlarmRelay, names.Reconciler, names.SalesforceWriter, names.ScreenPop}},
	{names.MetricPopsDegraded, configuration, []string{names.ScreenPop}},
	{names.MetricFieldMapFaults, configuration, []string{names.ScreenPop}},
	{names.MetricUnlinked, configuration, []string{names.SalesforceWriter}},

	{names.MetricRejected, businessLogic, []string{names.SalesforceWriter}},
	{names.MetricPostponed, businessLogic, []string{names.SalesforceWriter}},

	{names.MetricParked, aside, consumers},
}

// consumers are those that messages come to.
var consumers = []string{names.ContactEvents, names.ContactRecords, names.SalesforceEvents, names.AlarmRelay}

// counters are the metrics of a stage, and the layer of each.
func counters(stage string) (all []cloudwatch.Counter, layers []layer) {
	for _, t := range troubles {
		for _, function := range t.functions {
			all = append(all, cloudwatch.Counter{Function: names.On(stage, function), Metric: t.metric})
			layers = append(layers, t.layer)
		}
	}
	return all, layers
}
