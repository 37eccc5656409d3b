package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	awsevents "github.com/aws/aws-lambda-go/events"

	"tieline/scripts/bench/stub"
	"tieline/shared/names"
)

// contacts is how many contacts the functions are measured with: as many as one
// run of salesforce-writer takes.
const contacts = 200

// Batches that the event sources bring, as infra sets them.
const (
	eventsBatch  = 10
	recordsBatch = 100
)

// sampled is the contact that the samples are about.
const sampled = "aaaaaaaa-0000-4000-8000-0000000000c1"

// Samples is a folder of events.
type Samples string

// of is a sample as the nth contact would have sent it.
func (s Samples) of(name string, n int) ([]byte, error) {
	body, err := os.ReadFile(filepath.Join(string(s), name+".json"))
	if err == nil && !bytes.Contains(body, []byte(sampled)) {
		err = fmt.Errorf("sample %s is of another contact than %s", name, sampled)
	}
	return bytes.ReplaceAll(body, []byte(sampled), []byte(contactID(n))), err
}

func contactID(n int) string { return fmt.Sprintf("bbbbbbbb-0000-4000-8000-%012d", n) }

// messages is a batch of SQS with these bodies.
func messages(bodies ...string) []byte {
	var e awsevents.SQSEvent
	for n, body := range bodies {
		e.Records = append(e.Records, awsevents.SQSMessage{
			MessageId: "m" + strconv.Itoa(n), Body: body, EventSource: "aws:sqs",
			Attributes: map[string]string{"SentTimestamp": strconv.FormatInt(time.Now().UnixMilli(), 10)},
		})
	}
	return encoded(e)
}

// connections are contact events of contacts first, first + 1, …, in a batch.
func (s Samples) connections(first, count int) ([]byte, error) {
	bodies := make([]string, count)
	for k := range bodies {
		body, err := s.of("contact-connected-to-agent", first+k)
		if err != nil {
			return nil, err
		}
		bodies[k] = string(body)
	}
	return messages(bodies...), nil
}

// changes are events of one contact's numbers, in a batch.
func (s Samples) changes() ([]byte, error) {
	body, err := os.ReadFile(filepath.Join(string(s), "caller-changed.json"))
	return messages(slices.Repeat([]string{string(body)}, eventsBatch)...), err
}

// records are contact records of contacts first, first + 1, …, in a batch.
func (s Samples) records(first, count int) ([]byte, error) {
	var e awsevents.KinesisEvent
	for k := range count {
		body, err := s.of("contact-record", first+k)
		if err != nil {
			return nil, err
		}
		number := strconv.Itoa(k)
		e.Records = append(e.Records, awsevents.KinesisEventRecord{
			EventID: "shardId-000000000000:" + number, EventSource: "aws:kinesis",
			Kinesis: awsevents.KinesisRecord{Data: body, SequenceNumber: number,
				ApproximateArrivalTimestamp: awsevents.SecondsEpochTime{Time: time.Now()}},
		})
	}
	return encoded(e), nil
}

// encoded cannot fail on events, which are strings, bytes and times.
func encoded(event any) []byte {
	body, err := json.Marshal(event)
	if err != nil {
		panic(err)
	}
	return body
}

// heard is the item that tells which queues there are, and is no contact.
const heard = "levels"

// tables are what the functions themselves make of the samples: the contacts
// once events have come, and once records have come, too.
func (b *Bench) tables(ctx context.Context, s Samples) (drafts, finals stub.Table, err error) {
	for first := 0; first < contacts && err == nil; first += eventsBatch {
		batch, sampleErr := s.connections(first, eventsBatch)
		err = errors.Join(sampleErr, b.learn(ctx, names.ContactEvents, batch))
	}
	drafts = b.Cloud.Table()
	for first := 0; first < contacts && err == nil; first += recordsBatch {
		batch, sampleErr := s.records(first, recordsBatch)
		err = errors.Join(sampleErr, b.learn(ctx, names.ContactRecords, batch))
	}
	finals = b.Cloud.Table()
	delete(drafts, heard)
	delete(finals, heard)
	if err == nil && (len(drafts) != contacts || len(finals) != contacts) {
		err = fmt.Errorf("of %d contacts the table holds %d, then %d", contacts, len(drafts), len(finals))
	}
	return drafts, finals, err
}

// called is what the tables hold once somebody has called.
func (b *Bench) called(ctx context.Context, s Samples) (stub.Table, error) {
	request, err := s.of("flow-request", 0)
	if err != nil {
		return nil, err
	}
	l, err := b.start(ctx, Subject{Name: names.ScreenPop, Program: names.ScreenPop, Event: request, Table: stub.Table{}, Checks: hit})
	if err != nil {
		return nil, err
	}
	defer l.function.Stop()
	err = l.once(ctx)
	return b.Cloud.Table(), err
}

// learn has a function work on one batch.
func (b *Bench) learn(ctx context.Context, function string, batch []byte) error {
	l, err := b.start(ctx, Subject{Name: function, Program: function, Event: batch, Checks: nothingFailed})
	if err != nil {
		return err
	}
	defer l.function.Stop()
	return l.once(ctx)
}

// nothingFailed is about the answer to a batch: an empty list.
func nothingFailed(answer []byte) error {
	var out struct {
		Failed *[]json.RawMessage `json:"batchItemFailures"`
	}
	if err := json.Unmarshal(answer, &out); err != nil {
		return err
	}
	if out.Failed == nil || len(*out.Failed) > 0 {
		return errors.New("some of the batch failed")
	}
	return nil
}
