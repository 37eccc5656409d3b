package main

import (
	"strings"

	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"
	"github.com/aws/jsii-runtime-go"
)

// Composite is an alarm that rings while one of several does. It tells nobody,
// as each of them does so itself: people hang on it what shall ring once.
type Composite struct {
	Name     string // its heading in docs/runbook.md, too
	Meaning  string
	Severity Severity
	Layer    Layer
	Of       func(Alarm) bool
}

// composites answer the two questions that people ask first, and how each layer
// does. A breach is of people, and of business logic.
var composites = []Composite{{
	Name: "people", Meaning: "Callers or agents are not served as they should be.", Severity: critical, Layer: businessLogic,
	Of: func(is Alarm) bool { return is.People },
}, {
	Name: "connector", Meaning: "Something is wrong with Tieline itself.", Layer: connector,
	Of: func(is Alarm) bool { return !is.People && is.tellsOf(connector) },
}, {
	Name: "phone", Meaning: "Something is wrong with Amazon Connect, or with its flows.", Layer: phone,
	Of: func(is Alarm) bool { return is.tellsOf(phone) },
}, {
	Name: "salesforce-configuration", Meaning: "Salesforce is not set up as Tieline needs it, or is down.", Layer: salesforceConfiguration,
	Of: func(is Alarm) bool { return is.tellsOf(salesforceConfiguration) },
}, {
	Name: "business-logic", Meaning: "Rules of Salesforce refuse contacts, or nobody is there for callers.", Layer: businessLogic,
	Of: func(is Alarm) bool { return is.tellsOf(businessLogic) },
}}

// tellsOf reports whether it tells people of a layer. A rollout's own alarms are
// no news.
func (is Alarm) tellsOf(layer Layer) bool { return !is.Quiet && is.Layer.orUsual() == layer }

// newComposites makes them. A rule names alarms that must be there already
// (CloudWatch API reference, PutCompositeAlarm), and holds at most 100 of them
// and 10,240 characters, so it has their names and not their ARNs.
func newComposites(a App) {
	for _, is := range composites {
		of := a.alarmsThat(is.Of)
		if len(of) == 0 {
			continue // a rule names one at least
		}
		var rings []string
		for _, name := range a.named(of) {
			rings = append(rings, `ALARM("`+name+`")`)
		}
		composite := awscloudwatch.NewCompositeAlarm(a.Stack, jsii.String(is.Name+"-alarm"), &awscloudwatch.CompositeAlarmProps{
			CompositeAlarmName: a.stage.on(is.Name),
			AlarmDescription:   described(is.Meaning, is.Severity, is.Layer, is.Name),
			AlarmRule:          awscloudwatch.AlarmRule_FromString(jsii.String(strings.Join(rings, " OR "))),
		})
		for _, alarm := range of {
			composite.Node().AddDependency(alarm.on)
		}
		a.composites[is.Name] = composite
	}
}

// named returns the names of alarms on AWS.
func (a App) named(alarms []made) (all []string) {
	for _, alarm := range alarms {
		all = append(all, *a.stage.on(alarm.name(alarm.path)))
	}
	return all
}
