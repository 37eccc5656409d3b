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

// Dimension is the only dimension of them: the function's name on AWS, which
// the logger adds to every line (boot), and which names the stage, too.
const Dimension = "FunctionName"

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
}

// Of returns a count.
func Of(name string, count int) Figure { return Figure{name, Count, float64(count)} }

// Took returns a duration.
func Took(name string, d time.Duration) Figure {
	return Figure{name, Milliseconds, float64(d.Milliseconds())}
}

// Share returns a part of a whole, as a percentage; of no whole it is 0.
func Share(name string, part, whole int) Figure {
	if whole == 0 {
		return Figure{name, Percent, 0}
	}
	return Figure{name, Percent, 100 * float64(part) / float64(whole)}
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

// describe is what makes a line a metric (CloudWatch user guide, "Embedded
// metric format specification").
func describe(figures []Figure, at time.Time) any {
	type metric struct {
		Name string
		Unit Unit
	}
	metrics := make([]metric, len(figures))
	for n, f := range figures {
		metrics[n] = metric{f.Name, f.Unit}
	}
	return map[string]any{
		"Timestamp": at.UnixMilli(),
		"CloudWatchMetrics": []any{map[string]any{
			"Namespace":  Namespace,
			"Dimensions": [][]string{{Dimension}},
			"Metrics":    metrics,
		}},
	}
}
