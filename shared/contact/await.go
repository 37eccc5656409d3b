package contact

import (
	"cmp"
	"time"
)

// MethodMonitor is how a supervisor listens in. The contact that it makes is
// nobody's conversation with a customer, and makes no record. Every other
// method does, INBOUND, OUTBOUND, TRANSFER, QUEUE_TRANSFER, CALLBACK, API,
// WEBRTC_API, DISCONNECT, EXTERNAL_OUTBOUND, AGENT_REPLY, FLOW and those of
// tomorrow: transfers, consults and conferences are contacts of their own (Amazon
// Connect API reference, Contact, InitiationMethod).
const MethodMonitor = "MONITOR"

// Shown reports whether Salesforce gets a record of the contact: some source of
// Connect's has told of it, or its flow has, and it is not a supervisor's.
func (s State) Shown() bool {
	return s.known() && s.View().Method != MethodMonitor
}

// known reports whether anybody but Salesforce, or another contact, has told of
// the contact.
func (s State) known() bool {
	return s.Events != Draft{} || s.Describe != Report{} || s.Record != Report{} || s.Pop != Pop{}
}

// began is the earliest that is known of the contact.
func (s State) began() time.Time {
	return cmp.Or(s.View().InitiatedAt, s.Events.Heard, s.Pop.At)
}

// ended is when the contact ended, as far as anybody told.
func (s State) ended() time.Time { return s.View().DisconnectedAt }

// awaits is from when on a contact record is overdue, the zero time if none is
// awaited: it is there, DescribeContact has told the end, or nobody waits any
// more. Of a contact that goes on it is when it can have lasted no longer.
func (s State) awaits() time.Time {
	switch {
	case !s.Shown(), s.Final(), !s.Lapsed.IsZero(), !s.Describe.DisconnectedAt.IsZero():
		return time.Time{}
	case !s.ended().IsZero():
		return s.ended()
	}
	return s.began().Add(life(s.View().Channel))
}

// awaited is the item with its OpenAt set anew, where the state has come to
// another stage than before: else the reconciler, which moves it, would be
// called back by every fact.
func (i Item) awaited(before State) Item {
	at := i.awaits()
	if at.IsZero() || i.OpenAt.IsZero() || before.ended().IsZero() != i.ended().IsZero() {
		i.OpenAt = at
	}
	return i
}

const day = 24 * time.Hour

// lives is how long a contact can last by its channel, as far as that is not
// longestLife. For a call Connect states no limit: nobody talks for a day. A chat
// ends after at most 10,080 minutes (API reference, StartChatContact,
// ChatDurationInMinutes). While nobody has told the channel it may be a call, and
// whoever is asked then may tell.
var lives = map[string]time.Duration{
	"":      day,
	"VOICE": day,
	"CHAT":  7 * day,
}

// longestLife is how long a task can last: 7 days, or as many as its template says,
// up to 90 (administrator guide, "Tasks", When do tasks end). The expiry of an
// e-mail is set as a task's is (API reference, StartEmailContact,
// SegmentAttributes), and for it no limit is stated.
const longestLife = 90 * day

func life(channel string) time.Duration { return cmp.Or(lives[channel], longestLife) }

// forgettable is from when on the table may forget an item that Salesforce has:
// what may still be asked for is not forgotten before.
func (i Item) forgettable(now time.Time, p Pace) time.Time { return later(now, i.OpenAt).Add(p.Keep) }

// tooLate reports whether the fact, if the table knows nothing of its contact,
// is a draft of one that the table may have had and forgotten. It would take the
// place of the finished record in Salesforce.
func (s State) tooLate(now time.Time, p Pace) bool {
	if s.Events == (Draft{}) {
		return false
	}
	began := cmp.Or(s.Events.Initiated, s.Events.Heard)
	return !began.After(now.Add(-p.Keep))
}
