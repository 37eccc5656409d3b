// Package runtimeapi runs a function's program as Lambda does: as a process that
// fetches its events, one at a time, from the Runtime API (Lambda developer
// guide, "Using the Lambda runtime API for custom runtimes").
package runtimeapi

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"sync"
	"sync/atomic"
	"time"
)

// ErrEnded says that the process ended while something was expected of it.
var ErrEnded = errors.New("the function's process has ended")

// Function is the process of a function. It takes one event at a time.
type Function struct {
	cmd    *exec.Cmd
	server http.Server
	began  time.Time

	start   sync.Once
	started chan struct{} // closed when start is done
	polled  time.Time     // for the first time
	failed  error         // what the process reported instead of a poll

	events  chan *invocation
	current atomic.Pointer[invocation]

	ended chan struct{} // closed when the process has ended
}

// Start starts the program. The command's Env is all that the function's
// environment holds, but for the address of this API.
func Start(cmd *exec.Cmd) (*Function, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen for the function: %w", err)
	}
	f := &Function{cmd: cmd, started: make(chan struct{}), events: make(chan *invocation), ended: make(chan struct{})}
	f.server.Handler = f.routes()
	go func() { _ = f.server.Serve(l) }() // until Stop closes it

	cmd.Env = append(cmd.Env, "AWS_LAMBDA_RUNTIME_API="+l.Addr().String())
	f.began = time.Now()
	if err := cmd.Start(); err != nil {
		_ = f.server.Close()
		return nil, fmt.Errorf("start the function: %w", err)
	}
	go func() {
		_ = cmd.Wait() // how it ended stands in its ProcessState
		close(f.ended)
	}()
	return f, nil
}

// Started waits for the process's first poll and returns how long after the
// process's start it came. The error is a *Failure if the process reported one.
func (f *Function) Started(ctx context.Context) (time.Duration, error) {
	if err := f.await(ctx, f.started); err != nil {
		return 0, err
	}
	if f.failed != nil {
		return 0, f.failed
	}
	return f.polled.Sub(f.began), nil
}

// Invoke has the function work on an event, and returns its answer and how long
// after taking the event it gave that. The error is a *Failure if the function
// reported one, and ErrEnded if its process ended. The function's deadline is
// the context's.
func (f *Function) Invoke(ctx context.Context, event []byte) ([]byte, time.Duration, error) {
	i := newInvocation(ctx, event)
	select {
	case f.events <- i:
	case <-f.ended:
		return nil, 0, f.end()
	case <-ctx.Done():
		return nil, 0, ctx.Err()
	}
	if err := f.await(ctx, i.answered); err != nil {
		return nil, 0, err
	}
	return i.answer, i.took, i.failed
}

// await waits until the process has done something. It may have ended on that.
func (f *Function) await(ctx context.Context, done <-chan struct{}) error {
	select {
	case <-done:
	case <-f.ended:
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case <-done:
		return nil
	default:
		return f.end()
	}
}

// PID is the process's id.
func (f *Function) PID() int { return f.cmd.Process.Pid }

// Stop ends the process, if it has not ended, and says what became of it.
func (f *Function) Stop() *os.ProcessState {
	_ = f.cmd.Process.Kill() // it may have ended
	<-f.ended
	_ = f.server.Close() // nobody is left to be served
	return f.cmd.ProcessState
}

func (f *Function) end() error { return fmt.Errorf("%w: %s", ErrEnded, f.cmd.ProcessState) }
