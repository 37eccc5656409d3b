package world

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/lambda"
)

// everywhere is within which time a change of a parameter is in force in every
// function: the reconciler compiles each minute, and functions keep what they read
// for a while (dynamo.Lately); sla-evaluator compiles by itself, as it runs each
// minute.
const everywhere = 90 * time.Second

// sweep is how much later than it should the emulator may start what a schedule
// starts: it looks at its schedules every ten seconds.
const sweep = 10 * time.Second

// retune changes what the screen pop looks for, and back, and measures how long
// callers notice nothing.
func (w *World) retune(ctx context.Context, tell func(string)) error {
	const name = "screen-pop/objects"
	asked := 0
	answers := func(want string) func(context.Context) (bool, error) {
		return func(ctx context.Context) (bool, error) {
			asked++
			answer, err := w.ask(ctx, fmt.Appendf(nil, `{"Details":{"ContactData":{"ContactId":"tuned-%d","CustomerEndpoint":{"Address":%q}}}}`, asked, w.callers[0].number))
			return answer["matchStatus"] == want, err
		}
	}
	for _, step := range []struct {
		does []string
		want string
	}{
		{nil, "HIT"},
		{[]string{"set", name, "Lead"}, "NONE"},
		{[]string{"reset", name}, "HIT"},
	} {
		if step.does != nil {
			if err := w.tune(ctx, step.does[0], step.does[1:]...); err != nil {
				return err
			}
		}
		took, err := inTime(ctx, everywhere+sweep, fmt.Sprintf("tune %v: a known caller is %s", step.does, step.want), answers(step.want))
		if err != nil {
			return err
		}
		if step.does != nil {
			tell(fmt.Sprintf("  tune %s %s: in force after %s", step.does[0], name, took.Round(time.Second)))
		}
	}
	return nil
}

// ask asks the screen pop as flows do.
func (w *World) ask(ctx context.Context, request []byte) (answer map[string]string, err error) {
	reply, err := functions{lambda.NewFromConfig(w.AWS)}.Invoke(ctx, w.Outputs.ScreenPopAlias, request)
	if err != nil {
		return nil, err
	}
	return answer, json.Unmarshal(reply, &answer)
}
