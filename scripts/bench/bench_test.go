package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/lambda"

	"tieline/scripts/bench/runtimeapi"
	"tieline/scripts/bench/stub"
)

// behave says what this test binary does when a test measures it as a function.
const behave = "BEHAVE"

func TestMain(m *testing.M) {
	switch os.Getenv(behave) {
	case "":
		os.Exit(m.Run())
	case "answers":
		lambda.Start(func(context.Context, json.RawMessage) (map[string]string, error) {
			return map[string]string{"matchStatus": "DEGRADED", "reason": "timeout"}, nil
		})
	case "gets":
		lambda.Start(func(ctx context.Context, _ json.RawMessage) (string, error) {
			req, err := http.NewRequestWithContext(ctx, http.MethodPost, os.Getenv("AWS_ENDPOINT_URL"), strings.NewReader("{}"))
			if err != nil {
				return "", err
			}
			req.Header.Set("X-Amz-Target", "DynamoDB_20120810.GetItem")
			res, err := http.DefaultClient.Do(req)
			if err == nil {
				res.Body.Close()
			}
			return "", err
		})
	case "fails":
		lambda.Start(func(context.Context, json.RawMessage) (int, error) { return 0, errors.New("no such table") })
	case "cannot start":
		fmt.Println("TABLE is required")
		os.Exit(1)
	}
}

// newBench measures this test binary, whatever the program is called.
func newBench(t *testing.T) *Bench {
	t.Helper()
	cloud, err := stub.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(cloud.Close)
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "program"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(os.Args[0], filepath.Join(dir, "program", "bootstrap")); err != nil {
		t.Fatal(err)
	}
	return &Bench{Programs: dir, Cloud: cloud, Progress: io.Discard}
}

func subject(name, behaviour string) Subject {
	return Subject{Name: name, Program: "program", Env: []string{behave + "=" + behaviour}, Event: []byte("{}")}
}

func TestEverySubjectIsInvokedInEveryRound(t *testing.T) {
	got, err := newBench(t).invocations(t.Context(), 3, []Subject{subject("a", "answers"), subject("b", "answers")})
	if err != nil || len(got) != 2 {
		t.Fatal(got, err)
	}
	for _, i := range got {
		if len(i.Took) != 3 || i.Took.Quantile(0) <= 0 || i.CPU <= 0 || i.Memory.Resident <= 0 || i.Memory.Peak < i.Memory.Resident {
			t.Errorf("measured %+v", i)
		}
	}
}

