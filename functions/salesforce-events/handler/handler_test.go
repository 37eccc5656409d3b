package handler

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"tieline/shared/contact/contacttest"
	"tieline/shared/dynamo"
	"tieline/shared/fault"
	"tieline/shared/relay"
	"tieline/shared/tuning"
)

// fakeIndex notes what is invalidated, and when.
type fakeIndex struct {
	at            []time.Time
	keys, records []string
	err           error
}

func (f *fakeIndex) Invalidate(_ context.Context, at time.Time, keys, records []string) (int, error) {
	f.at = append(f.at, at)
	f.keys, f.records = append(f.keys, keys...), append(f.records, records...)
	return len(keys), f.err
}

type fakeOperations struct {
	tuned       tuning.Snapshot
	health      relay.Health
	read, write error
}

func (f *fakeOperations) Conditions(context.Context) (dynamo.Conditions, error) {
	return dynamo.Conditions{Tuned: f.tuned}, f.read
}

func (f *fakeOperations) KeepRelay(_ context.Context, change func(relay.Health) relay.Health) error {
	f.health = change(f.health)
	return f.write
}

var now = time.Date(2026, 1, 2, 3, 10, 0, 0, time.UTC)

func clock() time.Time { return now }

// healthy is how the relay does once the heartbeat before now came back.
var healthy = relay.Health{Since: now.Add(-time.Hour), Until: now.Add(time.Minute)}

// told is what came of an event.
type told struct {
	fakeIndex
	health relay.Health
	log    string
	err    error
}

func (o told) keyed() string    { return strings.Join(unique(o.keys), " ") }
func (o told) recorded() string { return strings.Join(unique(o.records), " ") }
func (o told) unsure() bool     { return o.health.Since.Equal(now) }

func unique(all []string) []string { return slices.Compact(slices.Sorted(slices.Values(all))) }

// british has calls to one number read as from Great Britain, and tells flows of
// one more field.
var british = tuning.Snapshot{"screen-pop/regions": "+442079460000=GB", "screen-pop/fields": "Contact.Tier__c=customerTier"}

func tell(t *testing.T, body string) told { return tellWith(t, body, &told{}, british) }

func tellWith(t *testing.T, body string, out *told, tuned tuning.Snapshot) told {
	t.Helper()
	shared := &fakeOperations{tuned: tuned, health: healthy}
	out.log = logged(func() {
		out.err = New(Parts{Callers: &out.fakeIndex, Shared: shared, Contacts: contacttest.NewTable(contacttest.Options{}), Now: clock})(t.Context(), []byte(body))
	})
	out.health = shared.health
	return *out
}

// when is any time in a line of the log.
var when = regexp.MustCompile(`"time":"[^"]*",|"Timestamp":\d+,`)

// logged is what is said while work is done, without times: their digits could be
// taken for those of a number.
func logged(work func()) string {
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(&log, nil)))
	defer slog.SetDefault(before)
	work()
	return when.ReplaceAllString(log.String(), "")
}

func sample(t testing.TB, name string) string {
	t.Helper()
	body, err := os.ReadFile("../../../events/samples/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func TestWhatWasFoundBeforeAnEventIsHeardIsOfNoUse(t *testing.T) {
	got := tell(t, sample(t, "caller-changed"))
	if got.err != nil || got.keyed() != "+14155550100 +442079460018" || got.recorded() != "003000000000001AAA" {
		t.Errorf("invalidated %q and %q, %v", got.keyed(), got.recorded(), got.err)
	}
	if len(got.at) != 1 || !got.at[0].Equal(now) || got.unsure() {
		t.Errorf("as of %s, the relay is healthy since %s", got.at, got.health.Since)
	}
}

func TestAnEventThatComesTwiceOrLateIsHeardLikeAnyOther(t *testing.T) {
	old := strings.ReplaceAll(sample(t, "caller-changed"), "2026-01-02", "2025-12-30")
	for _, body := range []string{old, old, sample(t, "caller-deleted")} {
		if got := tell(t, body); got.err != nil || len(got.at) != 1 || !got.at[0].Equal(now) {
			t.Errorf("invalidated as of %s, %v", got.at, got.err)
		}
	}
}

func TestAHeartbeatThatCameBackKeepsTheRelayHealthy(t *testing.T) {
	got := tell(t, sample(t, "heartbeat"))
	sent := time.Date(2026, 1, 2, 3, 9, 58, 250_000_000, time.UTC)
	if got.err != nil || !got.health.Until.Equal(sent.Add(relay.Beat+relay.Patience)) || !got.health.Since.Equal(healthy.Since) || len(got.at) > 0 {
		t.Errorf("the relay is healthy %+v, %v, invalidated as of %s", got.health, got.err, got.at)
	}
	if want := `"msg":"heartbeat","event_key":"BEKDYZ4KJPQPMEMBNVSDWTAKUY","took_ms":1750}`; !strings.Contains(got.log, want) {
		t.Errorf("logged %s, want %s", got.log, want)
	}
}

func TestAHeartbeatThatTookLongSaysNothing(t *testing.T) {
	late := strings.Replace(sample(t, "heartbeat"), "03:09:58.250Z", "03:05:00.000Z", 1)
	if got := tell(t, late); got.err != nil || got.health != healthy {
		t.Errorf("the relay is healthy %+v, %v", got.health, got.err)
	}
}

func TestWhatIsOfAnotherTypePasses(t *testing.T) {
	for _, body := range []string{sample(t, "relayed-platform-event"), `{"detail-type":"CaseChangeEvent","detail":{}}`, `{}`,
		strings.Replace(sample(t, "change-gap"), `"entityName": "Account"`, `"entityName": "Case"`, 1),
		strings.Replace(sample(t, "caller-changed"), `"Contact"`, `"Case"`, 1)} {
		if got := tell(t, body); got.err != nil || len(got.at) > 0 || got.health != healthy || strings.Count(got.log, "\n") != 1 {
			t.Errorf("%s\ninvalidated %q, %q, %v, logged %s", body, got.keys, got.records, got.err, got.log)
		}
	}
}

func TestWhatFailsNowComesAgain(t *testing.T) {
	down := fault.Errorf(fault.Unavailable, "down")
	for name, f := range map[string]struct {
		index fakeIndex
		ops   fakeOperations
		body  string
	}{
		"the index":             {fakeIndex{err: down}, fakeOperations{}, sample(t, "caller-changed")},
		"the parameters":        {fakeIndex{}, fakeOperations{read: down}, sample(t, "caller-changed")},
		"the relay's state":     {fakeIndex{}, fakeOperations{write: down}, sample(t, "heartbeat")},
		"a gap":                 {fakeIndex{}, fakeOperations{write: down}, sample(t, "change-gap")},
		"what cannot be read":   {fakeIndex{}, fakeOperations{write: down}, later(t)},
		"what is not even JSON": {fakeIndex{}, fakeOperations{write: down}, `{`},
	} {
		h := New(Parts{Callers: &f.index, Shared: &f.ops, Now: clock})
		if err := h(t.Context(), []byte(f.body)); !errors.Is(err, down) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
