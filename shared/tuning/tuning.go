// Package tuning declares every parameter that an admin may change without a
// deploy, once: its default lives here and nowhere else. It knows the format
// in which values are kept, and nothing of where.
package tuning

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// Snapshot holds the values that are in force instead of the defaults, as text, by
// the parameter's name, or by that of Declaration.ForQueue. Nil means that none is.
type Snapshot map[string]string

// Declaration is what an admin may know of a parameter.
type Declaration struct {
	Name     string   // area/name, the end of its path in Parameter Store
	Text     string   // the default, as an admin would write it
	Unit     string   // of a number; "" of a text
	Pattern  string   // regular expression that a value must match as a whole; Parameter Store's AllowedPattern
	Form     string   // what a text must be, in words; "" of a number
	Min, Max int64    // of a number, in Unit
	PerQueue bool     // it may be set for one queue, too
	Meaning  string   // one sentence for the admin
	Readers  []string // functions and commands that read it
	allows   func(text string) bool
	pattern  func() *regexp.Regexp // Pattern, compiled once
}

// Check says what is wrong with a value, as an admin would write it. The error
// names the parameter and what is allowed, and does not quote the value.
func (d Declaration) Check(text string) error { return d.check(d.Name, text) }

// check is Check under a name that may be that for a queue.
func (d Declaration) check(name, text string) error {
	if !d.allows(text) {
		return fmt.Errorf("%s: want %s", name, d.Allowed())
	}
	return nil
}

// Allowed says in words which values are allowed.
func (d Declaration) Allowed() string {
	if d.Unit == "" {
		return d.Form
	}
	return fmt.Sprintf("a whole number from %d to %d (%s), digits only", d.Min, d.Max, d.Unit)
}

// matches reports whether a text is as the pattern wants it.
func (d Declaration) matches(text string) bool { return d.pattern().MatchString(text) }

// Parameter is a declaration with its type.
type Parameter[T any] struct {
	Declaration
	Default T
	read    func(text string) (value T, allowed bool)
}

// In returns the parameter's value in a snapshot. A value that is missing or
// that its declaration does not allow is as if it had not been set.
func (p Parameter[T]) In(s Snapshot) T {
	if value, set := p.of(s, p.Name); set {
		return value
	}
	return p.Default
}

// For returns the value for a queue, by its id: its own if it has one, else that
// of all. Of "" it is that of all.
func (p Parameter[T]) For(s Snapshot, queue string) T {
	if queue != "" && p.PerQueue {
		if value, set := p.of(s, p.ForQueue(queue)); set {
			return value
		}
	}
	return p.In(s)
}

func (p Parameter[T]) of(s Snapshot, name string) (value T, set bool) {
	text, set := s[name]
	if !set {
		return value, false
	}
	return p.read(text)
}

// declared is filled once, while the package is initialised.
var declared []Declaration

// All returns every declaration, by name.
func All() []Declaration {
	return slices.SortedFunc(slices.Values(declared), func(a, b Declaration) int {
		return strings.Compare(a.Name, b.Name)
	})
}

// declare types a declaration. A default that its own declaration does not
// allow would stay zero; a test sees to it that there is none.
func declare[T any](d Declaration, read func(d Declaration, text string) (T, bool)) Parameter[T] {
	d.pattern = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(?:` + d.Pattern + `)$`) })
	of := func(text string) (T, bool) { return read(d, text) }
	d.allows = func(text string) bool { _, allowed := of(text); return allowed }
	declared = append(declared, d)
	initial, _ := of(d.Text)
	return Parameter[T]{d, initial, of}
}
