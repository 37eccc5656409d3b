package tuning

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// What a parameter that may be set for one queue is called for all, and for one.
const (
	queueArea = "sla/"
	forQueue  = "sla/queue/"
)

// queueID is how Amazon Connect writes the id of a queue (API reference, Queue,
// QueueId); agents' own queues have no service level.
var queueID = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)
})

// ForQueue is the name under which a parameter that is PerQueue is set for a queue:
// sla/queue/<queue id>/<name>.
func (d Declaration) ForQueue(queue string) string {
	return forQueue + queue + "/" + strings.TrimPrefix(d.Name, queueArea)
}

// Find returns what is declared of a parameter, by its name or by that for a queue.
// The Declaration's own name is the one for all queues.
func Find(name string) (Declaration, bool) {
	d, err := find(name)
	return d, err == nil
}

// Check says what is wrong with setting a parameter, for all queues or for one, to
// a value: there is no such parameter, or it is nothing for one queue, or no queue
// has such an id, or it is Declaration.Check's error. No error quotes the value.
func Check(name, text string) error {
	d, err := find(name)
	if err != nil {
		return err
	}
	return d.check(name, text)
}

func find(name string) (Declaration, error) {
	queue, last, forOne := splitQueue(name)
	all := name
	if forOne {
		all = queueArea + last
	}
	at := slices.IndexFunc(declared, func(d Declaration) bool { return d.Name == all })
	switch {
	case at < 0:
		return Declaration{}, fmt.Errorf("%s: there is no such parameter; the nearest is %s", name, Nearest(name))
	case forOne && !declared[at].PerQueue:
		return Declaration{}, fmt.Errorf("%s: %s is set for all queues, never for one", name, all)
	case forOne && !queueID().MatchString(queue):
		return Declaration{}, fmt.Errorf("%s: want the id of a queue after %s, as it ends the queue's ARN, such as 01234567-89ab-cdef-0123-456789abcdef", name, forQueue)
	}
	return declared[at], nil
}

// splitQueue takes a name for one queue apart, and tells whether it is one.
func splitQueue(name string) (queue, last string, forOne bool) {
	rest, forOne := strings.CutPrefix(name, forQueue)
	queue, last, _ = strings.Cut(rest, "/")
	return queue, last, forOne
}

// longest is how much of a name is looked at to find the nearest.
const longest = 64

// Nearest is the name that takes the fewest changed letters to come to. Where a
// name has no area, the area of the nearest does not count; of a name for a queue
// it is the nearest that may be set for a queue.
func Nearest(name string) string {
	queue, last, forOne := splitQueue(name)
	if forOne && queueID().MatchString(queue) {
		perQueue := slices.DeleteFunc(All(), func(d Declaration) bool { return !d.PerQueue })
		return nearest(perQueue, last).ForQueue(queue)
	}
	return nearest(All(), name).Name
}

func nearest(all []Declaration, name string) Declaration {
	name = strings.ToLower(name[:min(len(name), longest)])
	away := func(d Declaration) int {
		if _, last, _ := strings.Cut(d.Name, "/"); !strings.Contains(name, "/") {
			return distance(name, last)
		}
		return distance(name, d.Name)
	}
	return slices.MinFunc(all, func(a, b Declaration) int { return away(a) - away(b) })
}

// distance is how many letters must be put in, taken out or replaced to make one
// word of the other (Levenshtein's).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replaced := diagonal
			if a[i] != b[j] {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(replaced, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
