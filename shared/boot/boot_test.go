package boot

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/lambdacontext"

	"tieline/shared/fault"
)

// logged returns what a handler's invocation leaves in the log, and its error.
func logged(t *testing.T, h Handler[int, int]) (string, error) {
	t.Helper()
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(newLogger(&log, "tieline-dev-x", "7"))
	defer slog.SetDefault(before)
	ctx := lambdacontext.NewContext(t.Context(), &lambdacontext.LambdaContext{AwsRequestID: "r1"})
	_, err := guarded(h)(ctx, 7)
	return log.String(), err
}

func TestAPanicIsOneLineThatQuotesNothing(t *testing.T) {
	line, err := logged(t, func(context.Context, int) (int, error) { panic("+14155550100") })
	if fault.KindOf(err) != fault.Unknown || strings.Contains(err.Error()+line, "415") || strings.Count(line, "\n") != 1 {
		t.Errorf("error %v, logged %s", err, line)
	}
	if !strings.Contains(line, `"err":"panic in tieline/shared/boot.TestAPanicIsOneLineThatQuotesNothing.func1:`) {
		t.Errorf("it does not say where: %s", line)
	}
}

func TestAFailureIsOneLineWithItsKind(t *testing.T) {
	why := fault.Errorf(fault.Throttled, "slow down")
	line, err := logged(t, func(context.Context, int) (int, error) { return 0, why })
	if !errors.Is(err, why) || !strings.Contains(line, `"FunctionName":"tieline-dev-x","FunctionVersion":"7","kind":"throttled","err":"slow down","request_id":"r1"}`) {
		t.Errorf("error %v, logged %s", err, line)
	}
}

func TestAFailedColdStartIsOneLine(t *testing.T) {
	if got := oneLine(errors.Join(errors.New("A is required"), errors.New("B must be a URL"))); got != "A is required; B must be a URL" {
		t.Errorf("got %q", got)
	}
}

func TestASuccessIsLeftToTheHandlerToTell(t *testing.T) {
	line, err := logged(t, func(ctx context.Context, n int) (int, error) {
		slog.With("n", n).WithGroup("g").InfoContext(ctx, "done", "a", 1)
		return n, nil
	})
	if err != nil || !strings.Contains(line, `"n":7,"g":{"a":1,"request_id":"r1"}}`) {
		t.Errorf("error %v, logged %s", err, line)
	}
}
