package world

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"

	"tieline/shared/dynamo"
	"tieline/shared/names"
)

// Scenario is a story that takes real minutes, as what it shows is about time.
type Scenario string

// The scenarios.
const (
	// Breach drives a queue into a breach of its service level and out again: by
	// its calls, and by its target alone.
	Breach Scenario = "breach"
)

// Scenarios are all of them.
var Scenarios = []Scenario{Breach}

// Rehearse plays a scenario, and fails if it does not go as it should. tell hears
// what happens.
func (w *World) Rehearse(ctx context.Context, s Scenario, tell func(string)) error {
	if s != Breach {
		return fmt.Errorf("there is no scenario %s", s)
	}
	if err := w.retune(ctx, tell); err != nil {
		return fmt.Errorf("a parameter: %w", err)
	}
	if err := w.breach(ctx, tell); err != nil {
		return fmt.Errorf("the breach: %w", err)
	}
	return nil
}

// tieline runs a command of bin/tieline on the stage, as an admin would, and
// returns what it says.
func (w *World) tieline(ctx context.Context, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, w.checkout.path("bin", "tieline"), append([]string{name}, args...)...)
	cmd.Env = append(os.Environ(), awsEnvironment(w.emulator.url)...)
	said, err := cmd.CombinedOutput()
	if err != nil {
		return string(said), fmt.Errorf("tieline %s %s: %w: %s", name, strings.Join(args, " "), err, said)
	}
	return string(said), nil
}

// tune sets or resets a parameter.
func (w *World) tune(ctx context.Context, does string, args ...string) error {
	_, err := w.tieline(ctx, "tune", append([]string{does, "--stage", stage}, args...)...)
	return err
}

// operations is the table of what all functions share.
func (w *World) operations() *dynamo.Operations {
	return dynamo.NewOperations(w.AWS, w.Outputs.OperationsTable)
}

// rings tells whether an alarm of the stage does.
func (w *World) rings(ctx context.Context, alarm string) (bool, error) {
	out, err := cloudwatch.NewFromConfig(w.AWS).DescribeAlarms(ctx, &cloudwatch.DescribeAlarmsInput{AlarmNames: []string{names.On(stage, alarm)}})
	if err != nil {
		return false, fmt.Errorf("alarm %s: %w", alarm, err)
	}
	if len(out.MetricAlarms) != 1 {
		return false, fmt.Errorf("there are %d alarms %s", len(out.MetricAlarms), alarm)
	}
	return out.MetricAlarms[0].StateValue == types.StateValueAlarm, nil
}

// errLate is what did not come in time.
var errLate = errors.New("not in time")

// inTime waits for something that must come within a time, and returns when it did.
func inTime(ctx context.Context, patience time.Duration, what string, done func(context.Context) (bool, error)) (time.Duration, error) {
	began := time.Now()
	ctx, cancel := context.WithTimeoutCause(ctx, patience, errLate)
	defer cancel()
	err := poll(ctx, time.Second, func() (bool, error) { return done(ctx) })
	if context.Cause(ctx) != nil && errors.Is(context.Cause(ctx), errLate) {
		err = fmt.Errorf("%s: %w (%s)", what, errLate, patience)
	}
	return time.Since(began), err
}
