package contact_test

import "tieline/shared/contact"

var (
	items     kept[contact.Item]
	processes kept[process]
)

func itemOf(i contact.Item) item   { return item(items.number(i)) }
func (i item) Value() contact.Item { return items.value(uint32(i)) }
func (r run) Value() process       { return processes.value(uint32(r)) }

// begun is a process that has been told nothing.
func begun(p part) run {
	if p == writesToo {
		p = writes
	}
	return run(processes.number(process{part: p, begun: true}))
}

// told is a process with one answer more.
func told(r run, a answer) run {
	return run(processes.number(process{part: r.Value().part, begun: true, before: r, told: a}))
}

// kept numbers values: the zero value 0, others as they are first seen.
type kept[T comparable] struct {
	numbers map[T]uint32
	values  []T
}

func (k *kept[T]) number(value T) uint32 {
	var zero T
	if k.numbers == nil {
		k.numbers, k.values = map[T]uint32{zero: 0}, []T{zero}
	}
	n, known := k.numbers[value]
	if !known {
		n = uint32(len(k.values))
		k.numbers[value], k.values = n, append(k.values, value)
	}
	return n
}

func (k *kept[T]) value(n uint32) (value T) {
	if n > 0 {
		value = k.values[n]
	}
	return value
}
