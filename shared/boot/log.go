package boot

import (
	"context"
	"io"
	"log/slog"

	"github.com/aws/aws-lambda-go/lambdacontext"

	"tieline/shared/metric"
)

// newLogger returns the logger of a function: a JSON object per line, with the
// function's name on AWS and its version, by which its figures are told apart,
// and the id of the request, by which Lambda's own lines are found.
func newLogger(w io.Writer, function, version string) *slog.Logger {
	return slog.New(requests{slog.NewJSONHandler(w, nil)}).With(metric.Dimension, function, metric.Version, version)
}

// requests adds the request's id to what is said in its course.
type requests struct{ slog.Handler }

// Handle implements slog.Handler.
func (h requests) Handle(ctx context.Context, r slog.Record) error {
	if c, ok := lambdacontext.FromContext(ctx); ok {
		r.AddAttrs(slog.String("request_id", c.AwsRequestID))
	}
	return h.Handler.Handle(ctx, r)
}

// WithAttrs implements slog.Handler.
func (h requests) WithAttrs(attrs []slog.Attr) slog.Handler {
	return requests{h.Handler.WithAttrs(attrs)}
}

// WithGroup implements slog.Handler.
func (h requests) WithGroup(name string) slog.Handler { return requests{h.Handler.WithGroup(name)} }
