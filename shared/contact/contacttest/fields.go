package contacttest

import (
	"fmt"
	"hash/fnv"
	"reflect"
	"slices"
	"strings"
	"time"

	"tieline/shared/contact"
)

// field is a field of an item, found by reflection, so that one that is added
// cannot be forgotten.
type field struct {
	path  string
	index []int // as reflect has it
	reflect.Value
}

// Items are items with all fields, on each list and on none, and one for each field
// that has it alone, as what is left out where it is zero must be told from what
// is not kept. Each has an id of its own.
func Items() (items []contact.Item) {
	for name, leave := range map[string]func(*contact.Item){
		"due":      func(i *contact.Item) { i.Rejected, i.ExpiresAt = contact.Refusal{}, time.Time{} },
		"rejected": func(i *contact.Item) { i.DueAt, i.ExpiresAt = time.Time{}, time.Time{} },
		"in step":  func(i *contact.Item) { i.DueAt, i.Rejected = time.Time{}, contact.Refusal{} },
	} {
		i := full()
		leave(&i)
		i.ID = name
		items = append(items, i)
	}
	all := full()
	fill(&all, func(f field) {
		alone := bare(0, 1)
		reflect.ValueOf(&alone).Elem().FieldByIndex(f.index).Set(f.Value)
		alone.ID = "only" + f.path
		items = append(items, alone)
	})
	return items
}

// full is an item with a value of its own in each field. Times that indexes and
// conditions need are in milliseconds and that of expiry in seconds; others are
// as exact as Go has them.
func full() (i contact.Item) {
	fill(&i, func(f field) {
		h := fnv.New32a()
		h.Write([]byte(f.path))
		n := int64(h.Sum32())
		if at, is := f.Addr().Interface().(*time.Time); is {
			*at = time.Unix(1_700_000_000+n%1_000_000, n%1_000_000_000).UTC().Truncate(exactness(f.path))
			return
		}
		switch f.Kind() {
		case reflect.String:
			f.SetString(f.path)
		case reflect.Bool:
			f.SetBool(true)
		default:
			f.SetInt(1 + n) // panics for a kind that no item had so far
		}
	})
	return i
}

func exactness(path string) time.Duration {
	switch {
	case strings.HasPrefix(path, ".State."):
		return time.Nanosecond
	case path == ".ExpiresAt":
		return time.Second
	}
	return time.Millisecond
}

// setText sets a field that is a text.
func (f field) setText(text string) {
	if f.Kind() == reflect.String {
		f.SetString(text)
	}
}

// fill visits each field of an item that is not itself made of fields.
func fill(i *contact.Item, visit func(field)) { walk(field{Value: reflect.ValueOf(i).Elem()}, visit) }

func walk(f field, visit func(field)) {
	if f.Type() == instant || f.Kind() != reflect.Struct {
		visit(f)
		return
	}
	for n := range f.NumField() {
		walk(field{f.path + "." + f.Type().Field(n).Name, append(slices.Clone(f.index), n), f.Field(n)}, visit)
	}
}

// difference names the fields in which two items differ.
func difference(got, want contact.Item) string {
	var wants []any
	fill(&want, func(f field) { wants = append(wants, f.Interface()) })
	var differ []string
	n := 0
	fill(&got, func(f field) {
		if f.Interface() != wants[n] {
			differ = append(differ, fmt.Sprintf("%s is %.60v, not %.60v", f.path, f.Interface(), wants[n]))
		}
		n++
	})
	return strings.Join(differ, "; ")
}
