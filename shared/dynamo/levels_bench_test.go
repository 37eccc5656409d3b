package dynamo

import (
	"bytes"
	"context"
	"hash/crc32"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"tieline/shared/sla"
)

// canned is DynamoDB without a network: it gives the same page whatever it is
// asked, with the checksum by which the SDK holds it. It counts bytes.
type canned struct {
	body     []byte
	checksum string
	sent     int64
}

// RoundTrip implements http.RoundTripper.
func (c *canned) RoundTrip(r *http.Request) (*http.Response, error) {
	if _, err := io.Copy(io.Discard, r.Body); err != nil {
		return nil, err
	}
	c.sent += int64(len(c.body))
	return &http.Response{StatusCode: http.StatusOK, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: r, ContentLength: int64(len(c.body)),
		Header: http.Header{"Content-Type": {"application/x-amz-json-1.0"}, "X-Amz-Crc32": {c.checksum}}, Body: io.NopCloser(bytes.NewReader(c.body))}, nil
}

// cans is Levels over as many contacts on each list of each shard.
func cans(contacts, shards int) (*Levels, *canned) {
	items := strings.TrimSuffix(strings.Repeat(`{"level":{"S":"`+encodeLevel(full)+`"}},`, contacts), ",")
	body := []byte(`{"Count":` + strconv.Itoa(contacts) + `,"Items":[` + items + `],"ScannedCount":` + strconv.Itoa(contacts) + `}`)
	c := &canned{body: body, checksum: strconv.FormatUint(uint64(crc32.ChecksumIEEE(body)), 10)}
	credentials := aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{AccessKeyID: "a", SecretAccessKey: "b"}, nil
	})
	return NewLevels(aws.Config{Region: "eu-west-2", Credentials: aws.NewCredentialsCache(credentials), HTTPClient: &http.Client{Transport: c}}, "contacts", shards), c
}

// BenchmarkLevels reads what sla-evaluator does of 100 queues with 500 contacts
// each: all of it but the network. An empty list costs what asking does.
func BenchmarkLevels(b *testing.B) {
	const queues = 100
	for name, of := range map[string]struct{ contacts, shards int }{
		"500 contacts on 1 shard":  {500, 1},
		"500 contacts on 4 shards": {500, 4},
		"empty, 1 shard":           {0, 1},
		"empty, 4 shards":          {0, 4},
	} {
		b.Run(name, func(b *testing.B) {
			l, c := cans(of.contacts/of.shards, of.shards)
			b.ReportAllocs()
			for b.Loop() {
				c.sent = 0
				found := 0
				for range queues {
					all, err := l.Left(b.Context(), "aaaaaaaa-0000-4000-8000-000000000001", learnedAt, learnedAt.Add(15*time.Minute))
					if err != nil {
						b.Fatal(err)
					}
					found += len(all)
				}
				if found != queues*of.contacts {
					b.Fatal(found)
				}
			}
			b.ReportMetric(float64(c.sent), "received-B/op")
		})
	}
}

// BenchmarkLevelText reads 50,000 texts.
func BenchmarkLevelText(b *testing.B) {
	text, last := encodeLevel(full), sla.Contact{}
	b.ReportAllocs()
	for b.Loop() {
		for range 50_000 {
			last, _ = decodeLevel(text)
		}
	}
	if last != full {
		b.Fatal(last)
	}
}
