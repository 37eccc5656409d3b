package dynamo

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"tieline/shared/contact"
	"tieline/shared/sla"
)

func TestDurationsAreKnownOnceTheyAre(t *testing.T) {
	spoken := contact.Draft{Connected: connected, Disconnected: second(90), Hold: seconds(5), AfterWork: seconds(7)}
	closed := spoken
	closed.Closed = second(97)
	for name, tt := range map[string]struct {
		state         contact.State
		queue, handle sla.Span
	}{
		"after-contact work goes on": {queued(spoken), sla.Span{}, sla.Span{}},
		"all is over":                {queued(closed), sla.Span{}, sla.Span(seconds(67))},
		"on record": {recorded(contact.Details{ConnectedAt: second(30), DisconnectedAt: second(90), QueueDuration: seconds(19), Interaction: seconds(50), Pause: seconds(3)}),
			sla.Span(seconds(19)), sla.Span(seconds(53))},
		"on record, no time at all": {recorded(contact.Details{DisconnectedAt: second(10), QueueDuration: seconds(0)}), sla.Span(seconds(0)), sla.Span{}},
	} {
		r := levelRowOf(contact.Item{State: and(tt.state, func(s *contact.State) { s.ID = "c1" })}, 1)
		if got, is := decodeLevel(r.Level); got.QueueTime != tt.queue || got.HandleTime != tt.handle || !is {
			t.Errorf("%s: queue time %+v, handle time %+v", name, got.QueueTime, got.HandleTime)
		}
	}
}

func TestAPopSucceedsIfItTellsWhoCallsOrThatNobodyIsKnown(t *testing.T) {
	for status, want := range map[string]sla.Pop{"HIT": sla.PopDone, "MULTI": sla.PopDone, "NONE": sla.PopDone, "DEGRADED": sla.PopFailed, "ANON": sla.NoPop, "": sla.NoPop} {
		item := contact.Item{State: queued(contact.Draft{})}
		item.Pop = contact.Pop{At: second(1), Status: status}
		if got, _ := decodeLevel(levelRowOf(item, 1).Level); got.Pop != want {
			t.Errorf("%s: %q", status, got.Pop)
		}
	}
}

func TestAWrapUpIsListed(t *testing.T) {
	item := contact.Item{State: recorded(contact.Details{ConnectedAt: second(30), DisconnectedAt: second(90)})}
	before, _ := decodeLevel(levelRowOf(item, 1).Level)
	item.WrapUp.At = second(100)
	if after, _ := decodeLevel(levelRowOf(item, 1).Level); before.WrappedUp || !after.WrappedUp {
		t.Errorf("wrapped up: %t, then %t", before.WrappedUp, after.WrappedUp)
	}
}

func TestWhoWasErasedIsOnNoList(t *testing.T) {
	item := contact.Item{State: recorded(contact.Details{ConnectedAt: second(30), DisconnectedAt: second(90)}), Version: 1, Erased: second(200)}
	if r := levelRowOf(item, 1); r != (levelRow{}) {
		t.Errorf("it is listed: %+v", r)
	}
}

// Indexes are sparse: DynamoDB lists an item that has the attributes, and refuses
// one in which they are empty.
func TestARowHasTheAttributesOfItsListsAndNoOthers(t *testing.T) {
	all := []string{"level", "liveList", "liveAt", "finalList", "finalAt"}
	for name, tt := range map[string]struct {
		state contact.State
		want  string
	}{
		"waits":             {queued(contact.Draft{}), "level liveList liveAt"},
		"hung up":           {queued(contact.Draft{Disconnected: second(40)}), "level liveList liveAt finalList finalAt"},
		"is no queue's":     {contact.State{Events: contact.Draft{Heard: second(0)}}, ""},
		"an agent's own":    {contact.State{Record: contact.Report{Details: contact.Details{Queue: "q1", DisconnectedAt: second(90)}}}, "level finalList finalAt"},
		"lapsed":            {and(queued(contact.Draft{}), func(s *contact.State) { s.Lapsed = second(90_000) }), ""},
		"waits for nobody":  {contact.State{}, ""},
		"lapsed on a queue": {and(queued(contact.Draft{Connected: connected}), func(s *contact.State) { s.Lapsed = second(90_000) }), "level liveList liveAt"},
	} {
		attributes, err := encode(contact.Item{State: and(tt.state, func(s *contact.State) { s.ID = "c1" }), Version: 1}, 1)
		if err != nil {
			t.Fatal(err)
		}
		var has []string
		for _, attribute := range all {
			if _, is := attributes[attribute]; is {
				has = append(has, attribute)
			}
		}
		if got := strings.Join(has, " "); got != tt.want {
			t.Errorf("who %s: has %q, want %q", name, got, tt.want)
		}
	}
}

func TestContactsOfAQueueAreSpreadOverItsShards(t *testing.T) {
	met := map[string]bool{}
	for _, id := range strings.Fields("c1 c2 c3 c4 c5 c6 c7 c8 c9 d1 d2 d3 d4 d5 d6 d7") {
		attributes, err := encode(contact.Item{State: and(queued(contact.Draft{}), func(s *contact.State) { s.ID = id }), Version: 1}, 4)
		if err != nil {
			t.Fatal(err)
		}
		met[attributes["liveList"].(*types.AttributeValueMemberS).Value] = true
	}
	for _, list := range []string{"q1#0#waiting", "q1#1#waiting", "q1#2#waiting", "q1#3#waiting"} {
		if !met[list] || len(met) != 4 {
			t.Errorf("%s is not among %v", list, met)
		}
	}
}

// The screen pop writes without reading: what is listed stays so.
func TestAPopLeavesTheListsOfServiceLevelsAlone(t *testing.T) {
	for _, attribute := range []string{"level", "live", "final"} {
		if strings.Contains(pop, attribute) {
			t.Errorf("it writes %s", attribute)
		}
	}
}
