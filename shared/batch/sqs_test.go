package batch_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	awsevents "github.com/aws/aws-lambda-go/events"

	"tieline/shared/batch"
	"tieline/shared/fault"
)

type fakePark struct {
	bodies []string
	err    error
}

func (f *fakePark) Park(_ context.Context, _ string, body []byte, _ error) error {
	f.bodies = append(f.bodies, string(body))
	return f.err
}

var invalid = fault.Errorf(fault.Invalid, "no such field")

func TestWhatBecomesOfAMessage(t *testing.T) {
	for name, tt := range map[string]struct {
		err, parkErr  error
		left          time.Duration
		again, parked int
	}{
		"success is deleted":                  {},
		"throttled comes again":               {err: fault.Errorf(fault.Throttled, "slow down"), again: 1},
		"unknown comes again":                 {err: errors.New("what"), again: 1},
		"invalid is parked":                   {err: invalid, parked: 1},
		"what could not be parked, too":       {err: invalid, parkErr: errors.New("no bucket"), parked: 1, again: 1},
		"with no time left it is not begun":   {err: invalid, left: time.Millisecond, again: 1},
		"with time left it is begun and done": {left: time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			ctx := context.Background()
			if tt.left > 0 {
				var cancel context.CancelFunc
				ctx, cancel = context.WithTimeout(ctx, tt.left)
				defer cancel()
			}
			park := &fakePark{err: tt.parkErr}
			h := batch.SQS(func(context.Context, []byte) error { return tt.err }, park)
			got, err := h(ctx, awsevents.SQSEvent{Records: []awsevents.SQSMessage{{MessageId: "m1", Body: "body"}}})
			if err != nil || len(got.BatchItemFailures) != tt.again || len(park.bodies) != tt.parked {
				t.Errorf("again %v, parked %q, error %v", got.BatchItemFailures, park.bodies, err)
			}
		})
	}
}

// odd fails in each of its ways on the bodies that say so.
func odd(_ context.Context, body []byte) error {
	switch string(body) {
	case "panic":
		panic("at the message's own words")
	case "invalid":
		return invalid
	case "later":
		return fault.Errorf(fault.Unavailable, "down")
	}
	return nil
}

func TestABadMessageCostsNoNeighbour(t *testing.T) {
	park := &fakePark{}
	var event awsevents.SQSEvent
	for _, body := range []string{"good", "panic", "invalid", "good", "later", "good"} {
		event.Records = append(event.Records, awsevents.SQSMessage{MessageId: body, Body: body})
	}
	got, err := batch.SQS(odd, park)(context.Background(), event)
	if err != nil || len(got.BatchItemFailures) != 2 || len(park.bodies) != 1 {
		t.Fatalf("again %v, parked %q, error %v", got.BatchItemFailures, park.bodies, err)
	}
	if got.BatchItemFailures[0].ItemIdentifier != "panic" || got.BatchItemFailures[1].ItemIdentifier != "later" {
		t.Errorf("again %v", got.BatchItemFailures)
	}
}

func TestTheLogNamesTheMessageAndTheKindAndQuotesNothing(t *testing.T) {
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(&log, nil)))
	defer slog.SetDefault(before)
	event := awsevents.SQSEvent{Records: []awsevents.SQSMessage{
		{MessageId: "m1", Body: "invalid"}, {MessageId: "m2", Body: "panic"}, {MessageId: "m3", Body: "later"}}}
	if _, err := batch.SQS(odd, &fakePark{})(t.Context(), event); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`"msg":"message parked","message_id":"m1","kind":"invalid"`,
		`"msg":"message comes again","message_id":"m2","kind":"unknown"`,
		`"msg":"message comes again","message_id":"m3","kind":"unavailable"`,
		`"Messages":3,"Parked":1,"ComesAgain":2,"UnknownFaults":1`,
	} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("not logged: %s\nin: %s", want, &log)
		}
	}
	if strings.Contains(log.String(), "own words") || !strings.Contains(log.String(), "panic in tieline/shared/batch_test.odd:") {
		t.Errorf("of the panic is logged: %s", &log)
	}
}

func TestAMessageThatHangsLeavesTimeToSayWhatWasDone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		hangs := func(ctx context.Context, body []byte) error {
			if string(body) == "hangs" {
				<-ctx.Done()
			}
			return ctx.Err()
		}
		got, err := batch.SQS(hangs, &fakePark{})(ctx, awsevents.SQSEvent{Records: []awsevents.SQSMessage{
			{MessageId: "done", Body: "good"}, {MessageId: "hung", Body: "hangs"}, {MessageId: "not begun", Body: "good"}}})
		if err != nil || len(got.BatchItemFailures) != 2 || got.BatchItemFailures[0].ItemIdentifier != "hung" {
			t.Errorf("again %v, error %v", got.BatchItemFailures, err)
		}
		if ctx.Err() != nil {
			t.Error("no time is left")
		}
	})
}

func TestAWholeBatchComesAgain(t *testing.T) {
	fails := func(context.Context, []string) error { return fault.Errorf(fault.Throttled, "slow down") }
	got, err := batch.Whole(fails)(t.Context(), awsevents.SQSEvent{Records: []awsevents.SQSMessage{{MessageId: "1"}, {MessageId: "2"}}})
	if err != nil || len(got.BatchItemFailures) != 2 {
		t.Errorf("again %v, error %v", got.BatchItemFailures, err)
	}
}

