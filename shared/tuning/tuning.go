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

// Snapshot holds the values that differ from the defaults, as text, by the
// parameter's name. Nil means that nothing does.
type Snapshot map[string]string

// Declaration is what an admin may know of a parameter.
type Declaration struct {
	Name     string   // area/name, the end of its path in Parameter Store
	Text     string   // the default, as an admin would write it
	Unit     string   // of a number; "" of a text
	Pattern  string   // regular expression that a value must match as a whole; Parameter Store's AllowedPattern
	Min, Max int64    // of a number, in Unit
	Meaning  string   // one sentence for the admin
	Readers  []string // functions and commands that read it
	check    func(text string) error
	pattern  func() *regexp.Regexp // Pattern, compiled once
}

// Check says what is wrong with a value, as an admin would write it.
func (d Declaration) Check(text string) error { return d.check(text) }

// matches reports a text that is not as the pattern wants it.
func (d Declaration) matches(text string) error {
	if !d.pattern().MatchString(text) {
		return fmt.Errorf("%s: want %s", d.Name, d.Pattern)
	}
	return nil
}

// Parameter is a declaration with its type.
type Parameter[T any] struct {
	Declaration
	Default T
	read    func(text string) (T, error)
}

// In returns the parameter's value in a snapshot. A value that is missing or
// that its declaration does not allow is as if it had not been set.
func (p Parameter[T]) In(s Snapshot) T {
	if text, set := s[p.Name]; set {
		if value, err := p.read(text); err == nil {
			return value
		}
	}
	return p.Default
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
func declare[T any](d Declaration, read func(d Declaration, text string) (T, error)) Parameter[T] {
	d.pattern = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(?:` + d.Pattern + `)$`) })
	of := func(text string) (T, error) { return read(d, text) }
	d.check = func(text string) error { _, err := of(text); return err }
	declared = append(declared, d)
	initial, _ := of(d.Text)
	return Parameter[T]{d, initial, of}
}
