package bus_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"

	"tieline/shared/bus"
	"tieline/shared/fault"
)

// entry is one of a call's.
type entry struct{ EventBusName, Source, DetailType, Detail string }

// eventBridge is an EventBridge that answers for an entry with the code in its
// member "fails", and keeps what it takes. A call that is over its limits it
// refuses whole.
type eventBridge struct {
	t      *testing.T
	whole  func(call int) (status int, code string)
	silent int // answers for so many entries less than it is sent
	calls  int
	took   []entry
}

func (b *eventBridge) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var in struct{ Entries []entry }
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil || r.Header.Get("X-Amz-Target") != "AWSEvents.PutEvents" {
		b.t.Error(err, r.Header)
	}
	b.calls++
	size := 0
	for _, e := range in.Entries {
		size += len(e.Source) + len(e.DetailType) + len(e.Detail)
	}
	if len(in.Entries) > 10 || len(in.Entries) == 0 || size >= 256<<10 {
		b.t.Errorf("%d entries of %d bytes at once", len(in.Entries), size)
	}
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	if b.whole != nil {
		if status, code := b.whole(b.calls); status != 0 {
			w.WriteHeader(status)
			fmt.Fprintf(w, `{"__type":%q}`, code)
			return
		}
	}
	var answers []string
	failed := 0
	for _, e := range in.Entries {
		var detail struct{ Fails string }
		if err := json.Unmarshal([]byte(e.Detail), &detail); err != nil {
			b.t.Error(err)
		}
		if detail.Fails != "" {
			failed++
			answers = append(answers, fmt.Sprintf(`{"ErrorCode":%q,"ErrorMessage":"no"}`, detail.Fails))
			continue
		}
		b.took = append(b.took, e)
		answers = append(answers, `{"EventId":"e"}`)
	}
	fmt.Fprintf(w, `{"FailedEntryCount":%d,"Entries":[%s]}`, failed, strings.Join(answers[:max(0, len(answers)-b.silent)], ","))
}

func open(t *testing.T) (*bus.Bus, *eventBridge) {
	b := &eventBridge{t: t}
	server := httptest.NewServer(b)
	t.Cleanup(server.Close)
	return bus.New(aws.Config{
		Region: "eu-west-2", BaseEndpoint: &server.URL, Credentials: aws.AnonymousCredentials{},
		Retryer: func() aws.Retryer { return aws.NopRetryer{} },
	}, "tieline-test"), b
}

// numbered are events that say their number.
func numbered(n int) (all []json.RawMessage) {
	for i := range n {
		all = append(all, json.RawMessage(fmt.Sprintf(`{"n":%d}`, i)))
	}
	return all
}

func TestAnEventIsPublishedAsItStands(t *testing.T) {
	b, to := open(t)
	failed, err := b.Publish(t.Context(), "tieline", "sla.breached.v1", json.RawMessage(`{"key":"q@1", "level":62.5}`))
	want := entry{"tieline-test", "tieline", "sla.breached.v1", `{"key":"q@1", "level":62.5}`}
	if err != nil || failed != nil || !slices.Equal(to.took, []entry{want}) {
		t.Errorf("%v, %v: published %+v", failed, err, to.took)
	}
	if failed, err = b.Publish(t.Context(), "tieline", "sla.breached.v1"); err != nil || failed != nil || to.calls != 1 {
		t.Errorf("nothing: %v, %v after %d calls", failed, err, to.calls)
	}
}

func TestEventsArePublishedByTens(t *testing.T) {
	b, to := open(t)
	failed, err := b.Publish(t.Context(), "tieline", "d", numbered(21)...)
	if err != nil || failed != nil || to.calls != 3 || len(to.took) != 21 || to.took[20].Detail != `{"n":20}` {
		t.Errorf("%v, %v: %d calls, %d events", failed, err, to.calls, len(to.took))
	}
}

