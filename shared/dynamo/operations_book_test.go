package dynamo

import (
	"encoding/json"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"tieline/shared/fault"
	"tieline/shared/sla"
)

var breach = sla.Breach{Queue: "q1", Target: 80, Threshold: 20 * time.Second, OpenedAt: learnedAt, Worst: 12.5, Hurt: 7}

// bookOf is a book of so many minutes after learnedAt.
func bookOf(minute int) sla.Book {
	b := breach
	return sla.Book{Minute: learnedAt.Add(time.Duration(minute) * time.Minute), Pending: []sla.Notice{{Breach: b, At: learnedAt}}}
}

func TestABookIsKeptOnlyOverTheOneThatWasRead(t *testing.T) {
	operations := operationsOf(t)
	if b, err := operations.Book(t.Context()); err != nil || !reflect.DeepEqual(b, sla.Book{}) {
		t.Errorf("at first it is %+v, %v", b, err)
	}
	for n, tt := range []struct {
		minute int
		was    time.Time
		want   fault.Kind
	}{
		{1, learnedAt, fault.Conflict}, {1, time.Time{}, ""}, {1, time.Time{}, fault.Conflict}, {2, time.Time{}, fault.Conflict},
		{2, bookOf(3).Minute, fault.Conflict}, {2, bookOf(1).Minute, ""}, {2, bookOf(1).Minute, fault.Conflict}, {60, bookOf(2).Minute, ""},
	} {
		b := bookOf(tt.minute)
		if err := operations.KeepBook(t.Context(), b, tt.was); fault.KindOf(err) != tt.want {
			t.Errorf("write %d: %v, want kind %q", n, err, tt.want)
		}
		if got, err := operations.Book(t.Context()); tt.want == "" && !reflect.DeepEqual(got, b) || err != nil {
			t.Errorf("write %d: %+v, %v", n, got, err)
		}
	}
}

func TestABookThatCannotBeKeptIsInvalid(t *testing.T) {
	odd, large := bookOf(1), bookOf(1)
	odd.Pending[0].Worst = math.NaN() // JSON has no form for it
	large.Watches = map[string]sla.Watch{strings.Repeat("x", 400_000): {}}
	for name, b := range map[string]sla.Book{"of no minute": {}, "odd": odd, "too large": large} {
		operations, asked := operationsOver(t, answer{200, `{}`})
		if err := operations.KeepBook(t.Context(), b, learnedAt); fault.KindOf(err) != fault.Invalid || len(*asked) > 0 {
			t.Errorf("%s: asked %d times, %v", name, len(*asked), err)
		}
	}
}

func TestABookThatCannotBeReadIsNotTakenForNone(t *testing.T) {
	for name, tt := range map[string]struct {
		answer answer
		want   fault.Kind
	}{
		"down":            {answer{500, `{}`}, fault.Unavailable},
		"no JSON":         {answer{200, `{"Item":{"book":{"S":"Zebedee"},"lastMinute":{"N":"1"}}}`}, fault.Unknown},
		"nothing of ours": {answer{200, `{"Item":{"book":{"N":"1"}}}`}, fault.Unknown},
	} {
		operations, asked := operationsOver(t, tt.answer)
		if _, err := operations.Book(t.Context()); fault.KindOf(err) != tt.want || !strings.Contains((*asked)[0], `"ConsistentRead":true`) {
			t.Errorf("%s: %v, asked %v", name, err, *asked)
		}
	}
}

// A hundred queues, each with a breach, are far from what an item may have.
func TestABookOfAHundredQueuesIsSmall(t *testing.T) {
	b := bookOf(1)
	b.Watches = map[string]sla.Watch{}
	for n := range 100 {
		b.Pending = append(b.Pending, b.Pending[0])
		b.Watches["aaaaaaaa-0000-4000-8000-"+string(rune('a'+n%26))+string(rune('a'+n/26))] = sla.Watch{}
	}
	if text, err := json.Marshal(b); err != nil || len(text) > maxItem/4 {
		t.Errorf("%d bytes, %v", len(text), err)
	}
}
