package world

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/kinesis"
	"github.com/aws/aws-sdk-go-v2/service/lambda"

	"tieline/shared/amazonconnect/connecttest"
)

// speed makes a call of five minutes last five seconds.
const speed = 60

// The queues of the instance, by their ids: the one that all calls wait in, and
// the one that a scenario drives into trouble.
const (
	usualQueue    = "bbbbbbbb-0000-4000-8000-000000000001"
	troubledQueue = "bbbbbbbb-0000-4000-8000-000000000009"
)

// newInstance returns the simulated Connect instance with one of its queues. Its
// callers go through the shipped flows, as fast as the pace says, and its events,
// records and look-ups go to the emulated AWS.
func (w *World) newInstance(id, name string, pace func(context.Context, time.Duration) error) (*connecttest.Instance, error) {
	arn := w.Settings.Instance()
	queue := connecttest.Queue{ARN: arn + "/queue/" + id, Name: name}
	flows, err := w.flows(arn, queue.ARN)
	if err != nil {
		return nil, err
	}
	return connecttest.New(connecttest.Config{
		InstanceARN: arn,
		Queue:       queue,
		Agents:      staff(arn),
		Flow:        flows[inboundFlow],
		Transfer:    flows[transferFlow],
		Flows:       func(id string) *connecttest.Flow { return flows[id] },
		Seed:        w.options.Seed,
		Now:         time.Now,
		Pace:        pace,
		Bus:         eventBus{eventbridge.NewFromConfig(w.AWS), w.Settings.ConnectSource},
		Stream:      w.sabotage.stream(recordStream{kinesis.NewFromConfig(w.AWS), w.Outputs.ContactRecordsStream}),
		Lambda:      timed{functions{lambda.NewFromConfig(w.AWS)}, w},
		Faults:      w.faults(),
		Watch: func(contact string, step connecttest.Step) {
			w.follower.watch(contact, step)
			w.desks.watch(contact, step)
		},
		Take: w.desks.take,
	})
}

// The shipped flows that contacts begin in.
const (
	inboundFlow  = "inbound"
	transferFlow = "transfer"
)

// flows are all that is shipped, by name and, where others lead to them, by the
// ARN that the Connect stack would give them.
func (w *World) flows(instance, queue string) (map[string]*connecttest.Flow, error) {
	places := map[string]string{"ScreenPopArn": w.Outputs.ScreenPopAlias, "QueueArn": queue}
	for place, file := range map[string]string{"ScreenPopModuleArn": "screen-pop-module", "AgentWhisperArn": "agent-whisper", "CustomerQueueArn": "customer-queue"} {
		places[place] = instance + "/contact-flow/" + file
	}
	flows := map[string]*connecttest.Flow{}
	files, err := filepath.Glob(w.checkout.path("infra", "flows", "*.json"))
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		flow, err := connecttest.Parse(content, places)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		flows[name], flows[instance+"/contact-flow/"+name] = flow, flow
	}
	return flows, nil
}

// timed notes how long functions take to answer.
type timed struct {
	connecttest.Lambda
	world *World
}

// Invoke waits for the function's answer.
func (f timed) Invoke(ctx context.Context, arn string, payload []byte) ([]byte, error) {
	began := time.Now()
	answer, err := f.Lambda.Invoke(ctx, arn, payload)
	f.world.answered(time.Since(began))
	return answer, err
}

// answered notes how long a caller waited for an answer.
func (w *World) answered(took time.Duration) {
	for slowest := w.slowest.Load(); int64(took) > slowest && !w.slowest.CompareAndSwap(slowest, int64(took)); slowest = w.slowest.Load() {
	}
}

// fast waits for a simulated time, sped up.
func fast(ctx context.Context, simulated time.Duration) error { return wait(ctx, simulated/speed) }

func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-timer.C:
		return nil
	}
}
