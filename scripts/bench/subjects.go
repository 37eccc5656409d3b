package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"tieline/scripts/bench/stub"
	"tieline/shared/names"
)

// Names of rows, or their beginnings.
const (
	screenPopHit = "screen-pop/hit"
	bareSearch   = "bare/search+update"
	bareGet      = "bare/get+update"
	emptyHandler = "empty/handler"
	emptyStart   = "start/empty"
	emptyWithSDK = "start/empty-with-sdk"
	startOf      = "start/"
	sizeOf       = "size/"
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
		return []string{bareSearch, bareGet, emptyHandler}
	case strings.HasPrefix(name, startOf) && name != emptyStart && name != emptyWithSDK:
		return []string{emptyWithSDK, emptyStart}
	}
	return nil
}

// popped are screen-pop on a hit, and what it is held against, all on one event.
func popped(s Samples, finals stub.Table) ([]Subject, error) {
	request, err := s.of("flow-request", 0)
	if err != nil {
		return nil, err
	}
	bare := func(name, calls, means, read string) Subject {
		return Subject{Name: name, Means: means, Program: bareProgram, Event: request, Table: finals,
			Env:   []string{bareCalls + calls, "BARE_CONTACT=" + contactID(0), "BARE_TOKEN=" + stub.Bearer},
			Makes: stub.Calls{read: 1, "UpdateItem": 1}}
	}
	return []Subject{
		{Name: screenPopHit, Means: "a flow asks who is calling, and it is one contact", Program: names.ScreenPop, Event: request,
			Table: finals, Makes: stub.Calls{"UpdateItem": 1}, Checks: hit},
		bare(bareSearch, "search+update", "the two calls of a hit today, and nothing else", "Search"),
		bare(bareGet, "get+update", "a read and a write of DynamoDB, and nothing else", "GetItem"),
		{Name: emptyHandler, Means: "a handler that returns at once", Program: emptyProgram, Event: request, Table: finals},
	}, nil
}

func hit(answer []byte) error {
	var out map[string]string
	if err := json.Unmarshal(answer, &out); err != nil {
		return err
	}
	if out["matchStatus"] != "HIT" {
		return fmt.Errorf("the answer is %s %s", out["matchStatus"], out["reason"])
	}
	return nil
}

// batches are the functions that bring contacts from event to Salesforce, each
// on a batch as large as its event source brings.
func batches(s Samples, drafts, finals stub.Table) ([]Subject, error) {
	connected, eventsErr := s.connections(0, eventsBatch)
	recorded, recordsErr := s.records(0, recordsBatch)
	const rings = contacts / 10 // of ten each, as many as SQS takes at once
	return []Subject{
		{Name: fmt.Sprintf("%s/%d", names.ContactEvents, eventsBatch), Means: "a batch of events of new contacts", Program: names.ContactEvents,
			Event: connected, Table: stub.Table{}, Makes: stub.Calls{"PutItem": eventsBatch}, Checks: nothingFailed},
		{Name: fmt.Sprintf("%s/%d", names.ContactRecords, recordsBatch), Means: "a batch of records of known contacts", Program: names.ContactRecords,
			Event: recorded, Table: drafts, Makes: stub.Calls{"PutItem": recordsBatch}, Checks: nothingFailed},
		{Name: fmt.Sprintf("%s/%d", names.SalesforceWriter, contacts), Means: "contacts due, all taken by Salesforce", Program: names.SalesforceWriter,
			Event: messages(finals.IDs()...), Table: finals, Makes: stub.Calls{"Upsert": 1, "PutItem": contacts}, Checks: nothingFailed},
		{Name: fmt.Sprintf("%s/%d", names.Reconciler, contacts), Means: "contacts due, rung for", Program: names.Reconciler,
			Event: []byte("{}"), Table: finals, Makes: stub.Calls{"SendMessageBatch": rings}},
	}, errors.Join(eventsErr, recordsErr)
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
