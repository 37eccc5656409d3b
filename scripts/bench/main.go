// Command bench measures the functions on this machine: their own programs, run
// as Lambda runs them, against an AWS and a Salesforce that answer at once. It
// prints tables, writes every figure to a file, one JSON object per line, and
// fails when something could not be measured or is above its bound.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"syscall"
)

func main() {
	var o Options
	flag.StringVar(&o.Here, "here", ".tieline/built/"+runtime.GOARCH, "folder of the programs for this machine")
	flag.StringVar(&o.ARM64, "arm64", ".tieline/built/arm64", "folder of the programs for arm64")
	flag.StringVar(&o.Samples, "samples", "events/samples", "folder of the sample events")
	flag.StringVar(&o.Out, "out", ".tieline/bench.jsonl", "file of the figures")
	flag.IntVar(&o.Pops, "pops", 2000, "invocations of screen-pop and of what it is held against")
	flag.IntVar(&o.Hangs, "hangs", 10, "invocations of screen-pop while Salesforce hangs")
	flag.IntVar(&o.Last, "last", 10_000, "invocations of screen-pop after which its memory must not have grown")
	flag.IntVar(&o.Batches, "batches", 30, "invocations of the functions that take batches")
	flag.IntVar(&o.Starts, "starts", 25, "starts of every program")
	flag.IntVar(&o.Runs, "runs", 5, "runs of Go's own benchmarks")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := o.run(ctx, os.Stdout, os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}
