// Package stub answers a function's calls as AWS and Salesforce would, always
// after the same short time and never with a refusal, so that what is measured is
// the function. It knows only the calls that functions make, and refuses others.
package stub

import (
	"encoding/json"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"net"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// Server is AWS and a Salesforce org at one address on loopback.
type Server struct {
	http http.Server
	url  string

	hangs atomic.Bool
	mu    sync.Mutex
	table Table
	calls Calls
}

// Table holds the items of all tables as they were put, by their keys.
type Table map[string]Item

// Calls counts calls by their name in AWS's or Salesforce's documentation.
type Calls map[string]int

// Distance is how long every answer waits, as if from a little further away. The
// SDK closes a request's body as soon as it has the answer, and net/http, if it
// was still about to look whether there is more of it, gives the connection up
// (github.com/aws/aws-sdk-go-v2, issue 2737). No network is fast enough for
// that, but loopback is: of answers given at once, a quarter cost a connection.
const Distance = time.Millisecond

// What Calls counts beside calls that functions make.
const (
	Refused = "refused" // a call that the Server does not know
	Connect = "connect" // a new connection
)

// Start starts a Server with an empty table.
func Start() (*Server, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen for functions' calls: %w", err)
	}
	s := &Server{url: "http://" + l.Addr().String(), table: Table{}, calls: Calls{}}
	mux := http.NewServeMux()
	mux.HandleFunc("/", s.refuse)
	mux.HandleFunc("POST /{$}", s.aws)
	mux.HandleFunc("PUT /{bucket}/{key...}", s.putObject)
	mux.HandleFunc("POST /services/oauth2/token", s.token)
	mux.HandleFunc("GET /services/data/{version}/search/{$}", s.search)
	mux.HandleFunc("GET /services/data/{version}/sobjects/{object}/describe", s.describe)
	mux.HandleFunc("GET /services/data/{version}/sobjects/{object}/describe/{$}", s.describe)
	mux.HandleFunc("PATCH /services/data/{version}/composite/sobjects/{object}/{field}", s.upsert)
	mux.HandleFunc("GET /services/data/{version}/query/{$}", s.soql)
	mux.HandleFunc("GET /services/data/{version}/query", s.soql)
	mux.HandleFunc("GET /users/{instance}/{id}", s.user)
	mux.HandleFunc("GET /queues/{instance}/{id}", s.queue)
	mux.HandleFunc("GET /queues-summary/{instance}", s.queues)
	mux.HandleFunc("POST /service/{service}/operation/PutMetricData", s.putMetricData)
	s.http.Handler = mux
	s.http.ConnState = func(_ net.Conn, now http.ConnState) {
		if now == http.StateNew {
			s.called(Connect)
		}
	}
	go func() { _ = s.http.Serve(l) }() // until Close
	return s, nil
}

// Close ends the Server.
func (s *Server) Close() { _ = s.http.Close() }

// URL is the address of both.
func (s *Server) URL() string { return s.url }

// Calls returns how many calls there were so far.
func (s *Server) Calls() Calls {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.calls)
}

// Table returns what is in the table.
func (s *Server) Table() Table {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.table)
}

// Fill makes the table hold these items and no others.
func (s *Server) Fill(t Table) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.table = maps.Clone(t)
}

// Since is what was called after an earlier count.
func (c Calls) Since(earlier Calls) Calls {
	more := Calls{}
	for name, n := range c {
		if n > earlier[name] {
			more[name] = n - earlier[name]
		}
	}
	return more
}

// Add counts more calls.
func (c Calls) Add(more Calls) {
	for name, n := range more {
		c[name] += n
	}
}

func (s *Server) called(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls[name]++
}

func (s *Server) refuse(w http.ResponseWriter, _ *http.Request) {
	s.called(Refused)
	http.Error(w, "not a call that functions make", http.StatusNotFound)
}

// reply answers a call of JSON by what it asks for. The checksum is DynamoDB's:
// the SDK logs a warning of every answer without (package documentation of its
// service/dynamodb/internal/customizations, "Response checksum validation").
func (s *Server) reply(w http.ResponseWriter, r *http.Request, answer func(*Server, []byte) (any, error)) {
	body, err := io.ReadAll(r.Body)
	if err == nil {
		var what any
		if what, err = answer(s, body); err == nil {
			body, err = json.Marshal(what)
		}
	}
	if err != nil {
		s.refuse(w, r)
		return
	}
	time.Sleep(Distance)
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("X-Amz-Crc32", strconv.FormatUint(uint64(crc32.ChecksumIEEE(body)), 10))
	_, _ = w.Write(body) // who is gone needs no answer
}
