package main

import (
	"cmp"
	"fmt"

	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatchactions"
	"github.com/aws/jsii-runtime-go"
)

// Severity is how soon people should come.
type Severity string

// The severities. What is critical is felt by callers, agents or supervisors
// while it lasts, or keeps all of a path from its work.
const (
	critical Severity = "Critical"
	warning  Severity = "Warning"
)

// Layer is one of the four that a fault may lie in, as docs/runbook.md has them.
type Layer int

// The layers.
const (
	phone Layer = iota + 1
	connector
	salesforceConfiguration
	businessLogic
)

// orUsual is the layer, or the one that is meant where none is named.
func (l Layer) orUsual() Layer { return cmp.Or(l, connector) }

// layers names them.
var layers = map[Layer]string{
	phone: "1 phone", connector: "2 connector", salesforceConfiguration: "3 Salesforce configuration", businessLogic: "4 business logic",
}

// critically is the same alarm where it is critical.
func (is Alarm) critically() Alarm {
	is.Severity = critical
	return is
}

// heading is the alarm's in docs/runbook.md.
func (is Alarm) heading(path string) string { return path + "-" + is.What }

// name is the alarm's on AWS, without the stage.
func (is Alarm) name(path string) string {
	if is.Part == "" {
		return is.heading(path)
	}
	return is.heading(path) + "-" + is.Part
}

// described is what CloudWatch says of an alarm. alarm-relay reads severity,
// layer and heading from there, so it is of one form.
func described(meaning string, severity Severity, layer Layer, heading string) *string {
	return jsii.String(fmt.Sprintf("%s %s, layer %s. See docs/runbook.md, %s.",
		meaning, cmp.Or(severity, warning), layers[layer.orUsual()], heading))
}

// newAlarm makes the alarm of a path, which tells the stage's topic unless it is
// quiet.
func newAlarm(a App, path string, is Alarm) awscloudwatch.Alarm {
	name := is.name(path)
	compare := awscloudwatch.ComparisonOperator_GREATER_THAN_OR_EQUAL_TO_THRESHOLD
	if is.Below {
		compare = awscloudwatch.ComparisonOperator_LESS_THAN_THRESHOLD
	}
	alarm := awscloudwatch.NewAlarm(a.Stack, &name, &awscloudwatch.AlarmProps{
		AlarmName:          a.stage.on(name),
		AlarmDescription:   described(is.Meaning, is.Severity, is.Layer, is.heading(path)),
		Metric:             is.Figure.over(is.Spell.Period, nil),
		Threshold:          &is.Limit,
		ComparisonOperator: compare,
		DatapointsToAlarm:  jsii.Number(is.Spell.Bad),
		EvaluationPeriods:  jsii.Number(is.Spell.Of),
		TreatMissingData:   cmp.Or(is.Silence, awscloudwatch.TreatMissingData_NOT_BREACHING),
	})
	if !is.Quiet {
		tell := awscloudwatchactions.NewSnsAction(a.topic)
		alarm.AddAlarmAction(tell)
		alarm.AddOkAction(tell)
	}
	return alarm
}
