package redrive

import (
	"cmp"
	"encoding/json"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"tieline/shared/fault"
)

// position is what a dead letter of a stream holds: where in it the records stand,
// and not the records (Lambda developer guide, "Retain discarded records for a
// Kinesis Data Streams event source in Lambda").
type position struct {
	Context struct {
		Condition string // RetryAttemptsExhausted …
		Tries     int    `json:"approximateInvokeCount"`
	} `json:"requestContext"`
	Batch struct {
		Stream  string    `json:"streamArn"`
		Shard   string    `json:"shardId"`
		First   string    `json:"startSequenceNumber"`
		Last    string    `json:"endSequenceNumber"`
		Size    int       `json:"batchSize"` // records
		Arrived time.Time `json:"approximateArrivalOfFirstRecord"`
	} `json:"KinesisBatchInfo"`
}

// readPosition returns a fault of kind Invalid for what is no position. What it
// holds is not named: somebody else's message may be anything.
func readPosition(body []byte) (position, error) {
	var p position
	if json.Unmarshal(body, &p) != nil || p.Batch.Stream == "" || p.Batch.Shard == "" || p.Batch.First == "" || p.Batch.Last == "" {
		return position{}, fault.Errorf(fault.Invalid, "it does not say where in a stream its records stand")
	}
	return p, nil
}

// discarded says why records left their stream unread, and how old they are: the
// stream forgets them, whatever the letter's age.
func discarded(l *Letter, m types.Message) {
	p, err := readPosition([]byte(aws.ToString(m.Body)))
	if err != nil {
		l.Why = err.Error()
		return
	}
	l.Why = fmt.Sprintf("%s after %d tries", p.Context.Condition, p.Context.Tries)
	if !p.Batch.Arrived.IsZero() {
		l.Since = p.Batch.Arrived
	}
}

// compare orders sequence numbers, which have more digits than an integer takes:
// the longer is the larger.
func compare(a, b string) int {
	return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
}
