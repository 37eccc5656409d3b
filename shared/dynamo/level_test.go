package dynamo

import (
	"strings"
	"testing"
	"time"

	"tieline/shared/contact"
	"tieline/shared/sla"
)

// second is so many seconds after learnedAt.
func second(n int) time.Time { return learnedAt.Add(time.Duration(n) * time.Second) }

func seconds(n int) contact.Span {
	return contact.Span{Duration: time.Duration(n) * time.Second, Known: true}
}

// queued is what events tell of a contact that was enqueued at 10 s, and of what
// is added.
func queued(more contact.Draft) contact.State {
	more.Heard, more.Queued = second(0), contact.Stamp(second(10), "q1")
	return contact.State{Events: more}
}

// recorded is a contact record, of the same.
func recorded(more contact.Details) contact.State {
	more.Queue, more.EnqueuedAt = "q1", second(10)
	return contact.State{Record: contact.Report{UpdatedAt: second(1000), Details: more}}
}

func and(s contact.State, change func(*contact.State)) contact.State {
	change(&s)
	return s
}

// place is where a contact stands on a list: which, and how many seconds after
// learnedAt.
type place struct {
	list string
	at   int
}

var inQueue = sla.Contact{EnqueuedAt: second(10)}

func is(change func(*sla.Contact)) sla.Contact {
	c := inQueue
	change(&c)
	return c
}

var connected = contact.Stamp(second(30), "a1")

