package handler

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"io"
	"log/slog"
	"net/http"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"tieline/shared/dynamo"
	"tieline/shared/names"
)

// Most that a run may take for a hundred queues with 500 contacts each.
const (
	mostProcessor = 700 * time.Millisecond
	mostMemory    = 96 << 20
)

// pages is DynamoDB without a network: each list holds as many contacts of the
// last minutes, but that a twentieth as many wait.
type pages map[string]page

type page struct{ body, checksum string }

func (p pages) RoundTrip(r *http.Request) (*http.Response, error) {
	asked, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	of := "left"
	if bytes.Contains(asked, []byte(names.IndexQueueFinal)) {
		of = "ended"
	} else if bytes.Contains(asked, []byte("#waiting")) {
		of = "waiting"
	}
	return &http.Response{StatusCode: http.StatusOK, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: r, ContentLength: int64(len(p[of].body)),
		Header: http.Header{"X-Amz-Crc32": {p[of].checksum}}, Body: io.NopCloser(strings.NewReader(p[of].body))}, nil
}

func newPage(contacts int, text func(enqueued int64) string) page {
	var items []string
	for n := range contacts {
		items = append(items, `{"level":{"S":"`+text(noon.Add(-time.Duration(n+60)*time.Second).UnixMilli())+`"}}`)
	}
	body := fmt.Sprintf(`{"Count":%d,"Items":[%s],"ScannedCount":%d}`, contacts, strings.Join(items, ","), contacts)
	return page{body, strconv.FormatUint(uint64(crc32.ChecksumIEEE([]byte(body))), 10)}
}

func newPages(contacts int) pages {
	over := func(enqueued int64) string {
		return fmt.Sprintf("e%d l19250 d51000 fanswered r q19000 h31000 pdone w", enqueued)
	}
	return pages{"left": newPage(contacts, over), "ended": newPage(contacts, over),
		"waiting": newPage(contacts/20, func(enqueued int64) string { return fmt.Sprintf("e%d", enqueued) })}
}

// processor is what this process has taken of it.
func processor(b *testing.B) time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// BenchmarkReading is of all that a run does but the network: asking, decoding,
// computing. It fails above what that may take.
func BenchmarkReading(b *testing.B) {
	before := slog.Default()
	slog.SetDefault(slog.New(slog.DiscardHandler))
	defer slog.SetDefault(before)
	w := newWorld()
	for n := range 100 {
		w.queues = append(w.queues, fmt.Sprintf("aaaaaaaa-0000-4000-8000-%012d", n))
	}
	credentials := aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{AccessKeyID: "a", SecretAccessKey: "b"}, nil
	})
	p := w.parts()
	p.Conditions = func(context.Context) (dynamo.Conditions, error) { return dynamo.Conditions{}, nil }
	p.Contacts = dynamo.NewLevels(aws.Config{Region: "eu-west-2", Credentials: aws.NewCredentialsCache(credentials), HTTPClient: &http.Client{Transport: newPages(500)}}, "contacts", 1)
	run, used, runs := New(p), processor(b), 0
	b.ReportAllocs()
	for b.Loop() {
		w.book.Minute, w.book.Watches = noon.Add(-time.Minute), nil
		if _, err := run(b.Context(), json.RawMessage(`{"time":"2026-01-05T12:00:00Z"}`)); err != nil || !w.book.Minute.Equal(noon) {
			b.Fatal(w.book.Minute, err)
		}
		runs++
	}
	each := (processor(b) - used) / time.Duration(runs)
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	b.ReportMetric(float64(each.Milliseconds()), "cpu-ms/op")
	b.ReportMetric(float64(memory.Sys>>20), "MB")
	if each > mostProcessor || memory.Sys > mostMemory {
		b.Fatalf("%s of processor and %d MB: at most %s and %d MB", each, memory.Sys>>20, mostProcessor, mostMemory>>20)
	}
}
