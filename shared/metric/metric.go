// Package metric turns a line of a function's log into CloudWatch metrics, by
// CloudWatch's embedded metric format: no call, and no line more than the log
// needs anyway. It knows of figures, and nothing of what they count.
package metric

import (
	"log/slog"
	"time"
)

// Namespace is where all of Tieline's metrics stand in CloudWatch.
const Namespace = "Tieline"

// Dimension is the dimension of all of them: the function's name on AWS, which
// the logger adds to every line (boot), and which names the stage, too.
const Dimension = "FunctionName"

// Version is the second dimension of those figures that judge a new version of a
// function while the old one still runs. The logger adds it to every line.
const Version = "FunctionVersion"

// Unit is CloudWatch's word for what a value is of (API reference, MetricDatum).
type Unit string

// The units in use.
const (
	Count        Unit = "Count"
	Milliseconds Unit = "Milliseconds"
	Percent      Unit = "Percent"
)

// Figure is one value of one metric.
type Figure struct {
	Name  string // of the list in package names
	Unit  Unit
	Value float64

	byVersion bool
}

// ByVersion returns the figure as one that is kept for each version of the
// function, too. CloudWatch bills each as a metric of its own.
func (f Figure) ByVersion() Figure {
	f.byVersion = true
	return f
}

// Of returns a count.
func Of(name string, count int) Figure { return Figure{Name: name, Unit: Count, Value: float64(count)} }

// Took returns a duration.
func Took(name string, d time.Duration) Figure {
	return Figure{Name: name, Unit: Milliseconds, Value: float64(d.Milliseconds())}
}

// Share returns a part of a whole, as a percentage; of no whole it is 0.
func Share(name string, part, whole int) Figure {
	if whole == 0 {
		return Figure{Name: name, Unit: Percent}
	}
	return Figure{Name: name, Unit: Percent, Value: 100 * float64(part) / float64(whole)}
}

// Embed returns what a line of the log must hold for the figures to become
// metrics. It belongs to the line itself, not into a group.
func Embed(figures ...Figure) slog.Attr {
	members := make([]any, 0, len(figures)+1)
	for _, f := range figures {
		members = append(members, slog.Float64(f.Name, f.Value))
	}
	// A group without a name stands in the line itself (package slog, Handler).
	return slog.Group("", append(members, slog.Any("_aws", describe(figures, time.Now())))...)
}

// description and its parts are what makes a line a metric (CloudWatch user
// guide, "Embedded metric format specification").
type (
	description struct {
		Timestamp         int64
		CloudWatchMetrics []directive
	}
	directive struct {
		Namespace  string
		Dimensions [][]string
		Metrics    []described
	}
	described struct {
		Name string
		Unit Unit
	}
)

func describe(figures []Figure, at time.Time) description {
	all := directive{Namespace, [][]string{{Dimension}}, make([]described, 0, len(figures))}
	some := directive{Namespace, [][]string{{Dimension, Version}}, nil}
	for _, f := range figures {
		all.Metrics = append(all.Metrics, described{f.Name, f.Unit})
		if f.byVersion {
			some.Metrics = append(some.Metrics, described{f.Name, f.Unit})
		}
	}
	d := description{at.UnixMilli(), []directive{all}}
	if some.Metrics != nil {
		d.CloudWatchMetrics = append(d.CloudWatchMetrics, some)
	}
	return d
}
