package main

import (
	"bytes"
	"crypto/md5"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/spf13/cobra"
)

// cloud is AWS with the stage dev: it answers each operation with the next of its
// replies, and over and over with the last. What has none, or "", is not there.
type cloud struct {
	mu      sync.Mutex
	replies map[string][]string
	asked   []string // operations, and what they ask
}

const function = "GET /2015-03-31/functions/tieline-dev-contact-records/configuration"

func newCloudStage(t *testing.T) *cloud {
	t.Helper()
	c := &cloud{replies: map[string][]string{
		function:                                {`{"Environment":{"Variables":{"CONTACTS_DUE_URL":"http://q/due","PARKED_BUCKET":"parked","INDEX_SHARDS":"1","RETENTION":"2160h"}}}`},
		"GET /2015-03-31/event-source-mappings": {`{"EventSourceMappings":[{"EventSourceArn":"arn:aws:kinesis:eu-west-2:1:stream/own"}]}`},
		"GetQueueUrl":                           {`{"QueueUrl":"http://q/any"}`},
		"ReceiveMessage":                        {`{}`},
		"ChangeMessageVisibilityBatch":          {`{}`},
		"DeleteMessageBatch":                    {`{}`},
		"GET /parked":                           {`<ListBucketResult></ListBucketResult>`},
		"Query":                                 {`{"Items":[]}`},
		"Scan":                                  {`{"Items":[]}`},
		"BatchGetItem":                          {`{"Responses":{}}`},
		"GetItem":                               {`{}`},
		"PutItem":                               {`{}`},
		"UpdateItem":                            {`{}`},
		"DescribeTable":                         {`{"Table":{"ItemCount":2}}`},
	}}
	server := httptest.NewServer(c)
	t.Cleanup(server.Close)
	for name, value := range map[string]string{
		"AWS_ENDPOINT_URL": server.URL, "AWS_REGION": "eu-west-2", "AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local",
		"AWS_CONFIG_FILE": os.DevNull, "AWS_SHARED_CREDENTIALS_FILE": os.DevNull, "AWS_MAX_ATTEMPTS": "1",
	} {
		t.Setenv(name, value)
	}
	return c
}

func (c *cloud) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_, operation, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	if operation == "" {
		operation = r.Method + " " + strings.TrimSuffix(r.URL.Path, "/")
	}
	body, _ := io.ReadAll(r.Body) // what is cut off is noticed
	c.mu.Lock()
	defer c.mu.Unlock()
	c.asked = append(c.asked, operation+" "+string(body))
	reply, replies := "", c.replies[operation]
	if len(replies) > 0 {
		reply = replies[0]
	}
	if len(replies) > 1 {
		c.replies[operation] = replies[1:]
	}
	if reply == "" {
		w.WriteHeader(http.StatusBadRequest)
		_, _ = io.WriteString(w, `{"__type":"ResourceNotFoundException"}`)
		return
	}
	w.Header().Set("X-Amz-Crc32", strconv.FormatUint(uint64(crc32.ChecksumIEEE([]byte(reply))), 10)) // DynamoDB's has one
	_, _ = io.WriteString(w, reply)                                                                  // a client that left needs none
}

// did reports whether an operation was asked for with all of the texts.
func (c *cloud) did(operation string, texts ...string) bool {
	return slices.ContainsFunc(c.asked, func(asked string) bool {
		for _, text := range texts {
			if !strings.Contains(asked, text) {
				return false
			}
		}
		return strings.HasPrefix(asked, operation+" ")
	})
}

// operations are those asked for whose names end so.
func (c *cloud) operations(end string) (names []string) {
	for _, asked := range c.asked {
		if name, _, _ := strings.Cut(asked, " "); strings.HasSuffix(name, end) {
			names = append(names, name)
		}
	}
	return names
}

// letter lets the queue of dead letters hold one.
func (c *cloud) letter(body string) {
	sum := md5.Sum([]byte(body))
	c.replies["ReceiveMessage"] = []string{fmt.Sprintf(`{"Messages":[{"MessageId":"m1","ReceiptHandle":"r1","Body":%q,"MD5OfBody":%q,
		"Attributes":{"SentTimestamp":"1767355200000"}}]}`, body, hex.EncodeToString(sum[:])), `{}`}
	c.replies["SendMessageBatch"] = []string{fmt.Sprintf(`{"Successful":[{"Id":"0","MessageId":"m","MD5OfMessageBody":%q}]}`, hex.EncodeToString(sum[:]))}
}

// said runs a command, which is answered what it asks, and returns what it said.
func said(cmd *cobra.Command, answer string, args ...string) (string, error) {
	var out bytes.Buffer
	cmd.SilenceErrors, cmd.SilenceUsage = true, true
	cmd.SetOut(&out)
	cmd.SetIn(strings.NewReader(answer))
	cmd.SetArgs(append([]string{"--stage", "dev"}, args...))
	err := cmd.Execute()
	return out.String(), err
}

func TestAStageIsAsItWasDeployed(t *testing.T) {
	newCloudStage(t)
	d, err := findStage(t.Context(), "dev")
	if err != nil || d.due != "http://q/due" || d.bucket != "parked" || d.shards != 1 || d.retention.Hours() != 2160 {
		t.Errorf("%+v, %v", d, err)
	}
	if arn, err := d.stream(t.Context()); arn != "arn:aws:kinesis:eu-west-2:1:stream/own" || err != nil {
		t.Errorf("%q, %v", arn, err)
	}
	if url, err := d.queueURL(t.Context(), "contact-events-dead"); url != "http://q/any" || err != nil {
		t.Errorf("%q, %v", url, err)
	}
}

func TestAStageThatIsNotThereIsAnError(t *testing.T) {
	c := newCloudStage(t)
	if _, err := findStage(t.Context(), "prod"); err == nil || !strings.Contains(err.Error(), `look for stage "prod" in eu-west-2`) {
		t.Error(err)
	}
	c.replies[function] = []string{`{}`}
	if _, err := findStage(t.Context(), "dev"); err == nil || !strings.Contains(err.Error(), "CONTACTS_DUE_URL is required\n") || !strings.Contains(err.Error(), "RETENTION is required") {
		t.Error(err)
	}
	t.Setenv("AWS_REGION", "")
	if _, err := findStage(t.Context(), "dev"); err == nil || !strings.Contains(err.Error(), "set AWS_REGION") {
		t.Error(err)
	}
}
