package tune

import (
	"context"
	"slices"

	"tieline/shared/fault"
	"tieline/shared/tuning"
)

// Change is an override that is to be written or deleted, and what that does.
type Change struct {
	Row         // as it is before
	Key  string // the override's name
	Will string // the value that will hold
	Text string // what is to be written; of a reset it is ""
	Same bool   // there is nothing to do
}

// Set plans to give a parameter a value, for one queue or with "" for all. A value
// that its declaration does not allow, or that contradicts others, is a fault of
// kind Invalid; that there is no such parameter one of kind NotFound.
func (s Stage) Set(name, queue, text string) (Change, error) {
	d, err := Find(name)
	if err != nil {
		return Change{}, err
	}
	c := Change{Key: Key(d, queue), Row: s.look().row(d, queue), Text: text, Will: text}
	if err := check(d, c.Key, text); err != nil {
		return c, err
	}
	c.Same = c.Override.Name != "" && c.Override.Text == text
	return c, s.judge(c, append(s.without(c.Key), tuning.Override{Name: c.Key, Text: text}))
}

// Reset plans to delete an override. It is a fault of kind Invalid if what is left
// would be a contradiction. Also an override of no parameter may be reset.
func (s Stage) Reset(name, queue string) (Change, error) {
	d, err := Find(name)
	if err != nil {
		if n := slices.IndexFunc(s.Overrides, func(o tuning.Override) bool { return o.Name == name }); n >= 0 && queue == "" {
			return Change{Key: name, Row: Row{Origin: Rejected, Override: s.Overrides[n]}}, nil
		}
		return Change{}, err
	}
	c := Change{Key: Key(d, queue), Row: s.look().row(d, queue)}
	c.Same = c.Override.Name == ""
	left := s.without(c.Key)
	now, _ := tuning.Compile(left, s.InForce)
	c.Will = value(now, d, queue)
	return c, s.judge(c, left)
}

// without are the overrides but one.
func (s Stage) without(key string) []tuning.Override {
	return slices.DeleteFunc(slices.Clone(s.Overrides), func(o tuning.Override) bool { return o.Name == key })
}

// judge refuses a change that brings an override into conflict, its own or one that
// was fine before.
func (s Stage) judge(c Change, after []tuning.Override) error {
	_, before := tuning.Compile(s.Overrides, s.InForce)
	_, rejected := tuning.Compile(after, s.InForce)
	for _, r := range rejected {
		known := slices.ContainsFunc(before, func(b tuning.Rejected) bool { return b.Name == r.Name })
		if r.Name == c.Key || !known {
			return fault.Errorf(fault.Invalid, "%s stays as it is: %s", c.Key, r.Sentence)
		}
	}
	return nil
}

// Do makes the change. One that somebody else made meanwhile is no fault.
func (c Change) Do(ctx context.Context, in Overrides) error {
	if c.Same {
		return nil
	}
	if c.Text != "" {
		return in.Put(ctx, c.Declaration, c.Key, c.Text)
	}
	if err := in.Delete(ctx, c.Key); fault.KindOf(err) != fault.NotFound {
		return err
	}
	return nil
}
