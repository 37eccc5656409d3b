package handler

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"os"
	"strings"
	"testing"
	"time"

	"tieline/shared/contact"
	"tieline/shared/fault"
)

// ours is the instance of the samples.
const ours = "arn:aws:connect:eu-west-2:111122223333:instance/aaaaaaaa-0000-4000-8000-000000000001"

type fakeKeeper struct{ learned contact.State }

func (f *fakeKeeper) Learn(_ context.Context, fact contact.State) (contact.Item, error) {
	f.learned = fact
	return contact.Item{State: fact, Version: 7}, nil
}

func learn(t *testing.T, body []byte) contact.View {
	t.Helper()
	var f fakeKeeper
	if err := New(&f, &ears{}, []string{ours})(context.Background(), body); err != nil {
		t.Fatal(err)
	}
	return f.learned.View()
}

func TestARecordIsTheWholeTruth(t *testing.T) {
	body, err := os.ReadFile("../../../events/samples/contact-record.json")
	if err != nil {
		t.Fatal(err)
	}
	v := learn(t, body)
	if !v.Final || v.Outcome() != contact.Answered || v.Direction() != contact.Inbound {
		t.Errorf("final %t, outcome %q, direction %q", v.Final, v.Outcome(), v.Direction())
	}
	if v.QueueTime() != 49*time.Second || v.HandleTime().Duration != 271*time.Second || v.Queue != "q1" || v.QueueName != "Service" {
		t.Errorf("waited %s, handled %s, queue %q %q", v.QueueTime(), v.HandleTime().Duration, v.Queue, v.QueueName)
	}
	if want := time.Date(2026, 1, 2, 3, 9, 40, 0, time.UTC); !v.Closed().Equal(want) {
		t.Errorf("closed at %s, want %s", v.Closed(), want)
	}
}

func TestAbsentPartsAreNoFault(t *testing.T) {
	v := learn(t, []byte(`{"ContactId":"c1","Queue":null,"Agent":null,"Channel":"Voice","DisconnectTimestamp":"2026-01-02T03:04:05Z",
		"Attributes":{"n":1},"Recording":"gone","CustomerEndpoint":{"Address":null}}`))
	if v.Outcome() != contact.AbandonedInFlow || v.Channel != "VOICE" || v.Waited() || v.Handled() {
		t.Errorf("learned %+v", v)
	}
}

// What is no id may be anything: a reason, which is logged, must not say it.
func TestAReasonQuotesNothingOfTheBody(t *testing.T) {
	for _, body := range []string{
		`{"ContactId":"Zebedee Quill"}`, `{"ContactId":"c1","InitiationTimestamp":"Zebedee"}`, `{"ContactId":"Zebedee`,
	} {
		if err := New(&fakeKeeper{}, &ears{}, nil)(t.Context(), []byte(body)); err != nil && strings.Contains(err.Error(), "Zebedee") {
			t.Errorf("%s: reason is %v", body, err)
		}
	}
}

func TestWhatIsNoRecordIsInvalid(t *testing.T) {
	for _, body := range []string{"", "[]", `"c1"`, `{"ContactId":"c1"}`, `{"ContactId":"c1","DisconnectTimestamp":"soon"}`} {
		err := New(&fakeKeeper{}, &ears{}, []string{ours})(context.Background(), []byte(body))
		if fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q: kind %q, want %q", body, fault.KindOf(err), fault.Invalid)
		}
	}
}

func TestEachFactLeavesALineWithItsContact(t *testing.T) {
	log := logged(t)
	body, err := os.ReadFile("../../../events/samples/contact-record.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := New(&fakeKeeper{}, &ears{}, []string{ours})(t.Context(), body); err != nil {
		t.Fatal(err)
	}
	if want := `"level":"INFO","msg":"contact record","contact_id":"aaaaaaaa-0000-4000-8000-0000000000c1","version":7,"due":false}`; !strings.Contains(log.String(), want) {
		t.Errorf("logged %s, want %s", log, want)
	}
}

// logged is what is logged from now on.
func logged(t *testing.T) *bytes.Buffer {
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(&log, nil)))
	t.Cleanup(func() { slog.SetDefault(before) })
	return &log
}

