package contact

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// name adds to the items what their ids stand for, and notes whose are not
// known. Nobody waits for a name: the record goes without, and gets its link later.
func (w *Writer) name(ctx context.Context, items []Item, round *Round) (shown []Showing) {
	var who IDs
	views := make([]View, len(items))
	for n, i := range items {
		views[n] = i.View()
		who.meet(views[n].Agent, views[n].Queue)
	}
	who.tidy()
	names, err := w.Directory.Known(ctx, who)
	if err != nil {
		round.Faults = append(round.Faults, fmt.Errorf("name %d agents and %d queues: %w", len(who.Agents), len(who.Queues), err))
	} else {
		round.Unknown.add(who.without(names))
	}
	for n, i := range items {
		s := w.Terms.show(i, views[n])
		s.QueueName = names.Queues[views[n].Queue]
		s.Agent, s.met = names.Agents[views[n].Agent]
		s.unnamed = names.Linked && views[n].Agent != "" && s.Agent.User == ""
		shown = append(shown, s)
	}
	return shown
}

func (w *IDs) meet(agent, queue string) {
	if ValidID(agent) {
		w.Agents = append(w.Agents, agent)
	}
	if ValidID(queue) {
		w.Queues = append(w.Queues, queue)
	}
}

// add adds those of another.
func (w *IDs) add(more IDs) {
	w.Agents, w.Queues = append(w.Agents, more.Agents...), append(w.Queues, more.Queues...)
}

// linkWait is the first wait for a link. An agent whom others know and who has no
// user may get one one day, which is not worth so many tries.
func (s Showing) linkWait() time.Duration {
	if s.unnamed && s.met {
		return userLink
	}
	return firstLink
}

func (w *IDs) tidy() {
	w.Agents = slices.Compact(slices.Sorted(slices.Values(w.Agents)))
	w.Queues = slices.Compact(slices.Sorted(slices.Values(w.Queues)))
}

func (w *IDs) without(known Names) (unknown IDs) {
	for _, id := range w.Agents {
		if _, is := known.Agents[id]; !is {
			unknown.Agents = append(unknown.Agents, id)
		}
	}
	for _, id := range w.Queues {
		if _, is := known.Queues[id]; !is {
			unknown.Queues = append(unknown.Queues, id)
		}
	}
	return unknown
}
