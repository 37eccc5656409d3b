package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"strings"
	"time"

	"tieline/scripts/bench/stub"
	"tieline/shared/names"
)

// Names of rows, or their beginnings.
const (
	screenPopHit  = "screen-pop/hit"
	screenPopMiss = "screen-pop/miss"
	screenPopHang = "screen-pop/hang"
	screenPopShut = "screen-pop/closed"
	bareSearch    = "bare/search+update"
	bareGet       = "bare/get+update"
	emptyHandler  = "empty/handler"
	emptyStart    = "start/empty"
	emptyWithSDK  = "start/empty-with-sdk"
	startOf       = "start/"
	sizeOf        = "size/"
)

// Programs that are there only to be measured beside the functions.
const (
	emptyProgram = "empty"
	bareProgram  = "bare"
	bareCalls    = "BARE_CALLS="
)

// beside says which rows a row is held against: those of the same rounds with
// the same work, or with none.
func beside(name string) []string {
	switch {
	case name == screenPopHit:
		return []string{bareGet, emptyHandler}
	case name == screenPopMiss:
		return []string{bareSearch}
	case strings.HasPrefix(name, startOf) && name != emptyStart && name != emptyWithSDK:
		return []string{emptyWithSDK, emptyStart}
	}
	return nil
}

// popped are screen-pop and what it is held against, all on one event. Known is
// what the tables hold when somebody has called before.
func popped(s Samples, known stub.Table) ([]Subject, error) {
	request, err := s.of("flow-request", 0)
	if err != nil {
		return nil, err
	}
	pop := func(name, means string, table stub.Table, makes stub.Calls, checks func([]byte) error) Subject {
		return Subject{Name: name, Means: means, Program: names.ScreenPop, Event: request, Table: table, Makes: makes, Only: true, Checks: checks}
	}
	bare := func(name, calls, means, read string) Subject {
		return Subject{Name: name, Means: means, Program: bareProgram, Event: request, Table: known,
			Env:   []string{bareCalls + calls, "BARE_KEY=" + stub.Known, "BARE_CONTACT=" + contactID(0), "BARE_TOKEN=" + stub.Bearer},
			Makes: stub.Calls{read: 1, "UpdateItem": 1}}
	}
	return []Subject{
		pop(screenPopHit, "somebody called before, and it is one contact", known, stub.Calls{"GetItem": 1, "UpdateItem": 1}, hit),
		pop(screenPopMiss, "the first call of one contact", stub.Table{},
			stub.Calls{"GetItem": 2, "Search": 1, "TransactWriteItems": 1, "UpdateItem": 1}, hit),
		pop(screenPopShut, "Salesforce is known to be closed", stub.Table{names.Salesforce: closed}, stub.Calls{"GetItem": 2, "UpdateItem": 1}, degraded),
		bare(bareSearch, "search+update", "a search and a write of DynamoDB, and nothing else", "Search"),
		bare(bareGet, "get+update", "the two calls of a hit, and nothing else", "GetItem"),
		{Name: emptyHandler, Means: "a handler that returns at once", Program: emptyProgram, Event: request, Table: known},
	}, nil
}

// closed is the breaker's item while Salesforce is left alone.
var closed = stub.Item{
	names.AttributeName: json.RawMessage(`{"S":"` + names.Salesforce + `"}`),
	"version":           json.RawMessage(`{"N":"3"}`),
	"failures":          json.RawMessage(`{"N":"3"}`),
	"closedUntil":       json.RawMessage(`{"N":"4102444800000"}`), // 2100
}

// budget is screen-pop's, by default.
const budget = 1500 * time.Millisecond

// hung is screen-pop while Salesforce hangs and nobody knows it yet.
func hung(s Samples) (Subject, error) {
	request, err := s.of("flow-request", 0)
	return Subject{Name: screenPopHang, Means: "Salesforce does not answer, and nobody knows it yet", Program: names.ScreenPop, Event: request,
		Table: stub.Table{}, Makes: stub.Calls{"GetItem": 2, "Search": 1, "PutItem": 1, "UpdateItem": 1}, Only: true,
		Most: budget, Hangs: true, Checks: degraded}, err
}

