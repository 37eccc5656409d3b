package salesforcetest

import "strings"

// hit is a record that a query finds, with the values that order it.
type hit struct {
	row
	keys []any
}

// condition is what a query asks of a record.
func (o *Org) condition(of *object, where clause) func(row) bool {
	if where == nil {
		return func(row) bool { return true }
	}
	return where.test(o, of)
}

// keys reads the values that order a record.
func (o *Org) keys(of *object, order []ordering) func(row) []any {
	readers := make([]func(row) any, len(order))
	for n, by := range order {
		readers[n] = o.reader(of, by.field)
	}
	return func(r row) []any {
		values := make([]any, len(readers))
		for n, read := range readers {
			values[n] = read(r)
		}
		return values
	}
}

// before compares two records by the values that order them.
func (q soql) before(a, b hit) int {
	for n, by := range q.order {
		x, y := a.keys[n], b.keys[n]
		blanks := boolean(x != nil) - boolean(y != nil)
		switch {
		case blanks != 0 && by.nullsLast:
			return -blanks
		case blanks != 0:
			return blanks
		case ordered(x, y) != 0 && by.descending:
			return ordered(y, x)
		case ordered(x, y) != 0:
			return ordered(x, y)
		}
	}
	return 0
}

// reached is the field that a path such as Account.Name leads to.
func (o *Org) reached(of *object, path string) (*field, error) {
	if err := o.checkFields(of, []string{path}); err != nil {
		return nil, err
	}
	if via, last, through := strings.Cut(path, "."); through {
		return o.store.schema.object(of.lookup(via).refersTo).field(last), nil
	}
	return of.field(path), nil
}

// reader reads the value that a path leads to, nil if it leads through no record.
func (o *Org) reader(of *object, path string) func(row) any {
	via, last, through := strings.Cut(path, ".")
	if !through {
		f := of.field(path)
		return func(r row) any { return of.sortable(r, f) }
	}
	link := of.lookup(via)
	target := o.store.schema.object(link.refersTo)
	f := target.field(last)
	return func(r row) any {
		id, _ := of.value(r, link).(string)
		t, n := o.store.place(id)
		if t == nil {
			return nil
		}
		return target.sortable(t.row(n), f)
	}
}
