package connecttest

import "time"

// Truth is what is true of one contact, in Connect's words. It is computed from
// what was planned, never from the events or the record, so that it can be held
// against all that was made of them.
type Truth struct {
	ID, InitialID, PreviousID, NextID            string // InitialID is the contact's own on the first
	Channel, Method, DisconnectReason, Recording string
	QueueARN, QueueName, AgentARN, AgentUsername string // "" if it came to no queue, or to no agent
	Customer, System                             string // addresses of the endpoints

	// In whole seconds, as in the contact record, UTC; zero if it never was. A
	// contact that was abandoned left the queue when it ended.
	InitiatedAt, EnqueuedAt, DequeuedAt, ConnectedAt time.Time
	DisconnectedAt, AcwStartedAt, AcwEndedAt         time.Time

	Talk, Hold, Acw time.Duration
	// Answer is of the screen pop made for this contact; nil if none was.
	Answer map[string]string
}

func (p *play) played() Played {
	run := p.legs[0].run
	played := Played{End: run.End, Answer: run.Answer, Attributes: run.Attributes, Said: p.said, Whispered: p.whispered}
	for _, b := range run.Blocks {
		played.Blocks = append(played.Blocks, b.Identifier)
	}
	for _, l := range p.legs {
		played.Contacts = append(played.Contacts, p.truth(l))
	}
	return played
}

func (p *play) truth(l *leg) Truth {
	second := func(since time.Duration) time.Time { return p.at(since).Truncate(time.Second) }
	t := Truth{
		ID: l.id, InitialID: l.initial, PreviousID: l.previous, NextID: l.next,
		Channel: channel, Method: l.method, DisconnectReason: l.reason,
		Customer: p.call.From, System: p.call.To, Answer: l.run.Answer,
		InitiatedAt: second(l.begun), DisconnectedAt: second(l.ended),
	}
	if l.queued {
		t.QueueARN, t.QueueName = p.Queue.ARN, p.Queue.Name
		t.EnqueuedAt, t.DequeuedAt = second(l.enqueued), second(l.dequeued)
	}
	if l.agent != nil {
		t.AgentARN, t.AgentUsername, t.Recording = l.agent.ARN, l.agent.Username, p.recordingOf(l)
		t.ConnectedAt, t.AcwStartedAt, t.AcwEndedAt = second(l.dequeued), second(l.ended), second(l.worked)
		t.Talk, t.Hold, t.Acw = l.talk(), l.hold(), l.worked-l.ended
	}
	return t
}
