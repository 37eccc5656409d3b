package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"tieline/events"
)

// contradictions are faults between settings that are each well formed.
func (s Stage) contradictions() []error {
	found := append(s.misplacedQueues(), s.elsewhere("contactRecordsStream", s.Records.Stream))
	found = slices.Concat(found, s.misplacedRelays(), s.takenKeys(), s.unlikelyPace(), s.wronglyWatched())
	for _, instance := range s.ConnectInstances {
		found = append(found, s.elsewhere("connectInstances", instance))
	}
	if _, ok := logRetention[s.LogDays]; !ok && s.LogDays != 0 {
		found = append(found, fmt.Errorf("logDays: must be one of %v", slices.Sorted(maps.Keys(logRetention))))
	}
	if s.ConnectURL != "" && !s.local() {
		found = append(found, errors.New("connectUrl: is for the emulator only"))
	}
	if s.Records.Key != "" && s.Records.Stream == "" {
		found = append(found, errors.New("contactRecordsKey: is of no use without contactRecordsStream"))
	}
	// Lambda developer guide, "Configuring provisioned concurrency": it counts
	// towards the function's reserved concurrency.
	if s.Pop.Reserved > 0 && s.Pop.Provisioned > s.Pop.Reserved {
		found = append(found, errors.New("popProvisioned: must be at most popReserved"))
	}
	if s.Gradual && s.local() {
		found = append(found, errors.New("gradual: the emulator has no CodeDeploy"))
	}
	// The source has the local stage go without Connect, CodeDeploy and the
	// check for examples, so a slip must not make an account's stage local.
	if s.local() && s.Account != "" && s.Account != accountLocal {
		found = append(found, fmt.Errorf("connectSource: %s is for account %s only, the AWS emulator's", sourceLocal, accountLocal))
	}
	return found
}

// elsewhere is a fault if what the ARN names is not in the stage's own account
// and region: only there are an instance's events on the bus of the stage, and
// can a function read a stream.
func (s Stage) elsewhere(key, arn string) error {
	if part := strings.Split(arn, ":"); arn == "" || part[3] == s.Region && part[4] == s.Account {
		return nil
	}
	return fmt.Errorf("%s: %s is not in account %s and region %s", key, arn, s.Account, s.Region)
}

// misplacedRelays finds sources that the stage's bus cannot have, and one that
// is to bring both kinds of events.
func (s Stage) misplacedRelays() (found []error) {
	for key, source := range map[string]string{"salesforceEvents": s.Relays.Events, "salesforceChangeEvents": s.Relays.Changes} {
		if source != "" && (source == relayLocal) != s.local() {
			found = append(found, fmt.Errorf("%s: %s is the simulated org's, and the emulator has no other", key, relayLocal))
		}
	}
	if s.Relays.Events == s.Relays.Changes && s.Relays.Events != "" && !s.local() {
		found = append(found, errors.New("salesforceChangeEvents: a relay of platform events has no change events"))
	}
	return found
}

// takenKeys finds keys of mapped fields that stand there already.
func (s Stage) takenKeys() (found []error) {
	taken := slices.Clone(events.AnswerKeys)
	for _, key := range s.Pop.Keys {
		if slices.Contains(taken, key) {
			found = append(found, fmt.Errorf("screenPopKeys: %s is a key of the answer's own, or stands twice", key))
		}
		taken = append(taken, key)
	}
	return found
}

// misplacedQueues finds queues of foreign instances, and those that share one.
func (s Stage) misplacedQueues() (found []error) {
	taken := map[string]bool{}
	for _, queue := range s.InboundQueues {
		instance, _, _ := strings.Cut(queue, "/queue/")
		if !slices.Contains(s.ConnectInstances, instance) {
			found = append(found, fmt.Errorf("inboundQueues: %s is of none of connectInstances", queue))
		}
		if taken[instance] {
			found = append(found, fmt.Errorf("inboundQueues: %s has more than one", instance))
		}
		taken[instance] = true
	}
	return found
}

// unlikelyPace are faults of how fast contacts go to Salesforce.
func (s Stage) unlikelyPace() (found []error) {
	// Lambda takes a batch over 10 from a queue only with a window of at least
	// a second (Lambda developer guide, "Event source mapping for SQS").
	if s.Writer.Batch > 10 && s.Writer.Window < time.Second {
		found = append(found, errors.New("writerWindow: must be at least 1s for a writerBatch over 10"))
	}
	if s.DraftHold < s.Hold {
		found = append(found, errors.New("draftHold: must be at least hold"))
	}
	return found
}

// mostWatched is how many queues may have an alarm: each is a member of the
// composite one of business logic, which has 100 at most, and some others
// (CloudWatch API reference, PutCompositeAlarm).
const mostWatched = 90

// wronglyWatched finds queues that are too many, or named again: each has one
// alarm.
func (s Stage) wronglyWatched() (found []error) {
	if len(s.WatchedQueues) > mostWatched {
		found = append(found, fmt.Errorf("watchedQueues: must be %d at most", mostWatched))
	}
	for n, queue := range s.WatchedQueues {
		if slices.Contains(s.WatchedQueues[:n], queue) {
			found = append(found, fmt.Errorf("watchedQueues: %s stands twice", queue))
		}
	}
	return found
}
