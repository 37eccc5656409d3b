package handler

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"strings"
	"testing"
	"time"

	"tieline/shared/contact"
	"tieline/shared/fault"
)

type fakeKeeper struct{ learned contact.State }

func (f *fakeKeeper) Learn(_ context.Context, fact contact.State) (contact.Item, error) {
	f.learned = fact
	return contact.Item{State: fact, Version: 7}, nil
}

func learn(t *testing.T, body string) contact.View {
	t.Helper()
	var f fakeKeeper
	if err := (handler{&f, &ears{}}).handle(context.Background(), []byte(body)); err != nil {
		t.Fatal(err)
	}
	return f.learned.View()
}

func sample(t *testing.T, name string) string {
	t.Helper()
	body, err := os.ReadFile("../../../events/samples/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func TestAnEventTellsAllThatItRepeats(t *testing.T) {
	connected := learn(t, sample(t, "contact-connected-to-agent"))
	if connected.Channel != "VOICE" || connected.Method != "INBOUND" || connected.Outcome() != contact.Answered {
		t.Errorf("learned %+v", connected)
	}
	if connected.QueueTime() != 49250*time.Millisecond || connected.Queue != "q1" || connected.Agent != "a1" {
		t.Errorf("queued for %s in %q, with %q", connected.QueueTime(), connected.Queue, connected.Agent)
	}
}

func TestAnAgentWhoHasYetToJoinIsNoAnswer(t *testing.T) {
	if offered := learn(t, sample(t, "contact-offered-to-agent")); offered.Outcome() != "" || offered.Queue != "q1" {
		t.Errorf("learned %+v", offered)
	}
}

func TestACompletedContactIsClosedWhenAfterContactWorkEnds(t *testing.T) {
	done := learn(t, sample(t, "contact-completed"))
	if want := time.Date(2026, 1, 2, 3, 9, 40, 0, time.UTC); !done.Closed().Equal(want) {
		t.Errorf("closed at %s, want %s", done.Closed(), want)
	}
	if done.AfterWork.Duration != 32*time.Second || done.Hold.Duration != 30*time.Second || done.HandleTime().Duration != 271*time.Second {
		t.Errorf("after-contact work %s, hold %s, handled %s", done.AfterWork.Duration, done.Hold.Duration, done.HandleTime().Duration)
	}
}

func TestASparseEventTellsWhatItHas(t *testing.T) {
	left := learn(t, sample(t, "contact-disconnected-sparse"))
	if want := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC); !left.DisconnectedAt.Equal(want) {
		t.Errorf("disconnected at %s, want %s", left.DisconnectedAt, want)
	}
	if left.Outcome() != contact.AbandonedInFlow || left.Direction() != contact.Inbound || left.Channel != "VOICE" {
		t.Errorf("%s, %s, %s", left.Outcome(), left.Direction(), left.Channel)
	}
	if left.Hold.Known || left.AfterWork.Known || left.HandleTime().Known {
		t.Errorf("durations that nobody gave are known: %+v", left.Details)
	}
}

// What is no id may be anything, and so may what is no event: a reason, which
// is logged, must not say it.
func TestAReasonQuotesNothingOfTheBody(t *testing.T) {
	for _, body := range []string{
		`{"id":"Zebedee","detail":7}`, `{"id":"Zebedee","detail":{"initiationTimestamp":"Zebedee"}}`, `{"time":"Zebedee"}`, `{"detail":{"contactId":"Zebedee`,
	} {
		err := (handler{&fakeKeeper{}, &ears{}}).handle(context.Background(), []byte(body))
		if err == nil || strings.Contains(err.Error(), "Zebedee") {
			t.Errorf("%s: reason is %v", body, err)
		}
	}
}

func TestGarbageIsInvalid(t *testing.T) {
	for _, body := range []string{"", "{", "7", `{"detail":7}`, `{"detail":{"initiationTimestamp":"soon"}}`} {
		err := (handler{&fakeKeeper{}, &ears{}}).handle(context.Background(), []byte(body))
		if fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q: kind %q, want %q", body, fault.KindOf(err), fault.Invalid)
		}
	}
}

func TestEachFactLeavesALineWithItsContact(t *testing.T) {
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(&log, nil)))
	defer slog.SetDefault(before)
	body, err := os.ReadFile("../../../events/samples/contact-completed.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := (handler{&fakeKeeper{}, &ears{}}).handle(t.Context(), body); err != nil {
		t.Fatal(err)
	}
	if want := `"level":"INFO","msg":"contact event","contact_id":"aaaaaaaa-0000-4000-8000-0000000000c1","version":7,"due":false}`; !strings.Contains(log.String(), want) {
		t.Errorf("logged %s, want %s", &log, want)
	}
}

func TestACampaignsCallThatMetAVoicemailIsOne(t *testing.T) {
	left := learn(t, `{"time":"2026-01-02T03:04:05Z","detail":{"contactId":"c1","eventType":"DISCONNECTED","initiationMethod":"API",
		"answeringMachineDetectionStatus":"VOICEMAIL_NO_BEEP"}}`)
	if left.Outcome() != contact.Voicemail {
		t.Errorf("%s: learned %+v", left.Outcome(), left)
	}
}

func TestTimesThatAreNotSetOrMixedUpAnswerNothing(t *testing.T) {
	left := learn(t, `{"time":"2026-01-02T03:04:05Z","detail":{"contactId":"c1","initiationTimestamp":"1970-01-01T00:00:00.001Z",
		"disconnectTimestamp":"2026-01-02T03:04:00Z","queueInfo":{"queueArn":"q1","enqueueTimestamp":"2026-01-02T03:04:05Z"},
		"agentInfo":{"agentArn":"a1","connectedToAgentTimestamp":"1970-01-01T00:00:00.001Z","agentInitiatedHoldDuration":-4}}}`)
	if left.Outcome() == contact.Answered || !left.InitiatedAt.IsZero() || left.Waited() || left.Hold.Known || left.HandleTime().Known {
		t.Errorf("%s: learned %+v", left.Outcome(), left)
	}
}
