package world

import (
	"context"
	"fmt"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kinesis"
	kinesistypes "github.com/aws/aws-sdk-go-v2/service/kinesis/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	sqstypes "github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

// bad is what cannot be read, and the reason with which it is parked.
var (
	badEvents = map[string]string{
		`{"version":"0","id":"bad-1","detail":{"contactId":`:                                               "decode envelope",
		`{"version":"0","id":"bad-2","detail":"text"}`:                                                     "decode contact event bad-2",
		`{"version":"0","id":"bad-3","detail":{"contactId":"bad-3","initiationTimestamp":"yesterday"}}`:    "decode contact event bad-3",
		`{"version":"0","id":"bad-9","detail":{"contactId":"no id \u0007","channel":"VOICE"}}`:             "without a usable contact id",
		`{"version":"0","id":"bad-4","time":"2026-03-02T09:00:00Z","detail":{"eventType":"DISCONNECTED"}}`: "without a usable contact id",
	}
	badRecords = map[string]string{
		`{"ContactId":"bad-5","Agent":`:                        "decode contact record",
		`["ContactId","bad-6"]`:                                "decode contact record",
		`{"ContactId":"bad-7","InitiationTimestamp":20260302}`: "decode contact record",
		`{"Channel":"VOICE","DisconnectReason":"OTHER"}`:       "without a usable contact id",
		`{"ContactId":"bad-8"}`:                                "says nothing",
	}
)

// testBadInput sends what cannot be read between what can, in one batch: it is
// parked, and its neighbours become records.
func testBadInput(t *testing.T, w *World) {
	ctx, cancel := context.WithTimeout(t.Context(), testPatience)
	defer cancel()
	var all sync.WaitGroup
	all.Go(func() { checkBatch(ctx, t, w, "contact-events", badEvents, goodEvent, w.sendMessages) })
	all.Go(func() { checkBatch(ctx, t, w, "contact-records", badRecords, goodRecord, w.putRecords) })
	all.Go(func() { checkFlowRequests(ctx, t, w) })
	all.Wait()
}

func goodEvent(contact string) string {
	now := time.Now().UTC()
	return fmt.Sprintf(`{"version":"0","id":"%s","time":"%s","detail":{"contactId":"%[1]s","eventType":"INITIATED","channel":"VOICE",
		"initiationMethod":"INBOUND","initiationTimestamp":"%[2]s"}}`, contact, now.Format(time.RFC3339))
}

func goodRecord(contact string) string {
	now := time.Now().UTC().Format(time.RFC3339)
	return fmt.Sprintf(`{"ContactId":"%s","Channel":"VOICE","InitiationMethod":"INBOUND","InitiationTimestamp":"%s","DisconnectTimestamp":"%[2]s",
		"LastUpdateTimestamp":"%[2]s"}`, contact, now)
}

func checkBatch(ctx context.Context, t *testing.T, w *World, function string, bad map[string]string,
	good func(contact string) string, send func(context.Context, []string) error) {
	first, last := function+"-good-1", function+"-good-2"
	batch := []string{good(first)}
	for body := range bad {
		batch = append(batch, body)
	}
	if err := send(ctx, append(batch, good(last))); err != nil {
		t.Errorf("%s: %v", function, err)
		return
	}
	for _, contact := range []string{first, last} {
		if err := w.holds(ctx, contact, values{"Channel__c": "VOICE", "Direction__c": "Inbound"}); err != nil {
			t.Errorf("%s: a neighbour of bad input is lost: %v", function, err)
		}
	}
	for body, reason := range bad {
		checkParked(ctx, t, w, body, []byte(body), kept{function, "invalid", reason})
	}
}

// sendMessages puts one batch in the queue, as no bus would take what is no JSON.
func (w *World) sendMessages(ctx context.Context, bodies []string) error {
	var entries []sqstypes.SendMessageBatchRequestEntry
	for n, body := range bodies {
		entries = append(entries, sqstypes.SendMessageBatchRequestEntry{Id: aws.String(strconv.Itoa(n)), MessageBody: &body})
	}
	out, err := sqs.NewFromConfig(w.AWS).SendMessageBatch(ctx, &sqs.SendMessageBatchInput{QueueUrl: &w.Outputs.ContactEventsQueueURL, Entries: entries})
	if err == nil && len(out.Failed) > 0 {
		err = fmt.Errorf("%d messages refused", len(out.Failed))
	}
	return err
}

// putRecords puts one batch on one shard.
func (w *World) putRecords(ctx context.Context, bodies []string) error {
	var entries []kinesistypes.PutRecordsRequestEntry
	for _, body := range bodies {
		entries = append(entries, kinesistypes.PutRecordsRequestEntry{PartitionKey: aws.String("one"), Data: []byte(body)})
	}
	out, err := kinesis.NewFromConfig(w.AWS).PutRecords(ctx, &kinesis.PutRecordsInput{StreamName: &w.Outputs.ContactRecordsStream, Records: entries})
	if err == nil && *out.FailedRecordCount > 0 {
		err = fmt.Errorf("%d records refused", *out.FailedRecordCount)
	}
	return err
}

// checkFlowRequests sends flow requests that lack what they need: the flow is
// told so in good order.
func checkFlowRequests(ctx context.Context, t *testing.T, w *World) {
	for request, status := range map[string]string{
		`{"Name":"ContactFlowEvent","Details":{"ContactData":{"ContactId":"flow-1","Channel":"VOICE"},"Parameters":{"n":10}}}`:    "ANON",
		`{"Name":"ContactFlowEvent","Details":{"ContactData":{"ContactId":"flow-2","CustomerEndpoint":{"Address":null}}}}`:        "ANON",
		`{"Name":"ContactFlowEvent","Details":{"ContactData":{"ContactId":"flow-3","CustomerEndpoint":{"Address":"anonymous"}}}}`: "ANON",
		`{"Name":"ContactFlowEvent","Details":{"ContactData":{"CustomerEndpoint":{"Address":"` + people[0].number + `"}}}}`:       "HIT",
		`{"Name":"ContactFlowEvent","Details":null}`: "DEGRADED",
		`[1,2,3]`: "DEGRADED",
	} {
		if err := inFlow(ctx, w, sample{answer: status}, []byte(request)); err != nil {
			t.Errorf("%s: %v", request, err)
		}
	}
}
