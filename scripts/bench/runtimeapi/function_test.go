package runtimeapi_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/lambda"

	"tieline/scripts/bench/runtimeapi"
)

// behave says what this test binary does when a test runs it as a function.
const behave = "BEHAVE"

func TestMain(m *testing.M) {
	switch os.Getenv(behave) {
	case "":
		os.Exit(m.Run())
	case "serve":
		lambda.Start(serve)
	case "never starts":
		os.Exit(3)
	case "reports that it cannot start":
		post("init/error", `{"errorType":"Config","errorMessage":"no table"}`)
		os.Exit(1)
	case "answers for another":
		res, err := http.Get(api("invocation/next"))
		if err != nil {
			os.Exit(2)
		}
		res.Body.Close()
		os.Exit(post("invocation/other/response", `1`) - http.StatusOK)
	}
}

func api(path string) string {
	return "http://" + os.Getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/" + path
}

func post(path, body string) (status int) {
	res, err := http.Post(api(path), "application/json", strings.NewReader(body))
	if err != nil {
		return 0
	}
	defer res.Body.Close()
	return res.StatusCode
}

// serve does as its event says.
func serve(ctx context.Context, event string) (string, error) {
	switch event {
	case "fail":
		return "", errors.New("it did not work")
	case "panic":
		panic("a number")
	case "die":
		os.Exit(4)
	case "deadline":
		at, _ := ctx.Deadline()
		return at.UTC().Format(time.RFC3339Nano), nil
	case "hang":
		select {} // for ever
	}
	return "heard " + event, nil
}

func start(t *testing.T, behaviour string) *runtimeapi.Function {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = []string{behave + "=" + behaviour}
	f, err := runtimeapi.Start(cmd)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Stop() })
	return f
}

func invoke(t *testing.T, f *runtimeapi.Function, event string) (string, error) {
	t.Helper()
	body, _, err := f.Invoke(t.Context(), []byte(`"`+event+`"`))
	return string(body), err
}

func TestAFunctionAnswersItsEventsInTurn(t *testing.T) {
	f := start(t, "serve")
	if took, err := f.Started(t.Context()); err != nil || took <= 0 {
		t.Errorf("started after %s, %v", took, err)
	}
	for _, event := range []string{"a", "b"} {
		if got, err := invoke(t, f, event); err != nil || got != `"heard `+event+`"` {
			t.Errorf("%s is answered %s, %v", event, got, err)
		}
	}
}

func TestTheDeadlineReachesTheFunction(t *testing.T) {
	want := time.Now().Add(time.Hour).Truncate(time.Millisecond).UTC()
	ctx, cancel := context.WithDeadline(t.Context(), want)
	defer cancel()
	body, _, err := start(t, "serve").Invoke(ctx, []byte(`"deadline"`))
	var got time.Time
	if err := errors.Join(err, json.Unmarshal(body, &got)); err != nil || !got.Equal(want) {
		t.Errorf("the function's deadline is %s, want %s, %v", got, want, err)
	}
}

func TestAnInvocationsErrorIsReportedAndTheFunctionGoesOn(t *testing.T) {
	f := start(t, "serve")
	_, err := invoke(t, f, "fail")
	if failed := (*runtimeapi.Failure)(nil); !errors.As(err, &failed) || failed.Message != "it did not work" {
		t.Errorf("got %v", err)
	}
	if got, err := invoke(t, f, "a"); err != nil || got != `"heard a"` {
		t.Errorf("then it answers %s, %v", got, err)
	}
}

func TestAPanicIsReportedAndEndsTheFunction(t *testing.T) {
	f := start(t, "serve")
	_, err := invoke(t, f, "panic")
	if failed := (*runtimeapi.Failure)(nil); !errors.As(err, &failed) || failed.Message != "a number" || len(failed.Stack) == 0 {
		t.Errorf("got %v", err)
	}
	if _, err := invoke(t, f, "a"); !errors.Is(err, runtimeapi.ErrEnded) {
		t.Errorf("then it answers %v", err)
	}
}

func TestAProcessThatDiesIsNoticed(t *testing.T) {
	if _, err := invoke(t, start(t, "serve"), "die"); !errors.Is(err, runtimeapi.ErrEnded) || !strings.Contains(err.Error(), "exit status 4") {
		t.Errorf("while it works: %v", err)
	}
	f := start(t, "never starts")
	if _, err := f.Started(t.Context()); !errors.Is(err, runtimeapi.ErrEnded) || !strings.Contains(err.Error(), "exit status 3") {
		t.Errorf("while it starts: %v", err)
	}
	if end := f.Stop(); end.ExitCode() != 3 {
		t.Errorf("ended as %s", end)
	}
}

func TestWhatKeepsAFunctionFromStartingIsReported(t *testing.T) {
	_, err := start(t, "reports that it cannot start").Started(t.Context())
	if failed := (*runtimeapi.Failure)(nil); !errors.As(err, &failed) || failed.Type != "Config" || failed.Message != "no table" {
		t.Errorf("got %v", err)
	}
}

func TestAnAnswerForAnotherInvocationIsRefused(t *testing.T) {
	_, err := invoke(t, start(t, "answers for another"), "a")
	if want := "exit status 200"; !errors.Is(err, runtimeapi.ErrEnded) || !strings.Contains(err.Error(), want) { // 400 less 200
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestAFunctionThatHangsIsLeftAtTheDeadline(t *testing.T) {
	f := start(t, "serve")
	if _, err := f.Started(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if _, _, err := f.Invoke(ctx, []byte(`"hang"`)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	if end := f.Stop(); end.Success() {
		t.Errorf("stopped as %s", end)
	}
}

func TestWhatAFunctionSaysIsTheCommandsToKeep(t *testing.T) {
	cmd := exec.Command(os.Args[0])
	var said bytes.Buffer
	cmd.Env, cmd.Stderr = []string{behave + "=serve"}, &said
	f, err := runtimeapi.Start(cmd)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = invoke(t, f, "fail")
	f.Stop()
	if !strings.Contains(said.String(), "it did not work") {
		t.Errorf("said %q", said.String())
	}
}