func TestARecordOfAnotherInstanceIsDroppedAndLogged(t *testing.T) {
	const second = ours + "2"
	for named, want := range map[string]bool{
		`"` + ours + `"`: true, `"` + second + `"`: true, `""`: true, `null`: true, `{}`: true,
		`"` + ours + `3"`: false, `"` + ours[:len(ours)-1] + `"`: false, `"i"`: false,
	} {
		var f fakeKeeper
		log := logged(t)
		body := `{"ContactId":"c1","InstanceARN":` + named + `,"DisconnectTimestamp":"2026-01-02T03:04:05Z"}`
		if err := New(&f, &ears{}, []string{ours, second})(t.Context(), []byte(body)); err != nil || (f.learned.ID == "c1") != want {
			t.Errorf("%s: learned %q, %v", named, f.learned.ID, err)
		}
		if line := `"msg":"contact record of another instance","contact_id":"c1"`; strings.Contains(log.String(), line) == want {
			t.Errorf("%s: logged %s", named, log)
		}
	}
}

func TestARecordOfAnotherInstanceIsNotPutAside(t *testing.T) {
	log := logged(t)
	err := New(&fakeKeeper{}, &ears{}, []string{ours})(t.Context(), []byte(`{"ContactId":"Zebedee Quill","InstanceARN":"i"}`))
	if err != nil || strings.Contains(log.String(), "Zebedee") {
		t.Errorf("%v: logged %s", err, log)
	}
}

func TestARecordTellsMoreThanAnyOther(t *testing.T) {
	v := learn(t, []byte(`{"ContactId":"c1","InitiationMethod":"CALLBACK","Channel":"TASK","AgentConnectionAttempts":2,
		"AnsweringMachineDetectionStatus":"Voicemail_Beep","TransferCompletedTimestamp":"2026-01-02T03:04:05Z",
		"InitiationTimestamp":"2026-01-02T03:04:05Z","DisconnectTimestamp":"2026-01-02T03:09:05Z",
		"Queue":{"EnqueueTimestamp":"2026-01-02T03:06:00Z","DequeueTimestamp":"2026-01-02T03:06:21Z","Duration":120},
		"Agent":{"AgentInteractionDuration":60,"AgentPauseDuration":30},"Recording":null,
		"Recordings":[null,{"Location":null},{"Location":"bucket/c1.json"}]}`))
	if v.Attempts != 2 || v.Answering != "VOICEMAIL_BEEP" || v.TransferredAt.IsZero() || v.Recording != "bucket/c1.json" {
		t.Errorf("learned %+v", v)
	}
	if v.QueueTime() != 2*time.Minute || v.HandleTime().Duration != 90*time.Second {
		t.Errorf("waited %s, handled %s", v.QueueTime(), v.HandleTime().Duration)
	}
}

func TestTimesThatAreNotSetAnswerNothing(t *testing.T) {
	const unset = `"1970-01-01T00:00:00Z"`
	v := learn(t, []byte(`{"ContactId":"c1","InitiationMethod":"INBOUND","DisconnectTimestamp":"2026-01-02T03:04:05Z",
		"TransferCompletedTimestamp":`+unset+`,"AgentConnectionAttempts":-1,"Queue":{"EnqueueTimestamp":`+unset+`,"DequeueTimestamp":`+unset+`,"Duration":-7},
		"Agent":{"ARN":"a1","ConnectedToAgentTimestamp":`+unset+`,"AgentInteractionDuration":-1,"AfterContactWorkDuration":-3}}`))
	if v.Outcome() != contact.AbandonedInFlow || v.Waited() || v.Handled() || v.HandleTime().Known || v.Attempts != 0 {
		t.Errorf("%s: learned %+v", v.Outcome(), v)
	}
}

func TestAnEndBeforeTheBeginningIsNoDuration(t *testing.T) {
	v := learn(t, []byte(`{"ContactId":"c1","InitiationTimestamp":"2026-01-02T03:04:05Z","DisconnectTimestamp":"2026-01-02T03:04:00Z",
		"Queue":{"EnqueueTimestamp":"2026-01-02T03:04:05Z"},"Agent":{"ConnectedToAgentTimestamp":"2026-01-02T03:04:06Z"}}`))
	if v.QueueTime() < 0 || v.Handled() || v.Interaction.Known || v.HandleTime().Known {
		t.Errorf("waited %s, learned %+v", v.QueueTime(), v)
	}
}

func TestAttributesHoweverLargeAreNotKept(t *testing.T) {
	body := `{"ContactId":"c1","LastUpdateTimestamp":"2026-01-02T03:04:05Z","Attributes":{"note":"` + strings.Repeat("Zebedee", 32<<10/7) + `"}}`
	var f fakeKeeper
	if err := New(&f, &ears{}, []string{ours})(t.Context(), []byte(body)); err != nil {
		t.Fatal(err)
	}
	if kept, err := json.Marshal(f.learned); err != nil || bytes.Contains(kept, []byte("Zebedee")) {
		t.Errorf("%v: kept %d bytes", err, len(kept))
	}
}
