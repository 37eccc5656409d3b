package connecttest

import "slices"

// Beside lets the API answer for the contacts and the queue of another, too: an
// instance of Connect has many queues, and one of these plays the calls of one.
// Both have the ARN, the agents and the clock in common, and calls of other
// numbers.
func (i *Instance) Beside(other *Instance) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.others = append(i.others, other)
}

// beside are all that the API answers for.
func (i *Instance) beside() []*Instance {
	i.mu.Lock()
	defer i.mu.Unlock()
	return slices.Concat([]*Instance{i}, i.others)
}

// queue finds one by its id or ARN; nil: there is none.
func (i *Instance) queue(name string) *Queue {
	for _, one := range i.beside() {
		if name == one.Queue.ARN || name == one.Queue.id() {
			return &one.Queue
		}
	}
	return nil
}
