package connecttest

import "context"

// Taken is what the contact-control panel shows of a contact to the agent who takes
// it. That of a supervisor who listens in is shown, too, without what flows left
// (Amazon Connect Streams' documentation, getAttributes).
type Taken struct {
	ID, Agent, Method string            // Agent is the username
	Attributes        map[string]string // nil: none. They are not the reader's to change
}

func (p *play) shown(l *leg) Taken {
	t := Taken{ID: l.id, Agent: l.agent.Username, Method: l.method}
	if l.method != monitor {
		t.Attributes = p.attributes(l)
	}
	return t
}

// connects plays the whispers, the agent's first; only then the two talk
// (Amazon Connect administrator guide, "Flow block: Set whisper flow"). The panel has
// shown the contact by then.
func (p *play) connects(ctx context.Context, l *leg) error {
	p.Take(p.shown(l))
	agents, err := p.hooked(ctx, l, AgentWhisper)
	if err != nil {
		return err
	}
	callers, err := p.hooked(ctx, l, CustomerWhisper)
	if err != nil {
		return err
	}
	p.whispered = append(p.whispered, agents.Said...)
	p.said = append(p.said, callers.Said...)
	if l.paused > 0 {
		p.happens(l, Paused, l.paused)
		p.happens(l, Resumed, l.resumed)
	}
	return p.tell(ctx, l, Connected, l.connected)
}
