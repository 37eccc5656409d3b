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
	Detection                                    string // what answered a campaign's call: AnsweringMachineDetectionStatus
	Attempts                                     int    // to connect it with an agent

	// In whole seconds, as in the contact record, UTC; zero if it never was. A
	// contact that was abandoned left the queue when it ended.
	InitiatedAt, EnqueuedAt, DequeuedAt, ConnectedAt time.Time
	DisconnectedAt, AcwStartedAt, AcwEndedAt         time.Time

	Talk, Hold, Acw, Pause time.Duration // Pause is of a task
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

func (s *scene) truth(l *leg) Truth {
	second := func(since time.Duration) time.Time { return s.at(since).Truncate(time.Second) }
	t := Truth{
		ID: l.id, InitialID: l.initial, PreviousID: l.previous, NextID: l.next,
		Channel: l.channel, Method: l.method, DisconnectReason: l.reason, Recording: s.recordingOf(l),
		Customer: l.customer, System: l.systemAddress(), Detection: l.detection, Attempts: l.attempts(), Answer: l.run.Answer,
		InitiatedAt: second(l.begun), DisconnectedAt: second(l.ended),
	}
	if l.queue != nil {
		t.QueueARN, t.QueueName = l.queue.ARN, l.queue.Name
		t.EnqueuedAt, t.DequeuedAt = second(l.enqueued), second(l.dequeued)
	}
	if l.agent != nil {
		t.AgentARN, t.AgentUsername = l.agent.ARN, l.agent.Username
		t.ConnectedAt, t.AcwStartedAt, t.AcwEndedAt = second(l.connected), second(l.ended), second(l.worked)
		t.Talk, t.Hold, t.Acw, t.Pause = l.talk(), l.hold(), l.worked-l.ended, l.pause()
	}
	return t
}
