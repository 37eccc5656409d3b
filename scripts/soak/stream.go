package main

import (
	"context"
	"hash/fnv"
	"strconv"
	"time"

	awsevents "github.com/aws/aws-lambda-go/events"

	"tieline/shared/batch"
)

// Stream is a Kinesis stream and the function that reads it, as Lambda polls it:
// each shard in order, and again from the first record that failed (Lambda
// developer guide, "Using Lambda with Amazon Kinesis").
type Stream struct {
	*Clock
	faults Faults
	handle batch.Stream
	shards []shard
	size   int
	window time.Duration

	Lost    int // records that were given up after as many attempts as a queue's
	waiting int
	last    int // sequence number
}

type shard struct {
	records []record
	polled  bool // it is planned that the shard is read
	tries   int  // of what comes next
}

type record struct {
	sequence int
	key      string
	data     []byte
	at       time.Time
}

func newStream(c *Clock, f Faults, shards int) *Stream {
	return &Stream{Clock: c, faults: f, shards: make([]shard, shards), size: 100, window: time.Second}
}

// put takes a record.
func (s *Stream) put(key string, data []byte) {
	s.last++
	s.waiting++
	h := fnv.New32a()
	h.Write([]byte(key))
	in := &s.shards[h.Sum32()%uint32(len(s.shards))]
	in.records = append(in.records, record{s.last, key, data, s.now})
	s.poll(in, s.window)
}

func (s *Stream) poll(from *shard, wait time.Duration) {
	if from.polled || len(from.records) == 0 {
		return
	}
	from.polled = true
	s.After(wait, func() {
		s.read(from)
		from.polled = false
		wait := s.window
		if from.tries > 0 {
			wait = min(time.Second<<from.tries, time.Minute)
		}
		s.poll(from, wait)
	})
}

// read runs the function on a batch of a shard. What failed again and again is
// halved; here the first record of it is given up at once.
func (s *Stream) read(from *shard) {
	taken := from.records[:min(s.size, len(from.records))]
	ctx, life := begin(s.Clock, s.faults.Killed)
	failed := s.invoke(ctx, taken)
	switch done := s.done(taken, failed); {
	case !life.dead && failed == "":
		s.advance(from, len(taken))
	case !life.dead && done > 0:
		s.advance(from, done)
	default:
		if from.tries++; from.tries > attempts {
			s.Lost++
			s.advance(from, 1)
		}
	}
}

func (s *Stream) advance(in *shard, by int) {
	clear(in.records[:by])
	in.records, in.tries = in.records[by:], 0
	s.waiting -= by
}

// done is how many records stand before the first that failed.
func (s *Stream) done(taken []record, failed string) int {
	for n, r := range taken {
		if strconv.Itoa(r.sequence) == failed {
			return n
		}
	}
	return 0
}

// invoke returns the lowest sequence number that failed, "" for none.
func (s *Stream) invoke(ctx context.Context, taken []record) string {
	var event awsevents.KinesisEvent
	for _, r := range taken {
		event.Records = append(event.Records, awsevents.KinesisEventRecord{
			EventID: "shardId-0:" + strconv.Itoa(r.sequence),
			Kinesis: awsevents.KinesisRecord{SequenceNumber: strconv.Itoa(r.sequence), PartitionKey: r.key, Data: r.data,
				ApproximateArrivalTimestamp: awsevents.SecondsEpochTime{Time: r.at}},
		})
	}
	answer, err := s.handle(ctx, event)
	if err != nil {
		return strconv.Itoa(taken[0].sequence)
	}
	lowest := 0
	for _, f := range answer.BatchItemFailures {
		if n, err := strconv.Atoi(f.ItemIdentifier); err == nil && (lowest == 0 || n < lowest) {
			lowest = n
		}
	}
	if lowest == 0 {
		return ""
	}
	return strconv.Itoa(lowest)
}
