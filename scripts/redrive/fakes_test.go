package redrive

import (
	"context"
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
)

var noon = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

// cloud is AWS with a dead-letter queue, a queue and a stream of one shard.
type cloud struct {
	dead   []*message
	sent   []string // to the queue
	stream []record
	page   int // records a look into the shard returns at most
	refuse string
	broken string // an operation that fails
	asked  map[string]int
}

type message struct {
	ID                             string `json:"MessageId"`
	ReceiptHandle, Body, MD5OfBody string
	Attributes                     map[string]string
	MessageAttributes              map[string]attribute
	hidden                         bool
}

type attribute struct{ DataType, StringValue string }

type record struct {
	SequenceNumber, PartitionKey string
	Data                         []byte
}

// request is what we ask, in the words of all operations at once.
type request struct {
	MaxNumberOfMessages                   int
	VisibilityTimeout                     int // seconds
	Entries                               []struct{ ID, ReceiptHandle, MessageBody string }
	StartingSequenceNumber, ShardIterator string
	ShardID                               string
	Records                               []record
}

type answer map[string]any

func newCloud(t *testing.T) (*cloud, aws.Config) {
	t.Helper()
	c := &cloud{page: 2, asked: map[string]int{}}
	server := httptest.NewServer(c)
	t.Cleanup(server.Close)
	return c, aws.Config{Region: "eu-west-2", BaseEndpoint: &server.URL, Credentials: aws.AnonymousCredentials{}, RetryMaxAttempts: 1}
}

// letter sets a message aside; attributes are pairs of a name and a value.
func (c *cloud) letter(body string, attributes ...string) {
	sum := md5.Sum([]byte(body))
	m := &message{ID: "m" + strconv.Itoa(len(c.dead)+1), ReceiptHandle: "r" + strconv.Itoa(len(c.dead)+1), Body: body, MD5OfBody: hex.EncodeToString(sum[:]),
		Attributes: map[string]string{"SentTimestamp": strconv.FormatInt(noon.Add(time.Duration(len(c.dead))*time.Hour).UnixMilli(), 10)}, MessageAttributes: map[string]attribute{}}
	for pair := range slices.Chunk(attributes, 2) {
		m.MessageAttributes[pair[0]] = attribute{"String", pair[1]}
	}
	c.dead = append(c.dead, m)
}

// lie are the bodies in the dead-letter queue that others see.
func (c *cloud) lie() string {
	var seen []string
	for _, m := range c.dead {
		if !m.hidden {
			seen = append(seen, m.Body)
		}
	}
	return strings.Join(seen, " ")
}

func (c *cloud) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_, operation, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	var asked request
	c.asked[operation]++
	w.Header().Set("Content-Type", "application/x-amz-json-1.0")
	if json.NewDecoder(r.Body).Decode(&asked) != nil || operation == c.broken {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	text, _ := json.Marshal(map[string]func(request) answer{
		"ReceiveMessage": c.receive, "DeleteMessageBatch": c.delete, "ChangeMessageVisibilityBatch": c.show, "SendMessageBatch": c.send,
		"GetShardIterator": c.iterator, "GetRecords": c.records, "PutRecords": c.put,
	}[operation](asked))
	if strings.Contains(string(text), "__type") {
		w.WriteHeader(http.StatusBadRequest)
	}
	_, _ = w.Write(text) // a client that left needs none
}

func (c *cloud) receive(r request) answer {
	var found []*message
	for _, m := range c.dead {
		if !m.hidden && len(found) < r.MaxNumberOfMessages {
			m.hidden, found = r.VisibilityTimeout >= 300, append(found, m) // people read what there is
		}
	}
	return answer{"Messages": found}
}

func (c *cloud) delete(r request) answer {
	for _, e := range r.Entries {
		c.dead = slices.DeleteFunc(c.dead, func(m *message) bool { return m.ReceiptHandle == e.ReceiptHandle })
	}
	return answer{}
}

func (c *cloud) show(r request) answer {
	for _, e := range r.Entries {
		for _, m := range c.dead {
			m.hidden = m.hidden && m.ReceiptHandle != e.ReceiptHandle
		}
	}
	return answer{}
}

func (c *cloud) send(r request) answer {
	var taken, failed []answer
	for _, e := range r.Entries {
		if e.MessageBody == c.refuse {
			failed = append(failed, answer{"Id": e.ID, "Code": "InternalError", "SenderFault": false})
			continue
		}
		sum := md5.Sum([]byte(e.MessageBody))
		c.sent = append(c.sent, e.MessageBody)
		taken = append(taken, answer{"Id": e.ID, "MessageId": "sent", "MD5OfMessageBody": hex.EncodeToString(sum[:])})
	}
	return answer{"Successful": taken, "Failed": failed}
}

func (c *cloud) iterator(r request) answer {
	if r.ShardID != "shard" {
		return answer{"__type": "ResourceNotFoundException"}
	}
	at := slices.IndexFunc(c.stream, func(x record) bool { return compare(x.SequenceNumber, r.StartingSequenceNumber) >= 0 })
	if at < 0 {
		at = len(c.stream)
	}
	return answer{"ShardIterator": strconv.Itoa(at)}
}

func (c *cloud) records(r request) answer {
	at, _ := strconv.Atoi(r.ShardIterator) // one of ours
	to := min(at+c.page, len(c.stream))
	return answer{"Records": c.stream[at:to], "NextShardIterator": strconv.Itoa(to), "MillisBehindLatest": len(c.stream) - to}
}

func (c *cloud) put(r request) answer {
	var results []answer
	for _, x := range r.Records {
		if string(x.Data) == c.refuse {
			results = append(results, answer{"ErrorCode": "ProvisionedThroughputExceededException"})
			continue
		}
		x.SequenceNumber = "9" + strconv.Itoa(100+len(c.stream))
		c.stream = append(c.stream, x)
		results = append(results, answer{"SequenceNumber": x.SequenceNumber, "ShardId": "shard"})
	}
	return answer{"Records": results}
}

// data are the records of the stream, beginning with the one at from.
func (c *cloud) data(from int) string {
	var all []string
	for _, x := range c.stream[from:] {
		all = append(all, string(x.Data)+"@"+x.PartitionKey)
	}
	return strings.Join(all, " ")
}

func atOnceWait(ctx context.Context, _ time.Duration) error { return ctx.Err() }

// must is what a shelf has.
func must(t *testing.T, s Shelf, limit int) []Letter {
	t.Helper()
	letters, err := s.Look(t.Context(), limit)
	if err != nil {
		t.Fatal(err)
	}
	return letters
}

func ids(letters []Letter) string {
	var all []string
	for _, l := range letters {
		all = append(all, l.ID)
	}
	return strings.Join(all, " ")
}
