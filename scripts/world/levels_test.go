package world

import (
	"testing"
	"time"

	"tieline/shared/amazonconnect/connecttest"
)

func TestEachQueueHasItsThreshold(t *testing.T) {
	for name, tt := range map[string]struct {
		queue          string
		waits          time.Duration
		met, threshold any
	}{
		"the usual queue":             {"i/queue/" + usualQueue, 19 * time.Second, 1.0, 20.0},
		"the usual queue, late":       {"i/queue/" + usualQueue, 20 * time.Second, 0.0, 20.0},
		"the troubled queue":          {"i/queue/" + troubledQueue, 9 * time.Second, 1.0, 10.0},
		"the troubled queue, late":    {"i/queue/" + troubledQueue, 10 * time.Second, 0.0, 10.0},
		"an agent's own, of no level": {"i/queue/agent/a1", 9 * time.Second, nil, nil},
	} {
		e := Expectation{Truth: connecttest.Truth{QueueARN: tt.queue, EnqueuedAt: at("09:00:00"), DequeuedAt: at("09:00:00").Add(tt.waits)}}
		if met, threshold := levelMet(e), levelThreshold(e); met != tt.met || threshold != tt.threshold {
			t.Errorf("%s: %v of %v", name, met, threshold)
		}
	}
}

func TestALevelByAnotherThresholdIsFound(t *testing.T) {
	truth := second.Truth
	truth.QueueARN, truth.DequeuedAt = "i/queue/"+troubledQueue, truth.EnqueuedAt.Add(9*time.Second)
	played := []connecttest.Played{{Contacts: []connecttest.Truth{truth, {ID: "q", QueueARN: "i/queue/agent/a1"}}}}
	for name, tt := range map[string]struct {
		holds map[string]any
		found int
	}{
		"by its own":     {map[string]any{"Service_Level_Met__c": 1, "Service_Level_Threshold__c": 10}, 0},
		"by the usual":   {map[string]any{"Service_Level_Met__c": 1, "Service_Level_Threshold__c": 20}, 1},
		"none":           {map[string]any{"Service_Level_Met__c": nil, "Service_Level_Threshold__c": nil}, 2},
		"no such record": {nil, 1},
	} {
		w, _ := judged(t, "")
		id := w.org.interactions("c2")[0]["Id"].(string)
		err := w.Org.Overwrite(id, tt.holds)
		if tt.holds == nil {
			err = w.Org.Delete(interaction, id)
		}
		if count, found := w.unlevelled(played); err != nil || count != 1 || len(found) != tt.found {
			t.Errorf("%s: %d compared, %v, %v", name, count, found, err)
		}
	}
}
