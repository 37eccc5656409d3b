package world

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/eventbridge"

	"tieline/shared/amazonconnect/connecttest"
	"tieline/shared/salesforce/salesforcetest"
)

// waiting is how many events of the org may wait to be relayed.
const waiting = 1000

// relay is the org's event relay: it puts on the bus what is published in the
// org, in the envelope that Salesforce's has, until ctx ends.
func (w *World) relay(ctx context.Context) {
	published := make(chan salesforcetest.Event, waiting)
	w.Org.Subscribe(func(e salesforcetest.Event) {
		select {
		case published <- e:
		default: // the org must not wait for its relay, and a relay may lose events
			w.options.Progress.Println("  an event of Salesforce was lost: too many wait")
		}
	})
	bus := eventBus{eventbridge.NewFromConfig(w.AWS), w.Settings.SalesforceEvents}
	go func() {
		for {
			select {
			case <-ctx.Done():
				return
			case e := <-published:
				if err := bus.Publish(ctx, relayed(e)); err != nil && ctx.Err() == nil {
					w.options.Progress.Println(fmt.Sprintf("  an event of Salesforce was not relayed: %v", err))
				}
			}
		}
	}()
}

// relayed is the event as it stands on the bus. That nothing but the payload is
// in its detail is all that is known of real ones.
func relayed(e salesforcetest.Event) connecttest.Event {
	detail, err := json.Marshal(map[string]any{"payload": e.Payload()})
	if err != nil {
		panic(err) // it was JSON when it was published
	}
	return connecttest.Event{DetailType: e.Object, Time: e.Time, Resources: []string{}, Detail: detail}
}
