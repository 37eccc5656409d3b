package salesforcetest

import "time"

// erase deletes a record, if it may. Flows are not started by the deletion of
// what goes with it ("Operations That Don't Invoke Triggers", Apex Developer
// Guide).
func (s *store) erase(id string, now time.Time) []refusal {
	of := s.schema.ofID(id)
	if refused := s.troubled(of, id); refused != nil {
		return refused
	}
	if of.stays || of.setting && s.auto.user != nil {
		return []refusal{refuse("FUNCTIONALITY_NOT_ENABLED", "the simulated org does not delete records of %s", of.name)}
	}
	var refused []refusal
	s.atomic(func() bool {
		if refused = s.beforeDelete(of, s.record(id), now); refused == nil {
			s.remove(id)
		}
		return refused == nil
	})
	return refused
}

// remove deletes a record and empties the lookups that lead to it; what cannot
// be without it goes too. Whoever has ids of it is told that it is deleted.
func (s *store) remove(id string) {
	s.put(id, nil)
	for _, o := range s.schema.objects {
		for _, f := range o.fields {
			if f.kind == kindLookup {
				s.unlink(o, f, id)
			}
		}
	}
}

func (s *store) unlink(o *object, f *field, id string) {
	t := s.tables[o]
	for n, r := range t.each {
		switch {
		case o.value(r, f) != id:
		case f.cascades:
			s.remove(t.id(n))
		default:
			after := o.unpack(r)
			delete(after, f.name)
			s.put(t.id(n), after)
		}
	}
}
