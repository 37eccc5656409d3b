// Package metric turns a line of a function's log into CloudWatch metrics, by
// CloudWatch's embedded metric format: no call, and no line more than the log
// needs anyway. It knows of figures, and nothing of what they count.
package metric

import (
	"context"
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

// Log writes one line to the default logger whose figures become metrics.
func Log(ctx context.Context, level slog.Level, msg string, figures []Figure, attrs ...slog.Attr) {
	line := make([]slog.Attr, 0, len(attrs)+len(figures)+1)
	line = append(line, attrs...)
	for _, f := range figures {
		line = append(line, slog.Float64(f.Name, f.Value))
	}
	slog.LogAttrs(ctx, level, msg, append(line, slog.Any("_aws", describe(figures, time.Now())))...)
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