func TestNothingIsMeasuredOfWhatFails(t *testing.T) {
	checked, calling, slow := subject("a", "answers"), subject("a", "answers"), subject("a", "answers")
	checked.Checks, calling.Makes, slow.Most = hit, stub.Calls{"PutItem": 2}, 1
	more := subject("a", "gets")
	more.Only = true
	for want, s := range map[string]Subject{
		"the answer is DEGRADED timeout":   checked,
		"it called PutItem 0 times, not 2": calling,
		"which is more than 1ns":           slow,
		"it called GetItem 1 times":        more,
		"no such table":                    subject("a", "fails"),
		"it said: TABLE is required":       subject("a", "cannot start"),
	} {
		if _, err := newBench(t).invocations(t.Context(), 1, []Subject{s}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	_, err := newBench(t).starts(t.Context(), 1, []Program{{Name: "a", Dir: "program", Env: []string{behave + "=cannot start"}}})
	if !errors.Is(err, runtimeapi.ErrEnded) {
		t.Errorf("a start that fails is measured: %v", err)
	}
}

func TestEveryProgramIsStartedInEveryRound(t *testing.T) {
	p := Program{Name: "a", Dir: "program", Env: []string{behave + "=answers"}}
	got, err := newBench(t).starts(t.Context(), 2, []Program{p, p})
	if err != nil || len(got) != 2 || len(got[1].Took) != 2 || got[1].CPU <= 0 {
		t.Errorf("measured %+v, %v", got, err)
	}
}

func TestQuantilesAreOfTheNearestRank(t *testing.T) {
	d := Durations{5, 1, 4, 2, 3}
	for q, want := range map[float64]time.Duration{0: 1, 0.2: 1, 0.5: 3, 0.8: 4, 0.99: 5, 1: 5} {
		if got := d.Quantile(q); got != want {
			t.Errorf("quantile %g is %d, want %d", q, got, want)
		}
	}
	if times, more := (Durations{10, 40, 90}).Over(Durations{10, 10, 30}); times != 3 || more != 30 {
		t.Errorf("the medians of the pairs are %g and %d", times, more)
	}
}

func TestARowIsHeldAgainstThoseOfItsRounds(t *testing.T) {
	timed := func(name string, took time.Duration) Timed {
		return Timed{Name: name, Took: Durations{took, took}, CPU: 4 * took}
	}
	rows := rowsOf([]Timed{timed(screenPopHit, 3000), timed(emptyHandler, 1000)})
	if got := rows[0].Beside[emptyHandler]; got != (Ratio{P50: 3, More: 2, CPU: 3, CPUMore: 4}) || len(rows[1].Beside) != 0 || rows[0].P50 != 3 || rows[0].CPU != 6 {
		t.Errorf("got %+v", rows)
	}
}

func TestRoundsAreShuffledAndAlikeInEveryRun(t *testing.T) {
	first, again := shuffled(5), shuffled(5)
	orders := map[string]bool{}
	for range 20 {
		order := first()
		orders[fmt.Sprint(order)] = true
		if !slices.Equal(order, again()) {
			t.Error("another run has another order")
		}
		if slices.Sort(order); !slices.Equal(order, []int{0, 1, 2, 3, 4}) {
			t.Errorf("a round has %v", order)
		}
	}
	if len(orders) <= 5 { // as many as there are with one that only turns
		t.Errorf("there are %d orders", len(orders))
	}
}

func TestOfFewCallsTheSlowestIsSaidAndNoPercentile(t *testing.T) {
	few, enough := make(Durations, many-1), make(Durations, many)
	few[0], enough[0], enough[1] = 7000, 9000, 7000
	if r := (Timed{Took: few}).row(); r.Max != 7 || r.P99 != 0 {
		t.Errorf("of few calls: %+v", r)
	}
	if r := (Timed{Took: enough}).row(); r.Max != 0 || r.P99 != 7 {
		t.Errorf("of enough calls: %+v", r)
	}
}

func TestRunsOfABenchmarkAreOneRow(t *testing.T) {
	all, err := readPure([]byte("goos: linux\nBenchmarkMerge/new-event-2 \t 100 \t 20.5 ns/op \t 8 B/op \t 1 allocs/op\n" +
		"BenchmarkMerge/new-event-2 \t 300 \t 10.5 ns/op \t 25.00 MB \t 0.3580 cpu-ms/op \t 8 B/op \t 1 allocs/op\nPASS\n"))
	if err != nil || len(all) != 1 || all[0].Name != "merge/new-event" || all[0].Calls != 400 || all[0].row().Mean != 0.0205 {
		t.Errorf("read %+v, %v", all, err)
	}
	if _, err := readPure([]byte("PASS\n")); err == nil {
		t.Error("no benchmark at all is no error")
	}
}

func TestABoundThatIsPassedFailsTheRun(t *testing.T) {
	passed := func(r Row) (errs error) {
		for _, b := range bounds([]Row{r}) {
			errs = errors.Join(errs, b.err())
		}
		return errs
	}
	for _, row := range []Row{{Name: "size/a", Zip: maxZip, Peak: maxResident}, {Name: "lasting/a", HalfWay: 5, Resident: 5 + maxGrowth}} {
		if err := passed(row); err != nil {
			t.Error(err)
		}
	}
	for _, row := range []Row{
		{Name: "size/a", Zip: maxZip + 1000}, {Name: "size/a", Peak: maxResident + 1000}, {Name: "lasting/a", HalfWay: 5, Resident: 1005 + maxGrowth},
	} {
		if err := passed(row); err == nil || !strings.Contains(err.Error(), row.Name) {
			t.Errorf("%+v is within bounds: %v", row, err)
		}
	}
	for says, r := range map[Ratio]Ratio{{CPU: 1.25, P50: 1.5}: {CPU: 1.26, P50: 1.51}} {
		for _, name := range []string{screenPopHit, startOf + screenPop, screenPopShut} {
			holds := bounds([]Row{{Name: name, P99: 50_000, Beside: map[string]Ratio{bareGet: says, emptyWithSDK: says}}})
			above := bounds([]Row{{Name: name, P99: 50_001, Beside: map[string]Ratio{bareGet: r, emptyWithSDK: r}}})
			if len(holds) != 1 || !strings.HasSuffix(holds[0].String(), "holds") || !strings.HasSuffix(above[0].String(), "EXCEEDED") {
				t.Errorf("%s: %v, %v", name, holds, above)
			}
		}
	}
}

func TestARowIsOneLineOfJSON(t *testing.T) {
	var out bytes.Buffer
	if err := writeRows(&out, []Row{{Name: "a/b", P50: 1.5}, {Name: "c"}}); err != nil {
		t.Fatal(err)
	}
	if want := "{\"name\":\"a/b\",\"p50_us\":1.5}\n{\"name\":\"c\"}\n"; out.String() != want {
		t.Errorf("wrote %s", out.String())
	}
}

func TestAProgramsLastWordsAreKept(t *testing.T) {
	var w words
	if w.String() != "nothing" {
		t.Errorf("kept %q of nothing", &w)
	}
	for range kept {
		if _, err := io.WriteString(&w, "early "); err != nil {
			t.Fatal(err)
		}
	}
	if io.WriteString(&w, "last"); len(w.String()) > kept || !strings.HasSuffix(w.String(), "early last") {
		t.Errorf("kept %q", &w)
	}
}

func TestAFileIsZippedAsLambdaKeepsIt(t *testing.T) {
	file := filepath.Join(t.TempDir(), "bootstrap")
	if err := os.WriteFile(file, bytes.Repeat([]byte("again "), 10_000), 0o755); err != nil {
		t.Fatal(err)
	}
	if size, err := zipped(file); err != nil || size < 100 || size > 2000 {
		t.Errorf("60 kB of one word are %d bytes, %v", size, err)
	}
}

func TestWhatIsNotThereCannotBeMeasured(t *testing.T) {
	const none = 1 << 30 // no process has so large an id
	if _, err := cpuTime(none); err == nil {
		t.Error("a process that does not exist has had CPU")
	}
	if _, err := memoryOf(none); err == nil {
		t.Error("a process that does not exist has memory")
	}
	if err := (Options{Pops: 1, Batches: 1, Starts: 1}).run(t.Context(), io.Discard, io.Discard); err == nil {
		t.Error("to measure nothing is no error")
	}
}
