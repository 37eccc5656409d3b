package salesforcetest_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"tieline/shared/salesforce/salesforcetest"
)

// inProcess calls without a socket.
func (w *world) inProcess(ctx context.Context, method, path, body string) (reply, error) {
	r, err := http.NewRequestWithContext(ctx, method, "https://org.example"+path, strings.NewReader(body))
	if err != nil {
		w.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+w.token)
	r.Header.Set("Content-Type", "application/json")
	res, err := (&http.Client{Transport: w.org}).Do(r)
	if err != nil {
		return reply{}, err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	return reply{res.StatusCode, res.Header, string(text)}, err
}

func TestACallNeedsNoSocket(t *testing.T) {
	w := newWorld(t)
	a, err := w.inProcess(t.Context(), "PATCH", byKey+"c1?", `{"Sync_Version__c":7}`)
	if err != nil || a.status != http.StatusCreated || a.header.Get("Sforce-Limit-Info") == "" || w.record("c1")["Sync_Version__c"] != 7.0 {
		t.Errorf("answers %d %s, %v", a.status, a.text, err)
	}
	if a, _ := w.inProcess(t.Context(), "GET", "/services/oauth2/userinfo", ""); !strings.Contains(a.text, "https://org.example/id/") {
		t.Errorf("it calls itself %s", a.text)
	}
	if a, _ := w.inProcess(t.Context(), "GET", data+"/sobjects/Contact/"+w.seed("Contact", map[string]any{"LastName": "A"})[:3], ""); a.status != http.StatusNotFound {
		t.Errorf("what is not there answers %d", a.status)
	}
}

func TestWithoutASocketConnectionsAreCut(t *testing.T) {
	for f, want := range map[salesforcetest.Fault]error{
		salesforcetest.ReplyLost: io.EOF, salesforcetest.Truncated: io.ErrUnexpectedEOF, salesforcetest.Late: io.EOF, salesforcetest.Hang: io.EOF,
	} {
		w := newWorld(t)
		w.org.PassTime(func(context.Context, time.Duration) {})
		w.org.Fail(f, 1)
		if a, err := w.inProcess(t.Context(), "PATCH", byKey+"c1", `{}`); !errors.Is(err, want) {
			t.Errorf("%s: answers %d %s, %v", f, a.status, a.text, err)
		}
	}
}

func TestTimePassesAsItIsSaid(t *testing.T) {
	for f, want := range map[salesforcetest.Fault]time.Duration{salesforcetest.Slow: 1500 * time.Millisecond, salesforcetest.Hang: 1<<63 - 1, "": 0} {
		w := newWorld(t)
		var passed time.Duration
		ctx, leave := context.WithCancel(t.Context())
		w.org.PassTime(func(_ context.Context, d time.Duration) { passed = d; leave() })
		if f != "" {
			w.org.Fail(f, 1)
		}
		_, err := w.inProcess(ctx, "PATCH", byKey+"c1", `{}`)
		if passed != want || errors.Is(err, context.Canceled) != (f != "") {
			t.Errorf("%s: %v passed, %v", f, passed, err)
		}
		leave()
	}
}

func TestALateCallIsDoneWhenItsTimeHasCome(t *testing.T) {
	w := newWorld(t)
	w.org.LateBy(time.Minute)
	w.org.Fail(salesforcetest.Late, 1)
	if _, err := w.inProcess(t.Context(), "PATCH", byKey+"c1", `{"Sync_Version__c":6,"Queue_Name__c":"Sales"}`); err == nil {
		t.Error("an answer came")
	}
	w.org.LateBy(time.Second)
	w.org.Fail(salesforcetest.Late, 1)
	if _, err := w.inProcess(t.Context(), "PATCH", byKey+"c2", `{}`); err == nil {
		t.Error("an answer came")
	}
	stands := func(id string) bool { return len(w.org.Find(interaction, "Connect_Contact_Id__c", id)) > 0 }
	w.clock.pass(time.Minute - time.Second)
	if stands("c1") || !stands("c2") {
		t.Errorf("before its time the first stands: %t; the second after its time: %t", stands("c1"), stands("c2"))
	}
	w.clock.pass(time.Second)
	if !stands("c1") {
		t.Error("at its time it was not done")
	}
}

func TestTheFenceHoldsBackALateCall(t *testing.T) {
	w := newWorld(t)
	w.org.Fail(salesforcetest.Late, 1)
	_, _ = w.inProcess(t.Context(), "PATCH", collections, body(false, sobject(interaction, `"Connect_Contact_Id__c":"c1","Sync_Version__c":6`)))
	w.upsert(false, `"Connect_Contact_Id__c":"c1","Sync_Version__c":7`)
	w.clock.pass(time.Hour)
	if got := w.record("c1")["Sync_Version__c"]; got != 7.0 {
		t.Errorf("holds version %v", got)
	}
}
