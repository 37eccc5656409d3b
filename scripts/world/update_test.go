package world

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"

	"tieline/shared/names"
)

// callers are how many play calls, one after another, while Tieline is updated.
const callers = 6

// testUpdate deploys another build with another setting over the one at work,
// while calls are played: none of them is lost, and none stands twice.
func testUpdate(t *testing.T, w *World) (update span) {
	ctx, cancel := context.WithTimeout(t.Context(), testPatience)
	defer cancel()
	before := w.programs(ctx, t)
	var during traffic
	during.begin(ctx, t, w)
	update.from = time.Now()
	under := during.underway.Load()
	_, err := w.checkout.deploy(ctx, w.nextBuild(t), w.emulator.url, "salesforceUrl="+w.org.url, "connectUrl="+w.phones.url, "hold=1s")
	update.to = time.Now()
	stillUnder := during.underway.Load()
	calls := during.end()
	for _, c := range calls {
		err = errors.Join(err, w.Await(ctx, c))
	}
	if err != nil {
		t.Fatal(err)
	}
	contacts := 0
	for _, c := range calls {
		w.compare(c) // once more: what was right may have been spoilt since
		for _, d := range c.Differences {
			t.Errorf("call %d: %s", c.Number, d)
		}
		contacts += len(c.Contacts)
	}
	after := w.programs(ctx, t)
	for function, is := range after {
		if is.code == before[function].code {
			t.Errorf("%s is not updated", function)
		}
	}
	if hold := after[names.ContactEvents].hold; hold != "1s" {
		t.Errorf("the setting is %q", hold)
	}
	t.Logf("an update of %.0f s: %d calls with %d contacts, %d of them under way when it began and %d when it ended",
		update.to.Sub(update.from).Seconds(), len(calls), contacts, under, stillUnder)
	return update
}

// span is a stretch of time.
type span struct{ from, to time.Time }

// holds reports whether it happened then, give or take what an invocation lasts.
func (s span) holds(at time.Time) bool {
	const invocation = 5 * time.Second
	return at.After(s.from.Add(-invocation)) && at.Before(s.to.Add(invocation))
}

// traffic is calls that are played one after another, several at once.
type traffic struct {
	underway atomic.Int64
	over     chan struct{} // closed when no more are wanted
	all      sync.WaitGroup
	mu       sync.Mutex
	calls    []*Call
}

// begin starts to play. Whoever is told that it is over still plays one to its
// end, and so as many calls begin after the update as end before it.
func (f *traffic) begin(ctx context.Context, t *testing.T, w *World) {
	f.over = make(chan struct{})
	var first sync.WaitGroup
	first.Add(callers)
	for n := range callers {
		f.all.Go(func() {
			for k := 0; ; k++ {
				if f.underway.Add(1); k == 0 {
					first.Done()
				}
				number := 1000 + n*100 + k
				c, err := w.Play(ctx, number, Kinds[number%len(Kinds)])
				f.underway.Add(-1)
				if err != nil {
					t.Errorf("call %d: %v", number, err)
					return
				}
				f.mu.Lock()
				f.calls = append(f.calls, c)
				f.mu.Unlock()
				select {
				case <-f.over:
					return
				default:
				}
			}
		})
	}
	first.Wait()
}

// end lets the calls under way end, and returns all.
func (f *traffic) end() []*Call {
	close(f.over)
	f.all.Wait()
	return f.calls
}

// nextBuild is a folder to deploy from that holds other programs for the same
// functions: what follows an executable's end does nothing.
func (w *World) nextBuild(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"cdk.json", "bin"} {
		if err := os.Symlink(w.checkout.path(name), filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	for _, function := range names.Functions {
		program, err := os.ReadFile(w.checkout.path("dist", function, "bootstrap"))
		if err == nil {
			err = os.MkdirAll(filepath.Join(dir, "dist", function), 0o755)
		}
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, "dist", function, "bootstrap"), append(program, "next"...), 0o755)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// program is what tells a function's program and settings from others.
type program struct{ code, hold string }

func (w *World) programs(ctx context.Context, t *testing.T) map[string]program {
	t.Helper()
	api, found := lambda.NewFromConfig(w.AWS), map[string]program{}
	for _, function := range names.Functions {
		is, err := api.GetFunctionConfiguration(ctx, &lambda.GetFunctionConfigurationInput{FunctionName: aws.String(names.On(stage, function))})
		if err != nil {
			t.Fatal(err)
		}
		found[function] = program{*is.CodeSha256, is.Environment.Variables[names.EnvHold]}
	}
	return found
}
