package handler

import (
	"context"
	"maps"
	"slices"
	"time"

	"tieline/shared/contact"
)

// directory keeps who agents and queues are.
type directory interface {
	// Look returns what was ever kept of them, and of whom that is too long ago.
	Look(ctx context.Context, who contact.IDs) (known contact.Names, old contact.IDs, err error)
	KeepAgent(ctx context.Context, id string, agent contact.Agent) error
	KeepQueue(ctx context.Context, id, name string) error
}

// memory is the directory as this environment remembers it: most batches name
// the same agents and queues, and cost no read. Who is not known is asked for
// each time.
type memory struct {
	directory directory
	now       func() time.Time
	linked    bool // whether agents are to be linked to users of Salesforce
	agents    map[string]contact.Agent
	queues    map[string]string
	until     time.Time   // when all of them are forgotten
	old       contact.IDs // of whom it is time to learn anew
}

// remembered is how long names are remembered.
const remembered = 5 * time.Minute

// Known implements contact.Directory. Without the directory, whom it remembers is
// known still.
func (m *memory) Known(ctx context.Context, who contact.IDs) (contact.Names, error) {
	if now := m.now(); !now.Before(m.until) {
		m.agents, m.queues, m.until = map[string]contact.Agent{}, map[string]string{}, now.Add(remembered)
	}
	names := contact.Names{Agents: m.agents, Queues: m.queues, Linked: m.linked}
	who = contact.IDs{Agents: absent(who.Agents, m.agents), Queues: absent(who.Queues, m.queues)}
	if len(who.Agents)+len(who.Queues) == 0 {
		return names, nil
	}
	found, old, err := m.directory.Look(ctx, who)
	if err != nil {
		return names, err
	}
	maps.Copy(m.agents, found.Agents)
	maps.Copy(m.queues, found.Queues)
	m.old.Agents, m.old.Queues = append(m.old.Agents, old.Agents...), append(m.old.Queues, old.Queues...)
	return names, nil
}

func absent[T any](ids []string, known map[string]T) []string {
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { _, is := known[id]; return is })
}

// lacking returns those who are unknown and, behind them, those of whom it is
// time to learn anew. These are forgotten: they will be met again.
func (m *memory) lacking(unknown contact.IDs) contact.IDs {
	all := contact.IDs{Agents: slices.Concat(unknown.Agents, m.old.Agents), Queues: slices.Concat(unknown.Queues, m.old.Queues)}
	m.old = contact.IDs{}
	return all
}

func (m *memory) keepAgent(ctx context.Context, id string, agent contact.Agent) error {
	m.agents[id] = agent
	return m.directory.KeepAgent(ctx, id, agent)
}

func (m *memory) keepQueue(ctx context.Context, id, name string) error {
	m.queues[id] = name
	return m.directory.KeepQueue(ctx, id, name)
}
