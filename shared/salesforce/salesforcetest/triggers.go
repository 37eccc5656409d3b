package salesforcetest

import (
	"time"

	"tieline/shared/salesforce/salesforcetest/flows"
)

// start runs a flow for a record, once in a transaction (release notes Spring '22,
// "Flow and Process Run-Time Improvements in API Version 54.0"). A new record has
// no id before it is saved.
func (s *store) start(f *flows.Flow, c *flows.Change) []refusal {
	id, _ := c.After["Id"].(string)
	if id != "" {
		key := f.Name + " " + id
		if _, again := s.auto.started[key]; again {
			return nil
		}
		if s.auto.started == nil {
			s.auto.started = map[string]struct{}{}
		}
		s.auto.started[key] = struct{}{}
	}
	return s.stopped(f, f.Run(c))
}

// stopped refuses a save for a fault that no path took. The words are those of
// process faults (recorded at
// github.com/SFDO-Community/declarative-lookup-rollup-summaries/issues/1035).
func (s *store) stopped(f *flows.Flow, err error) []refusal {
	if err == nil {
		return nil
	}
	return []refusal{refuse("CANNOT_EXECUTE_FLOW_TRIGGER",
		"We can't save this record because the “%s” process failed. Give your Salesforce admin these details. %v", f.Label, err)}
}

// beforeSave runs the flows that change a record before it is saved. What they
// set must fit as what a call sets.
func (s *store) beforeSave(o *object, before, after Record, now time.Time) []refusal {
	of := s.auto.flows[o][flows.BeforeSave]
	if of == nil {
		return nil
	}
	c := s.change(before, after, now, s.auto.user)
	for _, f := range of {
		if !f.Starts(c) {
			continue
		}
		was := after.copied()
		if refused := s.start(f, c); refused != nil {
			return refused
		}
		if refused := s.fits(o, was, after); refused != nil {
			return refused
		}
	}
	return nil
}

// fits shapes the fields in which a record differs from what it was.
func (s *store) fits(o *object, was, is Record) []refusal {
	d := draft{object: o, values: map[*field]any{}}
	for _, f := range o.fields {
		if was[f.name] != is[f.name] && f.formula == nil {
			d.values[f] = is[f.name]
		}
	}
	return s.fill(is, d)
}

// afterSave runs the flows that a save starts, and remembers the paths that are to
// run later. A flow sees what those before it have made of the record.
func (s *store) afterSave(o *object, before, after Record, now time.Time) []refusal {
	s.reconsider(before, after, now)
	of := s.auto.flows[o][flows.AfterSave]
	if of == nil {
		return nil
	}
	id, _ := after["Id"].(string)
	c := s.change(before, after, now, s.auto.user)
	for _, f := range of {
		if !f.Starts(c) {
			continue
		}
		if s.wait(f, c, id); !f.AtOnce() {
			continue
		}
		seen := *c
		seen.After = s.record(id)
		if refused := s.start(f, &seen); refused != nil {
			return refused
		}
	}
	return nil
}

// beforeDelete runs the flows that a deletion starts. The record is still there.
func (s *store) beforeDelete(o *object, before Record, now time.Time) []refusal {
	c := s.change(before, nil, now, s.auto.user)
	for _, f := range s.auto.flows[o][flows.BeforeDelete] {
		if !f.Starts(c) {
			continue
		}
		if refused := s.stopped(f, f.Run(c)); refused != nil {
			return refused
		}
	}
	return nil
}
