package salesforcetest

import (
	"fmt"
	"slices"
	"time"

	"tieline/shared/salesforce/salesforcetest/flows"
)

// system is the org as flows work in it: in system context, which no permission
// keeps from anything.
type system struct {
	*store
	now time.Time
}

// Find implements flows.Org.
func (y *system) Find(q flows.Query) []flows.Record {
	of := y.schema.object(q.Object)
	if of == nil || of.event {
		return nil
	}
	var all []flows.Record
	if q.ID != nil {
		id, _ := q.ID.(string)
		if r := y.get(of, id); r != nil && q.Holds(r) {
			all = append(all, r)
		}
		return all
	}
	for _, packed := range y.tables[of].each {
		r := of.unpack(packed)
		if !q.Holds(r) {
			continue
		}
		if all = append(all, r); q.First && q.By == "" {
			break
		}
	}
	if q.By != "" {
		y.sort(all, of.field(q.By), q.Down)
	}
	return all
}

func (y *system) sort(all []flows.Record, by *field, down bool) {
	slices.SortStableFunc(all, func(a, b flows.Record) int {
		order := ordered(by.folded(a[by.name]), by.folded(b[by.name]))
		if down {
			return -order
		}
		return order
	})
}

// Save implements flows.Org.
func (y *system) Save(object, id string, values map[string]any) (string, error) {
	of := y.schema.object(object)
	if of == nil {
		return "", fmt.Errorf("the org has no %s", object)
	}
	d := draft{object: of, values: make(map[*field]any, len(values))}
	for name, v := range values {
		f := of.field(name)
		if f == nil {
			return "", said([]refusal{refuse("INVALID_FIELD", "No such column '%s' on sobject of type %s", name, of.name)})
		}
		d.values[f] = v
	}
	switch {
	case of.event:
		return "", whyNot(y.enqueue(d, newUUID(y.random), y.now))
	case of.setting:
		return "", said([]refusal{cannotWrite(of)})
	case id != "" && !y.has(of, id):
		return "", said([]refusal{y.gone(id)})
	}
	id, refused := y.keep(d, id, y.now)
	return id, whyNot(refused)
}

func whyNot(refused []refusal) error {
	if len(refused) == 0 {
		return nil
	}
	return said(refused)
}

// cannotWrite refuses to change what is deployed only.
func cannotWrite(of *object) refusal {
	return refuse("FUNCTIONALITY_NOT_ENABLED", "records of %s are deployed, and not written", of.name)
}

// Act implements flows.Org.
func (y *system) Act(action string, inputs map[string]any) error {
	s, err := y.message(action, inputs)
	if err == nil && len(s.To) > 0 { // nobody, if all are inactive
		before := len(y.auto.sent)
		y.auto.sent = append(y.auto.sent[max(0, before-maxKept+1):], s)
		y.undoing(func() { y.auto.sent = slices.DeleteFunc(y.auto.sent, func(other Sent) bool { return other.same(s) }) })
	}
	return err
}

var _ flows.Org = (*system)(nil)
