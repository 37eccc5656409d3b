package amazonconnect

import (
	"maps"
	"slices"
	"sync"
	"time"
)

// nowhereFor is how long a queue that no instance has is not looked for again: it
// was deleted, is one that a setting misspells, or is yet to be made.
const nowhereFor = 10 * time.Minute

// lists remembers which queues each instance has. A queue's id does not tell its
// instance, and a call for the figures of several fails as a whole, with
// ResourceNotFoundException, for one that the instance does not have.
type lists struct {
	now func() time.Time

	mu         sync.Mutex
	byInstance map[string]map[string]bool // by the instance's ARN, ids of queues
	nowhere    map[string]time.Time       // when queues that no instance has were looked for
}

// complete reports whether of each of the queues it is known who has it, or that
// nobody does.
func (l *lists) complete(queues []string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	return !slices.ContainsFunc(queues, func(id string) bool {
		looked, is := l.nowhere[id]
		return !l.have(id) && (!is || now.Sub(looked) >= nowhereFor)
	})
}

// have reports whether a queue is in a list.
func (l *lists) have(id string) bool {
	for _, has := range l.byInstance {
		if has[id] {
			return true
		}
	}
	return false
}

func (l *lists) keep(instance string, queues map[string]bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.byInstance == nil {
		l.byInstance = map[string]map[string]bool{}
	}
	l.byInstance[instance] = queues
}

// miss keeps which of the queues no instance has, now that all were asked.
func (l *lists) miss(queues []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	if l.nowhere == nil {
		l.nowhere = map[string]time.Time{}
	}
	maps.DeleteFunc(l.nowhere, func(_ string, looked time.Time) bool { return now.Sub(looked) >= nowhereFor })
	for _, id := range queues {
		if !l.have(id) {
			l.nowhere[id] = now
		}
	}
}

// of returns those of the queues that the instance has, each once.
func (l *lists) of(instance string, queues []string) []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var some []string
	for _, id := range queues {
		if l.byInstance[instance][id] {
			some = append(some, id)
		}
	}
	slices.Sort(some)
	return slices.Compact(some)
}
