package runtimeapi

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"
)

const root = "/2018-06-01/runtime/"

// longest is how long an invocation may last at most (Lambda developer guide,
// "Lambda quotas").
const longest = 15 * time.Minute

// Failure is an error as a function reports it.
type Failure struct {
	Type    string            `json:"errorType"`
	Message string            `json:"errorMessage"`
	Stack   []json.RawMessage `json:"stackTrace"`
}

// Error implements error.
func (f *Failure) Error() string { return f.Type + ": " + f.Message }

type invocation struct {
	id       string
	event    []byte
	deadline time.Time
	handed   time.Time // when the process got it

	answered chan struct{} // closed when the rest is set
	answer   []byte
	took     time.Duration
	failed   error
}

var invocations atomic.Uint64

func newInvocation(ctx context.Context, event []byte) *invocation {
	deadline, limited := ctx.Deadline()
	if !limited {
		deadline = time.Now().Add(longest)
	}
	id := fmt.Sprintf("00000000-0000-4000-8000-%012x", invocations.Add(1))
	return &invocation{id: id, event: event, deadline: deadline, answered: make(chan struct{})}
}

func (f *Function) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+root+"invocation/next", f.next)
	mux.HandleFunc("POST "+root+"invocation/{id}/response", func(w http.ResponseWriter, r *http.Request) {
		f.answer(w, r, func([]byte) error { return nil })
	})
	mux.HandleFunc("POST "+root+"invocation/{id}/error", func(w http.ResponseWriter, r *http.Request) {
		f.answer(w, r, failure)
	})
	mux.HandleFunc("POST "+root+"init/error", f.initError)
	return mux
}

// next hands out the next event, however long that takes to come.
func (f *Function) next(w http.ResponseWriter, r *http.Request) {
	f.start.Do(func() {
		f.polled = time.Now()
		close(f.started)
	})
	select {
	case i := <-f.events:
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Lambda-Runtime-Aws-Request-Id", i.id)
		w.Header().Set("Lambda-Runtime-Deadline-Ms", strconv.FormatInt(i.deadline.UnixMilli(), 10))
		w.Header().Set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-west-2:111122223333:function:measured")
		i.handed = time.Now()
		f.current.Store(i)
		_, _ = w.Write(i.event) // a process that is gone is noticed by its end
	case <-r.Context().Done():
	}
}

// answer takes what came of the current invocation, once.
func (f *Function) answer(w http.ResponseWriter, r *http.Request, errorOf func([]byte) error) {
	body, err := io.ReadAll(r.Body)
	now := time.Now()
	i := f.current.Load()
	if err != nil || i == nil || i.id != r.PathValue("id") || !f.current.CompareAndSwap(i, nil) {
		http.Error(w, `{"errorType":"InvalidRequestID"}`, http.StatusBadRequest)
		return
	}
	i.answer, i.took, i.failed = body, now.Sub(i.handed), errorOf(body)
	close(i.answered)
	w.WriteHeader(http.StatusAccepted)
}

// initError takes what kept the process from starting to poll.
func (f *Function) initError(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body) // what is missing of it makes a failure without a type
	f.start.Do(func() {
		f.failed = failure(body)
		close(f.started)
	})
	w.WriteHeader(http.StatusAccepted)
}

func failure(body []byte) error {
	var f Failure
	if err := json.Unmarshal(body, &f); err != nil {
		return fmt.Errorf("a failure reported in %d bytes that are not as they should be: %w", len(body), err)
	}
	return &f
}
