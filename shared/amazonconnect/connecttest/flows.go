package connecttest

import "context"

// hooked plays the flow hooked to an event of the leg, which may change the
// contact's attributes.
func (p *play) hooked(ctx context.Context, l *leg, event string) (Run, error) {
	c := p.contact(l)
	if l.agent != nil && event != CustomerQueue {
		c.Agent = *l.agent
	}
	run, err := p.runner().PlayHook(ctx, event, c, l.run)
	l.run.Attributes, l.run.CustomerID, l.run.Hooks = run.Attributes, run.CustomerID, run.Hooks
	return run, err
}

func (p *play) runner() Runner {
	return Runner{Lambda: p.Lambda, Queues: []Queue{p.Queue}, Flows: p.Flows}
}

// contact is what flows know of a leg.
func (p *play) contact(l *leg) Contact {
	c := Contact{
		ID: l.id, InitialID: l.initial, PreviousID: l.previous, Channel: l.channel, InitiationMethod: l.method,
		InstanceARN: p.InstanceARN, Customer: l.customer, System: l.system, Input: p.call.Input,
	}
	if c.PreviousID == "" {
		c.PreviousID = l.id
	}
	if l.channel == task {
		c.Name = "Simulated task"
	}
	return c
}
