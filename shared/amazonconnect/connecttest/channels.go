package connecttest

import "time"

// The contacts of other channels than voice have no holds; their media stand a
// second after they begin (Amazon Connect administrator guide, "Contact
// events": CONNECTED_TO_SYSTEM is told of chats and tasks).

// on makes a leg one of another channel.
func (l *leg) on(channel, method string) {
	l.channel, l.method = channel, method
	l.reached = l.begun + time.Second
	l.lasts(-l.hold())
	l.holds = nil
}

// chatted has no endpoints, and a transcript for a recording.
func chatted(_ cast, first *leg) []*leg {
	first.on(chat, api)
	first.customer, first.system = "", ""
	return nil
}

// tasked may be paused by its agent, which is no time of interaction (same
// guide, "Contact records data model", AgentPauseDuration).
func tasked(c cast, first *leg) []*leg {
	first.on(task, api)
	first.customer, first.system, first.reason = "", "", "AGENT_COMPLETED"
	if length := c.seconds(30, 600); c.IntN(2) == 0 {
		first.paused = first.connected + c.seconds(1, 15)
		first.resumed = first.paused + length
		first.lasts(length)
	}
	return nil
}

// written is an e-mail that comes in; its endpoints are its addresses.
func written(_ cast, first *leg) []*leg {
	first.on(email, inbound)
	first.reason = agentDisconnect
	return nil
}
