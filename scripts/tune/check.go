package tune

import (
	"tieline/shared/fault"
	"tieline/shared/tuning"
)

// Check judges a value that is to be set as far as that takes no stage: name may be
// that for a queue, and queue is one's id or name, or "" for all. The faults are
// those of Stage.Set, which judges the rest.
func Check(name, queue, text string) error {
	name, of := Split(name)
	d, err := Find(name)
	if err != nil {
		return err
	}
	if queue == "" {
		queue = of
	}
	if queue != "" && !d.PerQueue {
		return notForOne(d)
	}
	return check(d, d.Name, text) // whatever the queue, the value is judged alike
}

// check judges a value under the name that it is to have.
func check(d tuning.Declaration, key, text string) error {
	switch err := tuning.Check(key, text); {
	case key != d.Name && !d.PerQueue:
		return notForOne(d)
	case text == "":
		return fault.Errorf(fault.Invalid, "%s: Parameter Store keeps no empty value: \"tune reset\" goes back to what holds without it", key)
	case err != nil && d.Check(text) == nil: // so it is the queue
		return fault.Errorf(fault.Invalid, "%w", err)
	case err != nil:
		return fault.Errorf(fault.Invalid, "%s cannot be %q: it takes %s", key, text, d.Allowed())
	}
	return nil
}

func notForOne(d tuning.Declaration) error {
	return fault.Errorf(fault.Invalid, "%s is set for all queues, never for one", d.Name)
}
