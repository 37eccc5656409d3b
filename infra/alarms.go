package main

import (
	"maps"
	"time"

	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"
)

// Alarm is a state of affairs that people are told of, when it begins and when
// it is over. Its name is tieline-<stage>-<path>-<What>, and its heading in
// docs/runbook.md the same without the stage. Where there is one for each of
// several things, -<Part> ends the name, and the heading is theirs together.
type Alarm struct {
	What     string
	Part     string
	Meaning  string   // in a sentence
	Severity Severity // "" is warning
	Layer    Layer    // that is at fault, or the first to look at; 0 is connector
	Figure   Figure
	Limit    float64 // from which on it is one
	Below    bool    // it is one below the limit, not from it on
	Spell    Spell
	Column   Column // of the dashboard, where the figure is shown, too
	Quiet    bool   // people are not told: only a rollout looks
	People   bool   // supervisors look at it

	// Silence is what no data means. By default it is that all is well: a path
	// that nothing comes through reports nothing, and AWS's counts of errors,
	// like the figures of a queue that sleeps, are not sent at all.
	Silence awscloudwatch.TreatMissingData
}

// Spell is how long something lasts before people are told: Bad of the last Of
// periods.
type Spell struct {
	Period  time.Duration
	Bad, Of int
}

// The spells in use.
var (
	// atOnce is for what nobody tries again, and does not mend itself.
	atOnce = Spell{time.Minute, 1, 1}
	// mostly is for what is tried again: one failure wakes nobody, and what
	// fails in most minutes of five is more than one.
	mostly = Spell{time.Minute, 3, 5}
	// throughout is for what is late or piles up: a rush of calls, or a cold
	// start, is over in less.
	throughout = Spell{time.Minute, 5, 5}
	// hourly is for what is tried a few times an hour.
	hourly = Spell{time.Hour, 2, 3}
)

// Figure is a metric in CloudWatch, of one thing, and how it is read.
type Figure struct {
	Namespace, Name string
	Of              Dimensions
	Statistic       string
	Label           string // on the dashboard; "" is the name
}

// Dimensions say whose a metric is: such as QueueName, and the queue's.
type Dimensions map[string]string

// and returns the dimensions with one more.
func (d Dimensions) and(name, of string) Dimensions {
	more := maps.Clone(d)
	more[name] = of
	return more
}

// The statistics in use.
const (
	sum     = "Sum"
	average = "Average"
	maximum = "Maximum"
	minimum = "Minimum"
)

// over returns the figure, read once per period.
func (f Figure) over(period time.Duration, label *string) awscloudwatch.Metric {
	dimensions := map[string]*string{}
	for name, of := range f.Of {
		dimensions[name] = &of
	}
	return awscloudwatch.NewMetric(&awscloudwatch.MetricProps{
		Namespace:     &f.Namespace,
		MetricName:    &f.Name,
		DimensionsMap: &dimensions,
		Statistic:     &f.Statistic,
		Period:        lasting(period),
		Label:         label,
	})
}