func hit(answer []byte) error { return told(answer, "HIT") }

func degraded(answer []byte) error { return told(answer, "DEGRADED") }

func told(answer []byte, status string) error {
	var out map[string]string
	if err := json.Unmarshal(answer, &out); err != nil {
		return err
	}
	if out["matchStatus"] != status {
		return fmt.Errorf("the answer is %s %s", out["matchStatus"], out["reason"])
	}
	return nil
}

// batches are the functions that bring contacts from event to Salesforce, each
// on a batch as large as its event source brings.
func batches(s Samples, drafts, finals stub.Table) ([]Subject, error) {
	connected, eventsErr := s.connections(0, eventsBatch)
	recorded, recordsErr := s.records(0, recordsBatch)
	changed, changesErr := s.changes()
	const rings = contacts / 10 // of ten each, as many as SQS takes at once
	return []Subject{
		{Name: fmt.Sprintf("%s/%d", names.ContactEvents, eventsBatch), Means: "a batch of events of new contacts", Program: names.ContactEvents,
			Event: connected, Table: stub.Table{}, Makes: stub.Calls{"PutItem": eventsBatch}, Checks: nothingFailed},
		{Name: fmt.Sprintf("%s/%d", names.ContactRecords, recordsBatch), Means: "a batch of records of known contacts", Program: names.ContactRecords,
			Event: recorded, Table: drafts, Makes: stub.Calls{"PutItem": recordsBatch}, Checks: nothingFailed},
		{Name: fmt.Sprintf("%s/%d", names.SalesforceEvents, eventsBatch), Means: "a batch of changes of a contact's numbers", Program: names.SalesforceEvents,
			Event: changed, Table: stub.Table{}, Makes: stub.Calls{"BatchGetItem": eventsBatch, "UpdateItem": 3 * eventsBatch}, Checks: nothingFailed}, // a record and two numbers
		{Name: fmt.Sprintf("%s/%d", names.SalesforceWriter, contacts), Means: "contacts due, all taken by Salesforce", Program: names.SalesforceWriter,
			Event: messages(finals.IDs()...), Table: named(finals), Makes: stub.Calls{"Upsert": 1, "PutItem": contacts}, Checks: nothingFailed},
		{Name: fmt.Sprintf("%s/%d", names.Reconciler, contacts), Means: "contacts due, rung for", Program: names.Reconciler,
			Event: []byte("{}"), Table: finals, Makes: stub.Calls{"SendMessageBatch": rings}},
	}, errors.Join(eventsErr, recordsErr, changesErr)
}

// named is a table in which the samples' agent and queue are known, too, as after
// the first contact of a day.
func named(contacts stub.Table) stub.Table {
	all := maps.Clone(contacts)
	for name, knows := range map[string]string{"agent#a1": `"username":{"S":"agent"},"user":{"S":"005000000000001AAA"}`, "queue#q1": `"queueName":{"S":"Queue"}`} {
		var item stub.Item
		row := fmt.Sprintf(`{%q:{"S":%q},"keptAt":{"N":"%d"},%s}`, names.AttributeName, name, time.Now().UnixMilli(), knows)
		if err := json.Unmarshal([]byte(row), &item); err != nil {
			panic(err)
		}
		all[name] = item
	}
	return all
}

// programs are those whose starts are measured.
func programs() []Program {
	all := []Program{
		{Name: emptyStart, Means: "Lambda's library alone", Dir: emptyProgram},
		{Name: emptyWithSDK, Means: "and the SDK's configuration and a client of DynamoDB", Dir: bareProgram, Env: []string{bareCalls + "none"}},
	}
	for _, name := range names.Functions {
		all = append(all, Program{Name: startOf + name, Means: "the function", Dir: name})
	}
	return all
}
