package batch_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	awsevents "github.com/aws/aws-lambda-go/events"

	"tieline/shared/batch"
	"tieline/shared/fault"
)

// records are key:body, numbered from 100 on as they stand in the stream.
func records(all ...string) (event awsevents.KinesisEvent) {
	for n, one := range all {
		key, body, _ := strings.Cut(one, ":")
		number := strconv.Itoa(100 + n)
		event.Records = append(event.Records, awsevents.KinesisEventRecord{EventID: "shardId-0:" + number,
			Kinesis: awsevents.KinesisRecord{SequenceNumber: number, PartitionKey: key, Data: []byte(body)}})
	}
	return event
}

// failed are the sequence numbers that a batch reports.
func failed(answer awsevents.KinesisEventResponse) (numbers []string) {
	for _, f := range answer.BatchItemFailures {
		numbers = append(numbers, f.ItemIdentifier)
	}
	return numbers
}

// journal is the order in which bodies were worked on.
type journal struct {
	mu    sync.Mutex
	noted []string
}

func (j *journal) note(body []byte) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.noted = append(j.noted, string(body))
}

func (j *journal) of(prefix string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(j.noted), func(s string) bool { return !strings.HasPrefix(s, prefix) }), " ")
}

func TestRecordsOfAKeyAreWorkedOnInTheirOrder(t *testing.T) {
	var j journal
	event := records("a:a1", "b:b1", "a:a2", "c:c1", "b:b2", "a:a3", "b:b3")
	if _, err := batch.Kinesis(func(_ context.Context, body []byte) error { j.note(body); return nil }, &fakePark{}, 3)(t.Context(), event); err != nil {
		t.Fatal(err)
	}
	if j.of("a") != "a1 a2 a3" || j.of("b") != "b1 b2 b3" || j.of("c") != "c1" || len(j.noted) != 7 {
		t.Errorf("worked on %v", j.noted)
	}
}

func TestOneAtOnceIsTheOrderOfTheBatch(t *testing.T) {
	var j journal
	event := records("a:1", "b:2", "a:3", "c:4", "b:5")
	if _, err := batch.Kinesis(func(_ context.Context, body []byte) error { j.note(body); return nil }, &fakePark{}, 1)(t.Context(), event); err != nil {
		t.Fatal(err)
	}
	if j.of("") != "1 2 3 4 5" {
		t.Errorf("worked on %v", j.noted)
	}
}

func TestARecordThatHangsHoldsUpOnlyThoseOfItsKey(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var j journal
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		hangs := func(ctx context.Context, body []byte) error {
			if strings.HasSuffix(string(body), "hangs") {
				<-ctx.Done()
				return ctx.Err()
			}
			j.note(body)
			return nil
		}
		got, err := batch.Kinesis(hangs, &fakePark{}, 2)(ctx, records("a:hangs", "b:b1", "a:a2", "b:b2", "c:c1"))
		if err != nil || !slices.Equal(failed(got), []string{"100", "102"}) || j.of("") != "b1 b2 c1" || ctx.Err() != nil {
			t.Errorf("failed %v, worked on %v, %v, %v", failed(got), j.noted, err, ctx.Err())
		}
	})
}

func TestNoMoreRecordsThanAllowedAreWorkedOnAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		now, most := 0, 0
		add := func(n int) {
			mu.Lock()
			defer mu.Unlock()
			now += n
			most = max(most, now)
		}
		var all []string
		for n := range 50 {
			all = append(all, fmt.Sprintf("key%d:x", n))
		}
		slow := func(context.Context, []byte) error { add(1); time.Sleep(time.Second); add(-1); return nil } // on the bubble's clock
		if _, err := batch.Kinesis(slow, &fakePark{}, 8)(t.Context(), records(all...)); err != nil || most != 8 {
			t.Errorf("%d at once, %v", most, err)
		}
	})
}

// Lambda goes by the lowest; all of them are told, whatever was done beside them.
func TestFailuresAreReportedByTheirSequenceNumbersInTheOrderOfTheStream(t *testing.T) {
	for _, atOnce := range []int{1, 4} {
		park := &fakePark{}
		event := records("a:good", "b:later", "c:panic", "a:good", "d:invalid", "b:good", "e:later")
		got, err := batch.Kinesis(odd, park, atOnce)(t.Context(), event)
		if err != nil || !slices.Equal(failed(got), []string{"101", "102", "106"}) || !slices.Equal(park.bodies, []string{"invalid"}) {
			t.Errorf("%d at once: failed %v, parked %q, %v", atOnce, failed(got), park.bodies, err)
		}
	}
}

// panicking is a Parker that breaks.
type panicking struct{}

func (panicking) Park(context.Context, string, []byte, error) error { panic("at the body's own words") }

func TestAParkerThatPanicsCostsNoNeighbour(t *testing.T) {
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(&log, nil)))
	defer slog.SetDefault(before)
	for _, atOnce := range []int{1, 4} {
		got, err := batch.Kinesis(odd, panicking{}, atOnce)(t.Context(), records("a:invalid", "b:good"))
		if err != nil || !slices.Equal(failed(got), []string{"100"}) {
			t.Errorf("%d at once: failed %v, %v", atOnce, failed(got), err)
		}
	}
	if strings.Contains(log.String(), "own words") || !strings.Contains(log.String(), `"kind":"unknown"`) {
		t.Errorf("logged %s", &log)
	}
}

func TestAParkerThatHangsLeavesTimeToSaySo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		got, err := batch.Kinesis(odd, hanging{}, 1)(ctx, records("a:invalid"))
		if err != nil || !slices.Equal(failed(got), []string{"100"}) || ctx.Err() != nil {
			t.Errorf("failed %v, %v, %v", failed(got), err, ctx.Err())
		}
	})
}

// hanging is a Parker that waits until time is up.
type hanging struct{}

func (hanging) Park(ctx context.Context, _ string, _ []byte, _ error) error {
	<-ctx.Done()
	return errors.Join(fault.Errorf(fault.Unavailable, "no answer"), ctx.Err())
}

func TestARecordIsParkedWholeByItsPlaceInTheStream(t *testing.T) {
	var ids []string
	park := parking(func(id string, body []byte) { ids = append(ids, id+" "+string(body)) })
	if _, err := batch.Kinesis(odd, park, 4)(t.Context(), records("a:invalid")); err != nil || !slices.Equal(ids, []string{"shardId-0-100 invalid"}) {
		t.Errorf("parked %q, %v", ids, err)
	}
}

type parking func(id string, body []byte)

func (p parking) Park(_ context.Context, id string, body []byte, _ error) error {
	p(id, body)
	return nil
}
