package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"tieline/scripts/bench/stub"
	"tieline/shared/names"
)

// How many queues a run of sla-evaluator is measured with, and contacts on each
// list of each. What a hundred times 500 take, Go's benchmarks hold to a bound.
const (
	levelQueues   = 10
	levelContacts = 50
)

// levels are the functions of service levels: a minute of some queues, and a
// breach that is told.
func levels(s Samples) ([]Subject, error) {
	breach, err := os.ReadFile(filepath.Join(string(s), "sla-breached.json"))
	return []Subject{
		{Name: fmt.Sprintf("%s/%dx%d", names.SLAEvaluator, levelQueues, levelContacts), Means: "a minute of some queues", Program: names.SLAEvaluator,
			Event: []byte("{}"), Table: queued(), Makes: stub.Calls{"Query": 3 * levelQueues, "PutItem": 1, "PutMetricData": 1}},
		{Name: names.AlarmRelay + "/1", Means: "a breach, told", Program: names.AlarmRelay,
			Event: messages(string(breach)), Table: stub.Table{}, Makes: stub.Calls{"Upsert": 1, "PutItem": 1}, Checks: nothingFailed},
	}, err
}

// queued is a table with queues, and with contacts that every list of each shows.
func queued() stub.Table {
	var ids []string
	all := stub.Table{}
	for n := range levelQueues {
		ids = append(ids, fmt.Sprintf("%q", fmt.Sprintf("aaaaaaaa-0000-4000-8000-%012d", n)))
	}
	all[heard] = stub.Item{names.AttributeName: json.RawMessage(`{"S":"` + heard + `"}`), "queues": json.RawMessage(`{"SS":[` + strings.Join(ids, ",") + `]}`)}
	for n := range levelContacts {
		level := fmt.Sprintf("e%d l19250 d51000 fanswered r q19000 h31000 pdone w", time.Now().Add(-time.Minute).UnixMilli())
		all[contactID(n)] = stub.Item{names.AttributeContactID: json.RawMessage(`{"S":"` + contactID(n) + `"}`), names.AttributeLevel: json.RawMessage(`{"S":"` + level + `"}`)}
	}
	return all
}