func TestWhatAWholeBatchComesToIsLoggedAndCounted(t *testing.T) {
	old := strconv.FormatInt(time.Now().Add(-time.Hour).UnixMilli(), 10)
	for name, tt := range map[string]struct {
		handle func(context.Context, []string) error
		again  int
		want   []string
	}{
		"done": {func(context.Context, []string) error { return nil }, 0,
			[]string{`"kinds":{},"Messages":2,"Parked":0,"ComesAgain":0,"UnknownFaults":0,"EventAge":36`}},
		"a fault that passes": {func(context.Context, []string) error { return fault.Errorf(fault.Throttled, "slow down") }, 2,
			[]string{`"kind":"throttled","err":"slow down"`, `"kinds":{"throttled":2},"Messages":2,"Parked":0,"ComesAgain":2,"UnknownFaults":0`}},
		"a panic": {func(context.Context, []string) error { panic("own words") }, 2,
			[]string{`"kind":"unknown","err":"panic in tieline/shared/batch_test.TestWhat`, `"ComesAgain":2,"UnknownFaults":2`}},
	} {
		t.Run(name, func(t *testing.T) {
			var log bytes.Buffer
			before := slog.Default()
			slog.SetDefault(slog.New(slog.NewJSONHandler(&log, nil)))
			defer slog.SetDefault(before)
			sent := map[string]string{"SentTimestamp": old}
			got, err := batch.Whole(tt.handle)(t.Context(), awsevents.SQSEvent{Records: []awsevents.SQSMessage{{MessageId: "1", Attributes: sent}, {MessageId: "2"}}})
			if err != nil || len(got.BatchItemFailures) != tt.again {
				t.Errorf("again %v, error %v", got.BatchItemFailures, err)
			}
			for _, want := range tt.want {
				if !strings.Contains(log.String(), want) {
					t.Errorf("not logged: %s\nin: %s", want, &log)
				}
			}
			if strings.Contains(log.String(), "own words") {
				t.Errorf("of the panic is logged: %s", &log)
			}
		})
	}
}

func TestTheAgeOfABatchIsThatOfItsOldestMessage(t *testing.T) {
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(&log, nil)))
	defer slog.SetDefault(before)
	event := awsevents.SQSEvent{Records: []awsevents.SQSMessage{{Body: "good"}}}
	for _, ago := range []time.Duration{time.Second, 2 * time.Hour, time.Minute} {
		event.Records = append(event.Records, awsevents.SQSMessage{Body: "good",
			Attributes: map[string]string{"SentTimestamp": strconv.FormatInt(time.Now().Add(-ago).UnixMilli(), 10)}})
	}
	if _, err := batch.SQS(odd, &fakePark{})(t.Context(), event); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(log.String(), `"Messages":4,"Parked":0,"ComesAgain":0,"UnknownFaults":0,"EventAge":72`) {
		t.Errorf("logged %s", &log)
	}
}

func TestWhatEndsBecauseTimeIsUpIsNoUnknownFault(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		before := slog.Default()
		slog.SetDefault(slog.New(slog.NewJSONHandler(&log, nil)))
		defer slog.SetDefault(before)
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		hangs := func(ctx context.Context, _ []string) error { <-ctx.Done(); return ctx.Err() }
		got, err := batch.Whole(hangs)(ctx, awsevents.SQSEvent{Records: []awsevents.SQSMessage{{MessageId: "1"}}})
		if err != nil || len(got.BatchItemFailures) != 1 || ctx.Err() != nil {
			t.Errorf("again %v, error %v, %v", got.BatchItemFailures, err, ctx.Err())
		}
		if !strings.Contains(log.String(), `"kinds":{"unavailable":1}`) {
			t.Errorf("logged %s", &log)
		}
	})
}

func TestWhatThereIsNoTimeToBeginIsNoUnknownFault(t *testing.T) {
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(&log, nil)))
	defer slog.SetDefault(before)
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	got, err := batch.SQS(odd, &fakePark{})(ctx, awsevents.SQSEvent{Records: []awsevents.SQSMessage{{MessageId: "1", Body: "good"}}})
	if err != nil || len(got.BatchItemFailures) != 1 || !strings.Contains(log.String(), `"kinds":{"unavailable":1}`) {
		t.Errorf("again %v, error %v, logged %s", got.BatchItemFailures, err, &log)
	}
}

func TestADoneBatchAnswersAnEmptyList(t *testing.T) {
	queue, err := batch.SQS(odd, &fakePark{})(t.Context(), awsevents.SQSEvent{})
	whole, err2 := batch.Whole(func(context.Context, []string) error { return nil })(t.Context(), awsevents.SQSEvent{})
	stream, err3 := batch.Kinesis(odd, &fakePark{}, 1)(t.Context(), awsevents.KinesisEvent{})
	if err := errors.Join(err, err2, err3); err != nil {
		t.Fatal(err)
	}
	for _, answer := range []any{queue, whole, stream} {
		if text, err := json.Marshal(answer); err != nil || string(text) != `{"batchItemFailures":[]}` {
			t.Errorf("%T answers %s, %v", answer, text, err)
		}
	}
}
