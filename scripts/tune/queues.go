package tune

import (
	"maps"
	"slices"
	"strings"

	"tieline/shared/fault"
)

// Queues are those that a stage has heard of: their names by their ids in Amazon
// Connect, "" of one whose name nobody knows.
type Queues map[string]string

// Find returns the id of the queue that a text stands for: its id, or its name if no
// other queue bears it. What stands for none is a fault of kind NotFound, what
// stands for several one of kind Invalid.
func (q Queues) Find(text string) (id string, err error) {
	if _, is := q[text]; is {
		return text, nil
	}
	for _, same := range []func(name string) bool{
		func(name string) bool { return name == text },
		func(name string) bool { return strings.EqualFold(name, text) },
	} {
		switch ids := q.called(same); len(ids) {
		case 0:
		case 1:
			return ids[0], nil
		default:
			return "", fault.Errorf(fault.Invalid, "%d queues are called %q: give one's id: %s", len(ids), text, strings.Join(ids, ", "))
		}
	}
	if len(q) == 0 {
		return "", fault.Errorf(fault.NotFound, "there is no queue %q: the stage has not heard of a contact in any queue yet", text)
	}
	return "", fault.Errorf(fault.NotFound, "the stage has not heard of a queue %q: did you mean %q?", text, q.nearest(text))
}

func (q Queues) called(same func(name string) bool) (ids []string) {
	for _, id := range q.IDs() {
		if name := q[id]; name != "" && same(name) {
			ids = append(ids, id)
		}
	}
	return ids
}

// IDs are all ids, in the order of the queues' names; those without come last.
func (q Queues) IDs() []string {
	return slices.SortedFunc(maps.Keys(q), func(a, b string) int {
		if unnamed := q[a] == ""; unnamed != (q[b] == "") {
			if unnamed {
				return 1
			}
			return -1
		}
		if by := strings.Compare(q[a], q[b]); by != 0 {
			return by
		}
		return strings.Compare(a, b)
	})
}

// nearest is the name or the id that takes the fewest edits to write a text as.
func (q Queues) nearest(text string) (near string) {
	fewest := -1
	for _, id := range q.IDs() {
		for _, word := range []string{q[id], id} {
			if n := edits(strings.ToLower(word), strings.ToLower(text)); word != "" && (fewest < 0 || n < fewest) {
				near, fewest = word, n
			}
		}
	}
	return near
}

// edits is how many letters must be put in, taken out or replaced to make one text
// of another (V. Levenshtein's distance).
func edits(a, b string) int {
	from, to := []rune(a), []rune(b)
	row := make([]int, len(to)+1)
	for n := range row {
		row[n] = n
	}
	for i, r := range from {
		diagonal := row[0]
		row[0] = i + 1
		for j, s := range to {
			replaced := diagonal
			if r != s {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(replaced, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(to)]
}
