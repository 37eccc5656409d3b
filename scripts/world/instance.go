package world

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/kinesis"
	"github.com/aws/aws-sdk-go-v2/service/lambda"

	"tieline/shared/amazonconnect/connecttest"
)

// speed makes a call of five minutes last five seconds.
const speed = 60

// newInstance returns the simulated Connect instance, whose callers go through
// the flow and whose events, records and look-ups go to the emulated AWS.
func (w *World) newInstance(flow []byte) (*connecttest.Instance, error) {
	arn := w.Settings.Instance()
	queue := connecttest.Queue{ARN: arn + "/queue/bbbbbbbb-0000-4000-8000-000000000001", Name: "Customer Service"}
	parsed, err := connecttest.Parse(flow, map[string]string{"ScreenPopArn": w.Outputs.ScreenPopAlias, "QueueArn": queue.ARN})
	if err != nil {
		return nil, err
	}
	return connecttest.New(connecttest.Config{
		InstanceARN: arn,
		Queue:       queue,
		Agents: []connecttest.Agent{
			{ARN: arn + "/agent/cccccccc-0000-4000-8000-000000000001", Username: "ada"},
			{ARN: arn + "/agent/cccccccc-0000-4000-8000-000000000002", Username: "grace"},
			{ARN: arn + "/agent/cccccccc-0000-4000-8000-000000000003", Username: "edsger"},
		},
		Flow:   parsed,
		Seed:   w.options.Seed,
		Now:    time.Now,
		Pace:   pace,
		Bus:    eventBus{eventbridge.NewFromConfig(w.AWS), w.Settings.ConnectSource},
		Stream: w.sabotage.stream(recordStream{kinesis.NewFromConfig(w.AWS), w.Outputs.ContactRecordsStream}),
		Lambda: functions{lambda.NewFromConfig(w.AWS)},
		Faults: w.options.Faults,
		Watch:  w.follower.watch,
	})
}

// pace waits for a simulated time, sped up.
func pace(ctx context.Context, simulated time.Duration) error {
	timer := time.NewTimer(simulated / speed)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-timer.C:
		return nil
	}
}
