package batch

import "sync"

// rows are the indexes of a batch's messages: those of a row are worked on one
// after the other.
type (
	rows []row
	row  []int
)

// byKey puts those of a key into a row, the keys in the order of their first ones.
func byKey(n int, key func(n int) string) (all rows) {
	of := map[string]int{}
	for n := range n {
		row, known := of[key(n)]
		if !known {
			row, of[key(n)] = len(all), len(all)
			all = append(all, nil)
		}
		all[row] = append(all[row], n)
	}
	return all
}

// inOrder is all of them in one row.
func inOrder(n int) rows { return byKey(n, func(int) string { return "" }) }

// work works on every message, on at most atOnce rows at once, and returns once
// all is done. A single row is worked on where it was asked for.
func (r rows) work(atOnce int, on func(n int)) {
	if len(r) == 1 {
		r[0].work(on)
		return
	}
	next := make(chan row)
	var all sync.WaitGroup
	for range min(atOnce, len(r)) {
		all.Go(func() {
			for row := range next {
				row.work(on)
			}
		})
	}
	for _, row := range r {
		next <- row
	}
	close(next)
	all.Wait()
}

func (r row) work(on func(n int)) {
	for _, n := range r {
		on(n)
	}
}
