package redrive

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"tieline/shared/fault"
)

func nothing(int, int) {}

func TestDeadLettersGoBackToTheirQueue(t *testing.T) {
	c, cfg := newCloud(t)
	var all []string
	for n := range 12 {
		all = append(all, fmt.Sprintf("body%d", n))
		c.letter(all[n])
	}
	dead := NewDeadLetters(cfg, "dead")
	found := must(t, dead, 100)
	if len(found) != 12 || c.lie() != "" || !found[1].Since.Equal(noon.Add(time.Hour)) {
		t.Fatalf("found %s, others see %q", ids(found), c.lie())
	}
	got, err := Task{dead, NewQueue(cfg, "queue"), nothing}.Move(t.Context(), found)
	if err != nil || got.Sent != 12 || !reflect.DeepEqual(c.sent, all) || len(c.dead) > 0 {
		t.Errorf("%+v, %v: sent %v, left %q", got, err, c.sent, c.lie())
	}
}

func TestOnlyAsManyDeadLettersAreTakenAsWereAskedFor(t *testing.T) {
	c, cfg := newCloud(t)
	for range 25 {
		c.letter("body")
	}
	if found := must(t, NewDeadLetters(cfg, "dead"), 12); len(found) != 12 || strings.Count(c.lie(), "body") != 13 {
		t.Errorf("found %d, others see %s", len(found), c.lie())
	}
}

func TestLettersSayWhyTheyAreDead(t *testing.T) {
	c, cfg := newCloud(t)
	c.letter("body")
	c.letter("body", "ERROR_CODE", "NO_PERMISSIONS", "ERROR_MESSAGE", "of +14155550132")
	found := must(t, NewDeadLetters(cfg, "dead"), 9)
	if found[0].Why != "failed each time that it was delivered" || found[1].Why != "the rule could not deliver it: NO_PERMISSIONS" {
		t.Errorf("%q, %q", found[0].Why, found[1].Why)
	}
}

func TestADeadLetterThatItsQueueRefusesStays(t *testing.T) {
	c, cfg := newCloud(t)
	c.letter("good")
	c.letter("bad")
	c.letter("fine")
	c.refuse = "bad"
	dead := NewDeadLetters(cfg, "dead")
	got, err := Task{dead, NewQueue(cfg, "queue"), nothing}.Move(t.Context(), must(t, dead, 9))
	if err != nil || got.Sent != 2 || len(got.Troubles) != 1 || got.Troubles[0].ID != "m2" || c.lie() != "bad" {
		t.Errorf("%+v, %v: left %q", got, err, c.lie())
	}
}

func TestAQueueThatFailsCostsNoLetter(t *testing.T) {
	for _, broken := range []string{"SendMessageBatch", "DeleteMessageBatch"} {
		c, cfg := newCloud(t)
		c.letter("one")
		c.letter("two")
		dead := NewDeadLetters(cfg, "dead")
		found := must(t, dead, 9)
		c.broken = broken
		got, err := Task{dead, NewQueue(cfg, "queue"), nothing}.Move(t.Context(), found)
		if got.Sent != 0 || len(c.dead) != 2 || err == nil && len(got.Troubles) != 2 {
			t.Errorf("%s: %+v, %v: left %d", broken, got, err, len(c.dead))
		}
	}
}

func TestALookThatFailsHidesNothing(t *testing.T) {
	c, cfg := newCloud(t)
	for range 12 {
		c.letter("body")
	}
	dead := NewDeadLetters(cfg, "dead")
	dead.read = func(*Letter, types.Message) { c.broken = "ReceiveMessage" }
	if _, err := dead.Look(t.Context(), 99); fault.KindOf(err) != fault.Unavailable || strings.Count(c.lie(), "body") != 12 {
		t.Errorf("%v, others see %s", err, c.lie())
	}
}

func TestParcelsHoldAsMuchAsOneCallTakes(t *testing.T) {
	body := func(n int) []byte { return make([]byte, n) }
	for name, tt := range map[string]struct {
		bodies [][]byte
		want   [][]int
	}{
		"none":                       {nil, nil},
		"as many as may":             {[][]byte{body(1), body(1), body(1), body(1)}, [][]int{{0, 1, 2}, {3}}},
		"as much as may":             {[][]byte{body(6), body(4), body(1)}, [][]int{{0, 1}, {2}}},
		"one that is too large":      {[][]byte{body(1), body(99), body(1)}, [][]int{{0}, {1}, {2}}},
		"without what is not there":  {[][]byte{nil, body(5), nil, body(5)}, [][]int{{1, 3}}},
		"nothing but what is absent": {[][]byte{nil}, nil},
	} {
		if got := parcels(tt.bodies, 3, 10); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: %v", name, got)
		}
	}
}
