package world

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	sqstypes "github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"tieline/shared/names"
)

// testOutage takes away the table and the bucket of what is parked, and gives
// them back: on every path what came meanwhile comes again, and to its end.
func testOutage(t *testing.T, w *World) {
	ctx, cancel := context.WithTimeout(t.Context(), testPatience)
	defer cancel()
	w.retries(ctx, t, 100)
	restoreTable, restoreBucket := w.removeTable(ctx, t), w.removeBucket(ctx, t)

	event, record := filled(`{"detail":"$mark"}`, ""), filled(`{"ContactId":"$mark`, "")
	if err := w.sendMessages(ctx, []string{goodEvent("outage-1"), event}); err != nil {
		t.Fatal(err)
	}
	if err := w.putRecords(ctx, []string{goodRecord("outage-2"), record}); err != nil {
		t.Fatal(err)
	}
	if err := w.send(ctx, w.Outputs.ContactsDueURL, []string{"outage-1"}); err != nil {
		t.Fatal(err)
	}
	if _, err := (functions{lambda.NewFromConfig(w.AWS)}).Invoke(ctx, names.On(stage, names.Reconciler), []byte("{}")); err == nil {
		t.Error("the reconciler says that it has looked what is due")
	}
	if answer, err := w.ask(ctx, []byte(filled(asking(""), "outage-3"))); err != nil || answer["matchStatus"] != "HIT" {
		t.Errorf("the flow is told %v, %v", answer["matchStatus"], err)
	}
	for function, again := range map[string]string{
		names.ContactEvents: "message comes again", names.ContactRecords: "message comes again", names.SalesforceWriter: "messages come again",
		names.Reconciler: "invocation failed", names.ScreenPop: `"not_kept"`,
	} {
		if err := w.says(ctx, function, again); err != nil {
			t.Errorf("%s: %v", function, err)
		}
	}
	restoreTable()
	restoreBucket()

	for _, contact := range []string{"outage-1", "outage-2"} {
		if err := w.holds(ctx, contact, values{"Direction__c": "Inbound"}); err != nil {
			t.Error(err)
		}
	}
	checkParked(ctx, t, w, "an event amid an outage", []byte(event), kept{names.ContactEvents, "invalid", "decode contact event"})
	checkParked(ctx, t, w, "a record amid an outage", []byte(record), kept{names.ContactRecords, "invalid", "decode contact record"})
	for _, ticking := range []string{names.Reconciler, names.SLAEvaluator} { // a tick that fell into the outage is counted there, and needed no more
		w.purge(ctx, t, w.deadLetters(t, ticking))
	}
	w.checkNothingLeft(t)
}

// testSetAside takes the bucket away for longer than messages are tried: they
// are set aside, their neighbours are not, and they can be fetched back.
func testSetAside(t *testing.T, w *World) {
	ctx, cancel := context.WithTimeout(t.Context(), testPatience)
	defer cancel()
	arn := w.attribute(ctx, t, w.deadLetters(t, names.ContactEvents), sqstypes.QueueAttributeNameQueueArn)
	w.configure(ctx, t, w.Outputs.ContactEventsQueueURL, sqstypes.QueueAttributeNameRedrivePolicy,
		fmt.Sprintf(`{"deadLetterTargetArn":%q,"maxReceiveCount":2}`, arn))
	w.retries(ctx, t, 1)
	restoreBucket := w.removeBucket(ctx, t)

	event, record := filled(`{"detail":"$mark, set aside"}`, ""), filled(`{"ContactId":"$mark, set aside`, "")
	if err := w.sendMessages(ctx, []string{goodEvent("aside-event-1"), event, goodEvent("aside-event-2")}); err != nil {
		t.Fatal(err)
	}
	if err := w.putRecords(ctx, []string{goodRecord("aside-record-1"), record, goodRecord("aside-record-2")}); err != nil {
		t.Fatal(err)
	}
	for _, contact := range []string{"aside-event-1", "aside-event-2", "aside-record-1", "aside-record-2"} {
		if err := w.holds(ctx, contact, values{"Direction__c": "Inbound"}); err != nil {
			t.Errorf("a neighbour of what is set aside: %v", err)
		}
	}
	deadEvent, deadRecord := w.fetch(ctx, t, names.ContactEvents), w.recordAt(ctx, t, w.fetch(ctx, t, names.ContactRecords))
	if deadEvent != event || deadRecord != record {
		t.Errorf("set aside are %q and %q", deadEvent, deadRecord)
	}
	restoreBucket()

	if err := w.sendMessages(ctx, []string{deadEvent}); err != nil {
		t.Fatal(err)
	}
	if err := w.putRecords(ctx, []string{deadRecord}); err != nil {
		t.Fatal(err)
	}
	checkParked(ctx, t, w, "an event fetched back", []byte(event), kept{names.ContactEvents, "invalid", "decode contact event"})
	checkParked(ctx, t, w, "a record fetched back", []byte(record), kept{names.ContactRecords, "invalid", "decode contact record"})
	w.checkNothingLeft(t)
}

// says waits until a function has said something.
func (w *World) says(ctx context.Context, function, what string) error {
	return poll(ctx, 200*time.Millisecond, func() (bool, error) {
		s, err := w.logs(ctx, function)
		return slices.ContainsFunc(s, func(l entry) bool { return strings.Contains(l.text, what) }), err
	})
}

// checkNothingLeft fails the test unless every queue comes to be empty.
func (w *World) checkNothingLeft(t *testing.T) {
	t.Helper()
	queues, err := sqs.NewFromConfig(w.AWS).ListQueues(t.Context(), &sqs.ListQueuesInput{QueueNamePrefix: aws.String(names.On(stage, ""))})
	if err != nil {
		t.Fatal(err)
	}
	for _, queue := range queues.QueueUrls {
		if err := w.drained(t.Context(), queue); err != nil {
			t.Error(err)
		}
	}
	if len(queues.QueueUrls) < 2*2+2 {
		t.Errorf("only %d queues are there: %v", len(queues.QueueUrls), queues.QueueUrls)
	}
}
