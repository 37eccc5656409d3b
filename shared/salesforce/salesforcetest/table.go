package salesforcetest

import "slices"

// table keeps an object's records in the order of creation, and where to find
// one by a key. A record's number, from 1 on, stands in its id.
type table struct {
	of    *object
	rows  []row // nil for one that was deleted
	last  int   // the number of the newest record or event
	byKey map[*field]map[string][]int32
}

// next numbers a new record or event.
func (t *table) next() int {
	t.last++
	return t.last
}

// row is the record of a number, nil if there is none.
func (t *table) row(n int) row {
	if n < 1 || n > len(t.rows) {
		return nil
	}
	return t.rows[n-1]
}

// set stores the record of a number, new or changed; a nil row goes away. It
// returns what was there.
func (t *table) set(n int, after row) (before row) {
	if n > len(t.rows) {
		t.rows = append(t.rows, make([]row, n-len(t.rows))...)
	}
	before, t.rows[n-1] = t.rows[n-1], after
	for f, numbers := range t.byKey {
		was, is := t.of.value(before, f), t.of.value(after, f)
		if was == is {
			continue
		}
		if was != nil {
			numbers[f.key(was)] = slices.DeleteFunc(numbers[f.key(was)], func(other int32) bool { return other == int32(n) })
		}
		if is != nil {
			at, _ := slices.BinarySearch(numbers[f.key(is)], int32(n))
			numbers[f.key(is)] = slices.Insert(numbers[f.key(is)], at, int32(n))
		}
	}
	return before
}

// id is that of the record of a number.
func (t *table) id(n int) string { return newID(t.of.prefix, n) }

// each yields the records that there are by their numbers, oldest first.
func (t *table) each(yield func(n int, r row) bool) {
	for n, r := range t.rows {
		if r != nil && !yield(n+1, r) {
			return
		}
	}
}