func TestAContactIsListedByItsTimeInItsQueue(t *testing.T) {
	left := func(fate sla.Fate, at int) sla.Contact {
		return is(func(c *sla.Contact) { c.Fate, c.LeftAt = fate, second(at) })
	}
	gone := func(fate sla.Fate, at, end int) sla.Contact {
		c := left(fate, at)
		c.DisconnectedAt = second(end)
		return c
	}
	final := func(c sla.Contact) sla.Contact { c.Final = true; return c }
	for name, tt := range map[string]struct {
		state       contact.State
		live, ended place
		want        sla.Contact
	}{
		"waits":                      {queued(contact.Draft{}), place{"q1#0#waiting", 10}, place{}, inQueue},
		"speaks":                     {queued(contact.Draft{Connected: connected}), place{"q1#0#left", 30}, place{}, left(sla.Answered, 30)},
		"was spoken to":              {queued(contact.Draft{Connected: connected, Disconnected: second(90)}), place{"q1#0#left", 30}, place{"q1#0", 90}, gone(sla.Answered, 30, 90)},
		"hung up":                    {queued(contact.Draft{Disconnected: second(40)}), place{"q1#0#left", 40}, place{"q1#0", 40}, gone(sla.Abandoned, 40, 40)},
		"was spoken to, on record":   {recorded(contact.Details{ConnectedAt: second(30), DequeuedAt: second(29), DisconnectedAt: second(90)}), place{"q1#0#left", 30}, place{"q1#0", 90}, final(gone(sla.Answered, 30, 90))},
		"hung up, on record":         {recorded(contact.Details{DequeuedAt: second(39), DisconnectedAt: second(40)}), place{"q1#0#left", 39}, place{"q1#0", 40}, final(gone(sla.Abandoned, 39, 40))},
		"goes on as another":         {recorded(contact.Details{NextID: "c2", DisconnectedAt: second(40)}), place{"q1#0#left", 40}, place{"q1#0", 40}, final(gone(sla.Moved, 40, 40))},
		"went on, and dequeued":      {recorded(contact.Details{NextID: "c2", DequeuedAt: second(39), DisconnectedAt: second(40)}), place{"q1#0#left", 39}, place{"q1#0", 40}, final(gone(sla.Moved, 39, 40))},
		"left Connect":               {recorded(contact.Details{TransferredAt: second(50)}), place{"q1#0#left", 50}, place{}, final(left(sla.Moved, 50))},
		"was answered, then went on": {recorded(contact.Details{ConnectedAt: second(30), NextID: "c2", TransferredAt: second(80), DisconnectedAt: second(90)}), place{"q1#0#left", 30}, place{"q1#0", 90}, final(gone(sla.Answered, 30, 90))},
		"goes on, nobody says when":  {recorded(contact.Details{NextID: "c2"}), place{}, place{}, sla.Contact{}},
		"asked to be called back": {and(queued(contact.Draft{Disconnected: second(42)}), func(s *contact.State) { s.Callback = contact.Stamp(second(40), "c2") }),
			place{"q1#0#left", 42}, place{"q1#0", 42}, gone(sla.Moved, 42, 42)},
		"asked so, and its end is lost": {and(queued(contact.Draft{}), func(s *contact.State) { s.Callback = contact.Stamp(second(40), "c2") }),
			place{"q1#0#left", 40}, place{}, left(sla.Moved, 40)},
		"was sent on": {and(queued(contact.Draft{Disconnected: second(42)}), func(s *contact.State) { s.WentOn = contact.Stamp(second(40), "c2") }),
			place{"q1#0#left", 42}, place{"q1#0", 42}, gone(sla.Moved, 42, 42)},
		"was sent on, and its end is lost": {and(queued(contact.Draft{}), func(s *contact.State) { s.WentOn = contact.Stamp(second(40), "c2") }),
			place{"q1#0#left", 40}, place{}, left(sla.Moved, 40)},
		"was answered, then sent on": {and(queued(contact.Draft{Connected: connected, Disconnected: second(90)}), func(s *contact.State) { s.WentOn = contact.Stamp(second(80), "c2") }),
			place{"q1#0#left", 30}, place{"q1#0", 90}, gone(sla.Answered, 30, 90)},
		"left before it came":         {queued(contact.Draft{Disconnected: second(1)}), place{"q1#0#left", 1}, place{"q1#0", 1}, gone(sla.Abandoned, 1, 1)},
		"was never enqueued":          {contact.State{Events: contact.Draft{Heard: second(0), Disconnected: second(40)}}, place{}, place{}, sla.Contact{}},
		"has no queue but a time":     {contact.State{Record: contact.Report{Details: contact.Details{EnqueuedAt: second(10), DisconnectedAt: second(40)}}}, place{}, place{}, sla.Contact{}},
		"waits for one agent":         {contact.State{Events: contact.Draft{Heard: second(0), Queued: contact.Stamp(second(10), "agent/a1")}}, place{}, place{}, sla.Contact{}},
		"waits in no queue of ours":   {contact.State{Events: contact.Draft{Heard: second(0), Queued: contact.Stamp(second(10), strings.Repeat("q1", 2000))}}, place{}, place{}, sla.Contact{}},
		"is a supervisor's":           {and(queued(contact.Draft{}), func(s *contact.State) { s.Events.Method = contact.Stamp(second(0), contact.MethodMonitor) }), place{}, place{}, sla.Contact{}},
		"is only known to Salesforce": {contact.State{WrapUp: contact.WrapUp{At: second(5)}}, place{}, place{}, sla.Contact{}},
		"lapsed":                      {and(queued(contact.Draft{}), func(s *contact.State) { s.Lapsed = second(90_000) }), place{}, place{}, sla.Contact{}},
		"lapsed while it was spoken to": {and(queued(contact.Draft{Connected: connected}), func(s *contact.State) { s.Lapsed = second(90_000) }),
			place{"q1#0#left", 30}, place{}, left(sla.Answered, 30)},
		"lapsed, and its end came after all": {and(queued(contact.Draft{Disconnected: second(40)}), func(s *contact.State) { s.Lapsed = second(90_000) }),
			place{"q1#0#left", 40}, place{"q1#0", 40}, gone(sla.Abandoned, 40, 40)},
		"is over, nobody says since when": {queued(contact.Draft{Closed: second(40)}), place{}, place{}, sla.Contact{}},
		"is over by a record without end": {recorded(contact.Details{DequeuedAt: second(30)}), place{}, place{}, sla.Contact{}},
		"is an agent's own call": {contact.State{Record: contact.Report{UpdatedAt: second(1000), Details: contact.Details{Queue: "q1", ConnectedAt: second(30), DisconnectedAt: second(90), Interaction: seconds(60)}}},
			place{}, place{"q1#0", 90}, sla.Contact{LeftAt: second(30), DisconnectedAt: second(90), Fate: sla.Answered, Final: true, HandleTime: sla.Span(seconds(60))}},
	} {
		tt.state.ID = "c1"
		r := levelRowOf(contact.Item{State: tt.state, Version: 1}, 1)
		live, ended := place{r.LiveList, offset(r.LiveAt)}, place{r.FinalList, offset(r.FinalAt)}
		if live != tt.live || ended != tt.ended {
			t.Errorf("who %s: is on %+v and %+v, want %+v and %+v", name, live, ended, tt.live, tt.ended)
		}
		if got, is := decodeLevel(r.Level); tt.want.HandleTime.Known != got.HandleTime.Known || withoutHandle(got) != withoutHandle(tt.want) || is != (tt.want != sla.Contact{}) {
			t.Errorf("who %s: is %+v, want %+v", name, got, tt.want)
		}
	}
}

func withoutHandle(c sla.Contact) sla.Contact { c.HandleTime.Duration = 0; return c }

// offset is in seconds after learnedAt, 0 for none.
func offset(milliseconds int64) int {
	if milliseconds == 0 {
		return 0
	}
	return int(time.UnixMilli(milliseconds).Sub(learnedAt) / time.Second)
}
