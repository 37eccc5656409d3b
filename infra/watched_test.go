package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"tieline/shared/metric"
)

// figure is a metric that is looked at, and its dimensions, such as
// QueueName=tieline-dev-contacts-due, by commas.
type figure struct{ Namespace, Name, Of string }

// alarms returns the stage's alarms by what they watch.
func (d deployment) alarms() map[figure]resource {
	found := map[figure]resource{}
	for a := range d.of("AWS::CloudWatch::Alarm") {
		var of []string
		for _, dimension := range list(a.at("Dimensions")) {
			of = append(of, d.text(at(dimension, "Name"))+"="+d.text(at(dimension, "Value")))
		}
		found[figure{d.text(a.at("Namespace")), d.text(a.at("MetricName")), strings.Join(of, ",")}] = a
	}
	return found
}

// composite is the type of alarms that are of other alarms.
const composite = "AWS::CloudWatch::CompositeAlarm"

// everyAlarm yields the stage's alarms, those of other alarms among them.
func (d deployment) everyAlarm() iter.Seq[resource] {
	return func(yield func(resource) bool) {
		for _, kind := range []string{"AWS::CloudWatch::Alarm", composite} {
			for a := range d.of(kind) {
				if !yield(a) {
					return
				}
			}
		}
	}
}

// text is a value as AWS sees it, with the stage's resources under their names.
func (d deployment) text(v any) string {
	if parts, ok := at(v, "Fn::Join").([]any); ok {
		var b strings.Builder
		for _, part := range list(parts[1]) {
			b.WriteString(d.text(part))
		}
		return b.String()
	}
	if s, ok := v.(string); ok {
		return s
	}
	meant := d.resolve(v)
	return cmp.Or(physical(meant), meant.ID)
}

// physical is the name that a resource has on AWS, "" if it has none of ours.
func physical(r resource) string {
	for _, key := range []string{"AlarmName", "ArchiveName", "BucketName", "FunctionName", "LogGroupName", "ManagedPolicyName", "QueueName", "TableName", "TopicName", "Name"} {
		if name, ok := r.at(key).(string); ok {
			return name
		}
	}
	return ""
}

// widget is one of a dashboard's.
type widget struct {
	Type       string
	Y, Width   int
	Properties struct {
		Title   string
		Alarms  []string
		Metrics [][]any
	}
}

// dashboard returns the widgets of the stage's dashboard.
func (d deployment) dashboard(t *testing.T) []widget {
	t.Helper()
	for board := range d.of("AWS::CloudWatch::Dashboard") {
		var body struct{ Widgets []widget }
		if err := json.Unmarshal([]byte(d.text(board.at("DashboardBody"))), &body); err != nil {
			t.Fatal(err)
		}
		return body.Widgets
	}
	t.Fatal("there is no dashboard")
	return nil
}

// figures returns what a widget shows.
func (w widget) figures() (shown []figure) {
	for _, m := range w.Properties.Metrics {
		var of []string
		for n := 2; n+1 < len(m); n += 2 { // what is left is how it is drawn
			of = append(of, fmt.Sprint(m[n], "=", m[n+1]))
		}
		shown = append(shown, figure{fmt.Sprint(m[0]), fmt.Sprint(m[1]), strings.Join(of, ",")})
	}
	return shown
}

// isOfVersion reports whether an alarm watches one version of a function.
func (d deployment) isOfVersion(alarm resource) bool {
	return slices.ContainsFunc(list(alarm.at("Dimensions")), func(dimension any) bool { return at(dimension, "Name") == metric.Version })
}
