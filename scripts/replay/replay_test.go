package replay

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"

	"tieline/shared/fault"
)

var noon = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

// bus is EventBridge with one archive.
type bus struct {
	retention int
	states    []string // of the replay, one a look
	broken    string   // an operation that fails
	started   map[string]any
}

func (b *bus) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_, operation, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	var asked map[string]any
	body, _ := io.ReadAll(r.Body)    // what is cut off
	_ = json.Unmarshal(body, &asked) // is noticed
	reply := `{}`
	switch {
	case operation == b.broken:
		w.WriteHeader(http.StatusServiceUnavailable)
	case operation == "DescribeArchive" && asked["ArchiveName"] == "tieline-dev-contact-events":
		reply = fmt.Sprintf(`{"ArchiveArn":"archive","EventSourceArn":"arn:aws:events:eu-west-2:1:event-bus/aws.partner/x/y","EventCount":7,"SizeBytes":700,"RetentionDays":%d,"CreationTime":%d}`, b.retention, noon.AddDate(0, 0, -10).Unix())
	case operation == "DescribeRule" && asked["Name"] == "tieline-dev-contact-events" && asked["EventBusName"] == "aws.partner/x/y":
		reply = `{"Arn":"rule"}`
	case operation == "StartReplay":
		b.started = asked
	case operation == "DescribeReplay" && asked["ReplayName"] == "replay":
		reply = fmt.Sprintf(`{"State":%q,"StateReason":"so it is","EventLastReplayedTime":%d}`, b.states[0], noon.Add(-time.Hour).Unix())
		if b.states[0] == "STARTING" {
			reply = `{"State":"STARTING"}`
		}
		b.states = b.states[1:]
	default:
		w.WriteHeader(http.StatusBadRequest)
		reply = `{"__type":"ResourceNotFoundException"}`
	}
	_, _ = io.WriteString(w, reply) // a client that left needs none
}

// of is a task over what b does, and what it shows.
func of(t *testing.T, b *bus) (Task, *[]Progress) {
	t.Helper()
	server := httptest.NewServer(b)
	t.Cleanup(server.Close)
	var shown []Progress
	return Task{
		API:     eventbridge.NewFromConfig(aws.Config{Region: "eu-west-2", BaseEndpoint: &server.URL, Credentials: aws.AnonymousCredentials{}, RetryMaxAttempts: 1}),
		Archive: "tieline-dev-contact-events", From: noon.Add(-2 * time.Hour), To: noon,
		Now:  func() time.Time { return noon },
		Wait: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
		Show: func(p Progress) { shown = append(shown, p) },
	}, &shown
}

func TestAnArchiveSaysHowFarBackItGoes(t *testing.T) {
	for retention, want := range map[int]time.Time{0: noon.AddDate(0, 0, -10), 90: noon.AddDate(0, 0, -10), 3: noon.AddDate(0, 0, -3)} {
		task, _ := of(t, &bus{retention: retention})
		if a, err := task.Look(t.Context()); !a.Since.Equal(want) || a.Events != 7 || a.Bytes != 700 || err != nil {
			t.Errorf("of %d days: %+v, %v", retention, a, err)
		}
	}
}

func TestAReplayIsForItsRuleAndNoOther(t *testing.T) {
	b := &bus{}
	task, _ := of(t, b)
	a, err := task.Look(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	name, err := task.Start(t.Context(), a)
	if err != nil || name != "tieline-dev-contact-events-20260102T120000" {
		t.Errorf("%q, %v", name, err)
	}
	want := map[string]any{
		"ReplayName": name, "EventSourceArn": "archive", "EventStartTime": float64(task.From.Unix()), "EventEndTime": float64(noon.Unix()),
		"Destination": map[string]any{"Arn": "arn:aws:events:eu-west-2:1:event-bus/aws.partner/x/y", "FilterArns": []any{"rule"}},
	}
	if got, want := fmt.Sprint(b.started), fmt.Sprint(want); got != want {
		t.Errorf("asked %s, want %s", got, want)
	}
}

func TestAReplayIsFollowedToItsEnd(t *testing.T) {
	for name, tt := range map[string]struct {
		states, says string
		shown        int
	}{
		"done":      {"STARTING RUNNING RUNNING COMPLETED", "", 4},
		"at once":   {"COMPLETED", "", 1},
		"failed":    {"RUNNING FAILED", "replay replay: FAILED: so it is", 1},
		"cancelled": {"RUNNING CANCELLING CANCELLED", "replay replay: CANCELLED: so it is", 2},
	} {
		task, shown := of(t, &bus{states: strings.Fields(tt.states)})
		err := task.Follow(t.Context(), "replay")
		if tt.says == "" && err != nil || tt.says != "" && (err == nil || err.Error() != tt.says) || len(*shown) != tt.shown {
			t.Errorf("%s: %v, showed %+v", name, err, *shown)
		}
		if first := (*shown)[0]; first.State == "STARTING" && !first.Upto.Equal(task.From) {
			t.Errorf("%s: began with %+v", name, first)
		}
		if last := (*shown)[len(*shown)-1]; tt.says == "" && !last.Upto.Equal(noon) || last.Name != "replay" {
			t.Errorf("%s: ended with %+v", name, last)
		}
	}
}

func TestWhoeverFollowsMayLeave(t *testing.T) {
	ctx, leave := context.WithCancel(t.Context())
	task, shown := of(t, &bus{states: strings.Fields("RUNNING RUNNING")})
	task.Wait = func(ctx context.Context, _ time.Duration) error { leave(); return ctx.Err() }
	if err := task.Follow(ctx, "replay"); !errors.Is(err, context.Canceled) || len(*shown) != 1 || !(*shown)[0].Upto.Equal(noon.Add(-time.Hour)) {
		t.Errorf("%v, showed %+v", err, *shown)
	}
}

func TestAStageWithoutAnArchiveIsNotFound(t *testing.T) {
	task, _ := of(t, &bus{})
	task.Archive = "tieline-local-contact-events"
	if _, err := task.Look(t.Context()); fault.KindOf(err) != fault.NotFound {
		t.Error(err)
	}
	if _, err := task.Start(t.Context(), Archive{bus: "arn:aws:events:eu-west-2:1:event-bus/aws.partner/x/y"}); fault.KindOf(err) != fault.NotFound {
		t.Error(err)
	}
}

func TestAFaultOfEventBridgeIsOneOfItsKind(t *testing.T) {
	for broken, do := range map[string]func(Task) error{
		"DescribeArchive": func(task Task) error { _, err := task.Look(t.Context()); return err },
		"DescribeRule": func(task Task) error {
			_, err := task.Start(t.Context(), Archive{bus: "arn:aws:events:eu-west-2:1:event-bus/aws.partner/x/y"})
			return err
		},
		"StartReplay": func(task Task) error {
			_, err := task.Start(t.Context(), Archive{bus: "arn:aws:events:eu-west-2:1:event-bus/aws.partner/x/y"})
			return err
		},
		"DescribeReplay": func(task Task) error { return task.Follow(t.Context(), "replay") },
	} {
		task, _ := of(t, &bus{broken: broken})
		if err := do(task); fault.KindOf(err) != fault.Unavailable {
			t.Errorf("%s: %v", broken, err)
		}
	}
}