// sized is a detail of so many bytes.
func sized(bytes int) json.RawMessage {
	return json.RawMessage(`{"x":"` + strings.Repeat("x", bytes-len(`{"x":""}`)) + `"}`)
}

func TestNoCallIsLargerThanEventBridgeTakes(t *testing.T) {
	b, to := open(t)
	const most = 256<<10 - 1 - len("tieline") - len("d") // of one detail
	failed, err := b.Publish(t.Context(), "tieline", "d", sized(most), sized(100<<10), sized(100<<10), sized(100<<10), sized(most+1), sized(10))
	if !slices.Equal(failed, []int{4}) || fault.KindOf(err) != fault.Invalid || len(to.took) != 5 || to.calls != 3 {
		t.Errorf("%v, %v: %d events by %d calls", failed, err, len(to.took), to.calls)
	}
}

func TestOneEventThatFailsKeepsNoOtherFromBeingPublished(t *testing.T) {
	for code, want := range map[string]fault.Kind{
		"ThrottlingException": fault.Throttled, "InternalFailure": fault.Unavailable, "InternalException": fault.Unavailable,
		"MalformedDetail": fault.Invalid, "InvalidArgument": fault.Invalid, "NotAuthorizedForSourceException": fault.Unknown, "Tomorrow": fault.Unknown,
	} {
		b, to := open(t)
		details := numbered(14)
		details[3] = json.RawMessage(fmt.Sprintf(`{"fails":%q}`, code))
		details[12] = details[3]
		failed, err := b.Publish(t.Context(), "tieline", "d", details...)
		if !slices.Equal(failed, []int{3, 12}) || fault.KindOf(err) != want || len(to.took) != 12 {
			t.Errorf("%s: %v, %v: %d events", code, failed, err, len(to.took))
		}
	}
}

func TestWhatIsNoObjectIsNotSent(t *testing.T) {
	for _, odd := range []string{``, `null`, `7`, `"{}"`, `[{}]`, `{`, `{"a":1}}`, `{a:1}`} {
		b, to := open(t)
		failed, err := b.Publish(t.Context(), "tieline", "d", json.RawMessage(`{"fails":"InternalFailure"}`), json.RawMessage(odd), json.RawMessage(`{"n":2}`))
		if !slices.Equal(failed, []int{0, 1}) || fault.KindOf(err) != fault.Invalid || len(to.took) != 1 {
			t.Errorf("%s: %v, %v: %+v", odd, failed, err, to.took)
		}
	}
}

func TestACallThatFailsFailsAllItsEventsAndNoOther(t *testing.T) {
	for code, tt := range map[string]struct {
		status int
		want   fault.Kind
	}{
		"ThrottlingException": {400, fault.Throttled}, "InternalException": {500, fault.Unavailable}, "AccessDeniedException": {400, fault.Unknown},
	} {
		b, to := open(t)
		to.whole = func(call int) (int, string) {
			if call == 2 {
				return tt.status, code
			}
			return 0, ""
		}
		failed, err := b.Publish(t.Context(), "tieline", "d", append(numbered(21), json.RawMessage(`7`))...)
		if want := []int{10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 21}; !slices.Equal(failed, want) || err == nil || len(to.took) != 11 {
			t.Errorf("%s: %v, %v: %d events", code, failed, err, len(to.took))
		}
		to.calls = 1
		if failed, err = b.Publish(t.Context(), "tieline", "d", numbered(2)...); !slices.Equal(failed, []int{0, 1}) || fault.KindOf(err) != tt.want {
			t.Errorf("%s: %v, %v", code, failed, err)
		}
	}
}

func TestAnEventThatIsNotAnsweredForHasFailed(t *testing.T) {
	b, to := open(t)
	to.silent = 2
	if failed, err := b.Publish(t.Context(), "tieline", "d", numbered(3)...); !slices.Equal(failed, []int{1, 2}) || fault.KindOf(err) != fault.Unknown {
		t.Errorf("%v, %v", failed, err)
	}
}
