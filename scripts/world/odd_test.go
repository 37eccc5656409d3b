package world

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tieline/shared/dynamo"
)

// odd is an input that nobody promised, and what must come of it. In its body
// $id stands for a contact of its own, $now for the time, and $mark for a text
// that is for nobody's eyes.
type odd struct {
	body    string
	parked  string // part of the reason; "" if it is not parked
	refused string // by Salesforce for good: part of the reason in the table; "" if it is not
	record  values // of its contact in Salesforce; nil if there is none
}

// mark is what stands for $mark, and must be in no log.
const mark = "Zebedee Quill"

// leastOdd is how many of them there must be.
const leastOdd = 60

// testOddInput sends what cannot be read, and what can just be, between what
// is in order: each comes to its end, and its neighbours to theirs.
func testOddInput(t *testing.T, w *World) {
	ctx, cancel := context.WithTimeout(t.Context(), testPatience)
	defer cancel()
	var all sync.WaitGroup
	all.Go(func() { checkPath(ctx, t, w, "contact-events", oddEvents, goodEvent, w.sendMessages) })
	all.Go(func() { checkPath(ctx, t, w, "contact-records", oddRecords, goodRecord, w.putRecords) })
	all.Go(func() { checkFlowRequests(ctx, t, w) })
	all.Go(func() { checkForeigners(ctx, t, w) })
	all.Go(func() { checkRings(ctx, t, w) })
	all.Wait()
	if n := len(oddEvents) + len(oddRecords) + len(oddRequests) + len(foreigners) + len(oddRings); n < leastOdd {
		t.Errorf("only %d odd inputs, want %d", n, leastOdd)
	} else {
		t.Logf("%d odd inputs", n)
	}
}

// contactOf is the contact of the nth row of a table.
func contactOf(table string, n int) string { return fmt.Sprintf("%s-odd-%03d", table, n) }

// filled is a body with all that its signs stand for.
func filled(body, contact string) string {
	now := time.Now().UTC().Format(time.RFC3339)
	return strings.NewReplacer("$id", contact, "$now", now, "$mark", mark).Replace(body)
}

// checkPath sends a table's rows over a path in one go, the first and the last
// message being good ones.
func checkPath(ctx context.Context, t *testing.T, w *World, path string, table map[string]odd,
	good func(contact string) string, send func(context.Context, []string) error) {
	rows := slices.Sorted(maps.Keys(table))
	first, last := path+"-good-1", path+"-good-2"
	bodies := []string{good(first)}
	for n, name := range rows {
		bodies = append(bodies, filled(table[name].body, contactOf(path, n)))
	}
	if err := send(ctx, append(bodies, good(last))); err != nil {
		t.Errorf("%s: %v", path, err)
		return
	}
	for _, contact := range []string{first, last} {
		if err := w.holds(ctx, contact, values{"Channel__c": "VOICE", "Direction__c": "Inbound"}); err != nil {
			t.Errorf("%s: a neighbour of odd input is lost: %v", path, err)
		}
	}
	for n, name := range rows {
		table[name].check(ctx, t, w, path, name, contactOf(path, n), bodies[n+1])
	}
}

// check waits for what must come of the input.
func (o odd) check(ctx context.Context, t *testing.T, w *World, path, name, contact, body string) {
	if o.parked != "" {
		checkParked(ctx, t, w, name, []byte(body), kept{path, "invalid", o.parked})
	}
	if o.refused != "" {
		checkRefused(ctx, t, w, name, contact, o.refused)
	}
	if o.record == nil {
		if stands := w.org.interactions(contact); len(stands) > 0 {
			t.Errorf("%s: has become a record", name)
		}
	} else if err := w.holds(ctx, contact, o.record); err != nil {
		t.Errorf("%s: %v", name, err)
	}
}

// checkRefused waits until the table says that Salesforce will never take it.
func checkRefused(ctx context.Context, t *testing.T, w *World, name, id, reason string) {
	store := dynamo.NewContacts(w.AWS, w.Outputs.ContactsTable, 1)
	err := poll(ctx, 200*time.Millisecond, func() (bool, error) {
		items, err := store.Read(ctx, id)
		return len(items) == 1 && strings.Contains(items[0].Rejected.Reason, reason), err
	})
	if err != nil {
		t.Errorf("%s: is not refused: %v", name, err)
	}
}

func goodEvent(contact string) string {
	return filled(`{"version":"0","id":"$id","time":"$now","detail":{"contactId":"$id","eventType":"INITIATED","channel":"VOICE",
		"initiationMethod":"INBOUND","initiationTimestamp":"$now"}}`, contact)
}

func goodRecord(contact string) string {
	return filled(`{"ContactId":"$id","Channel":"VOICE","InitiationMethod":"INBOUND","InitiationTimestamp":"$now","DisconnectTimestamp":"$now",
		"LastUpdateTimestamp":"$now"}`, contact)
}
