package main

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

func learn(t *testing.T, body []byte) contact.View {
	t.Helper()
	var f fakeKeeper
	if err := (handler{&f}).handle(context.Background(), body); err != nil {
		t.Fatal(err)
	}
	return f.learned.View()
}

func TestARecordIsTheWholeTruth(t *testing.T) {
	body, err := os.ReadFile("../../events/samples/contact-record.json")
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
		if _, err := decode([]byte(body)); err != nil && strings.Contains(err.Error(), "Zebedee") {
			t.Errorf("%s: reason is %v", body, err)
		}
	}
}

func TestWhatIsNoRecordIsInvalid(t *testing.T) {
	for _, body := range []string{"", "[]", `"c1"`, `{"ContactId":"c1"}`, `{"ContactId":"c1","DisconnectTimestamp":"soon"}`} {
		err := (handler{&fakeKeeper{}}).handle(context.Background(), []byte(body))
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
	body, err := os.ReadFile("../../events/samples/contact-record.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := (handler{&fakeKeeper{}}).handle(t.Context(), body); err != nil {
		t.Fatal(err)
	}
	if want := `"level":"INFO","msg":"contact record","contact_id":"aaaaaaaa-0000-4000-8000-0000000000c1","version":7,"due":false}`; !strings.Contains(log.String(), want) {
		t.Errorf("logged %s, want %s", &log, want)
	}
}
