// Package tune shows a stage's parameters and changes them: what holds now, where
// that comes from, and what a change would do before it is made.
package tune

import (
	"context"
	"strings"

	"tieline/shared/fault"
	"tieline/shared/tuning"
)

// Overrides is where overrides are kept.
type Overrides interface {
	// List returns all that there are.
	List(ctx context.Context) ([]tuning.Override, error)

	// Put writes one of a declaration, under the name of Key.
	Put(ctx context.Context, d tuning.Declaration, name, value string) error

	// Delete deletes one; that it is not there is a fault of kind NotFound.
	Delete(ctx context.Context, name string) error
}

// Stage is what is known of a stage's parameters.
type Stage struct {
	Overrides []tuning.Override // as they stand in Parameter Store
	InForce   tuning.Snapshot   // as they were compiled last
	Blind     bool              // nobody could tell what is in force
	Queues    Queues
}

// Key is the name of a parameter's override, that of a queue if one is given.
func Key(d tuning.Declaration, queue string) string {
	if queue == "" {
		return d.Name
	}
	return d.ForQueue(queue)
}

// Split is the reverse of Key: the parameter's name, and the queue's id if the
// override is of a queue. It says nothing of whether there are such.
func Split(key string) (name, queue string) {
	rest, of := strings.CutPrefix(key, "sla/queue/")
	if id, last, ok := strings.Cut(rest, "/"); of && ok && id != "" {
		return "sla/" + last, id
	}
	return key, ""
}

// Find returns the declaration that a name stands for. An unknown one is a fault of
// kind NotFound, which says what may have been meant.
func Find(name string) (tuning.Declaration, error) {
	d, is := tuning.Find(name)
	if !is {
		return d, fault.Errorf(fault.NotFound, "there is no parameter %q: did you mean %s?", name, tuning.Nearest(name))
	}
	return d, nil
}

// Show is a value with its unit.
func Show(d tuning.Declaration, text string) string {
	switch {
	case text == "":
		return `""`
	case d.Unit != "":
		return text + " " + d.Unit
	}
	return text
}
