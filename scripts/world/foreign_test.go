package world

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/eventbridge"

	"tieline/events"
	"tieline/shared/amazonconnect/connecttest"
)

// foreigner is an event that the rule must not let through, in what it differs
// from one of ours.
type foreigner struct {
	source, detailType string
	instance           func(ours string) any // that it names; nil names ours
}

var foreigners = map[string]foreigner{
	"an instance of another account":      {instance: func(ours string) any { return strings.ReplaceAll(ours, Account, "999999999999") }},
	"an instance that begins like ours":   {instance: func(ours string) any { return ours + "0" }},
	"an instance that ours begins like":   {instance: func(ours string) any { return ours[:len(ours)-1] }},
	"ours in capitals":                    {instance: func(ours string) any { return strings.ToUpper(ours) }},
	"ours in an object":                   {instance: func(ours string) any { return map[string]any{"instanceArn": ours} }},
	"no instance":                         {instance: func(string) any { return nil }},
	"another source":                      {source: "local.other"},
	"a source that begins like Connect's": {source: "local.connect.other"},
	"another kind of event":               {detailType: "Amazon Connect Contact Event Of Another Kind"},
	"the kind in small letters":           {detailType: strings.ToLower(events.DetailTypeContact)},
}

// checkForeigners publishes them, and then one that names ours in the other
// spelling: that one arrives, and none of those before it.
func checkForeigners(ctx context.Context, t *testing.T, w *World) {
	rows := slices.Sorted(maps.Keys(foreigners))
	for n, name := range rows {
		if err := foreigners[name].publish(ctx, w, contactOf("foreign", n)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	const ours = "foreign-not-1"
	publish := eventBus{eventbridge.NewFromConfig(w.AWS), w.Settings.ConnectSource}.Publish
	detail, err := json.Marshal(map[string]any{"ContactId": ours, "InstanceArn": w.Settings.Instance(), "EventType": "INITIATED", "InitiationMethod": "INBOUND"})
	if err != nil {
		t.Fatal(err)
	}
	if err := publish(ctx, connecttest.Event{DetailType: events.DetailTypeContact, Time: time.Now(), Detail: detail}); err != nil {
		t.Fatal(err)
	}
	if err := w.holds(ctx, ours, values{"Direction__c": "Inbound"}); err != nil {
		t.Errorf("one of ours is kept out: %v", err)
	}
	for n, name := range rows {
		if len(w.org.interactions(contactOf("foreign", n))) > 0 {
			t.Errorf("%s: has become a record", name)
		}
	}
}

func (f foreigner) publish(ctx context.Context, w *World, contact string) error {
	instance := any(w.Settings.Instance())
	if f.instance != nil {
		instance = f.instance(w.Settings.Instance())
	}
	detail, err := json.Marshal(map[string]any{"contactId": contact, "instanceArn": instance, "eventType": "INITIATED", "initiationMethod": "INBOUND"})
	if err != nil {
		return err
	}
	bus := eventBus{eventbridge.NewFromConfig(w.AWS), w.Settings.ConnectSource}
	if f.source != "" {
		bus.source = f.source
	}
	kind := events.DetailTypeContact
	if f.detailType != "" {
		kind = f.detailType
	}
	return bus.Publish(ctx, connecttest.Event{DetailType: kind, Time: time.Now(), Detail: detail})
}
