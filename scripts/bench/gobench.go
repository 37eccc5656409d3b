package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Pure is what Go's own benchmarks say of code that calls nobody.
type Pure struct {
	Name   string
	Calls  int       // of all runs
	Nanos  []float64 // per call, the mean of each run
	Bytes  float64   // allocated per call
	Allocs float64
}

// pure are the packages with benchmarks of what functions do with facts.
var pure = []string{"./shared/contact", "./functions/contact-events/handler", "./functions/contact-records/handler", "./functions/screen-pop", "./shared/sla", "./shared/dynamo", "./functions/sla-evaluator/handler"}

// benchmarkLine is a result (Go, package testing, "Benchmarks"; the format is
// that of golang.org/design/14313-benchmark-format).
var benchmarkLine = regexp.MustCompile(`^Benchmark(\S+?)(?:-\d+)?\s+(\d+)\s+([0-9.]+) ns/op(?:\s+[0-9.]+ \S+)*?\s+([0-9.]+) B/op\s+([0-9.]+) allocs/op`)

func (b *Bench) pure(ctx context.Context, runs int) ([]Pure, error) {
	args := []string{"test", "-run", "^$", "-bench", ".", "-benchmem", "-benchtime", "100ms", "-count", strconv.Itoa(runs)}
	b.tell("Go's benchmarks, %d runs of each", runs)
	cmd := exec.CommandContext(ctx, "go", slices.Concat(args, pure)...)
	cmd.Stderr = b.Progress
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go test -bench: %w\n%s", err, out)
	}
	return readPure(out)
}

// readPure puts the runs of one benchmark together. Its name is without Go's
// capital: merge/new-fact for BenchmarkMerge/new-fact.
func readPure(out []byte) (all []Pure, err error) {
	lines := bufio.NewScanner(bytes.NewReader(out))
	for lines.Scan() {
		m := benchmarkLine.FindStringSubmatch(lines.Text())
		if m == nil {
			continue
		}
		name := strings.ToLower(m[1][:1]) + m[1][1:]
		n := slices.IndexFunc(all, func(p Pure) bool { return p.Name == name })
		if n < 0 {
			n, all = len(all), append(all, Pure{Name: name})
		}
		calls, callsErr := strconv.Atoi(m[2])
		nanos, nanosErr := strconv.ParseFloat(m[3], 64)
		size, sizeErr := strconv.ParseFloat(m[4], 64)
		allocs, allocsErr := strconv.ParseFloat(m[5], 64)
		if err := errors.Join(callsErr, nanosErr, sizeErr, allocsErr); err != nil {
			return nil, err
		}
		all[n].Calls += calls
		all[n].Nanos = append(all[n].Nanos, nanos)
		all[n].Bytes, all[n].Allocs = size, allocs
	}
	if len(all) == 0 {
		return nil, errors.New("go test -bench measured nothing")
	}
	return all, lines.Err()
}
