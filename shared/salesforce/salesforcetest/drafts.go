package salesforcetest

import (
	"maps"
	"slices"
)

// draft is what a request says of one record.
type draft struct {
	object     *object
	values     map[*field]any // nil makes a field blank
	references []reference
}

// reference fills a lookup with the record whose external id is known.
type reference struct {
	lookup, key *field
	target      *object
	value       any
}

// draft reads the JSON of one record. What it refuses fails the whole call.
func (s *Schema) draft(o *object, body map[string]any) (draft, error) {
	d := draft{object: o, values: map[*field]any{}}
	for _, name := range slices.Sorted(maps.Keys(body)) {
		if name == "attributes" {
			continue
		}
		if via := o.lookup(name); via != nil && o.field(name) == nil {
			ref, err := s.reference(via, body[name])
			if err != nil {
				return d, err
			}
			d.references = append(d.references, ref)
			continue
		}
		f := o.field(name)
		if f == nil {
			return d, refuse("INVALID_FIELD", "No such column '%s' on sobject of type %s", name, o.name)
		}
		v, err := f.read(body[name])
		if err != nil {
			return d, err
		}
		d.values[f] = v
	}
	return d, nil
}

// reference reads {"<external id field>": value}.
func (s *Schema) reference(via *field, v any) (reference, error) {
	target := s.object(via.refersTo)
	keys, _ := v.(map[string]any)
	if len(keys) != 1 {
		return reference{}, refuse("JSON_PARSER_ERROR", "%s must name one external id of %s", via.relationship(), target.name)
	}
	for name, key := range keys {
		f := target.field(name)
		if f == nil || !f.externalID {
			return reference{}, refuse("INVALID_FIELD",
				"Field name provided, %s is not an External ID or indexed field for %s", name, target.name)
		}
		value, err := f.read(key)
		return reference{via, f, target, value}, err
	}
	return reference{}, nil
}

// resolve fills the lookups from the records that stand now. Salesforce does so
// for all records of a call before it saves the first.
func (s *store) resolve(d draft) []refusal {
	var refused []refusal
	for _, ref := range d.references {
		ids := s.find(ref.target, ref.key, ref.value)
		if len(ids) != 1 {
			refused = append(refused, refuse("INVALID_FIELD", "Foreign key external ID: %v not found for field %s in entity %s",
				ref.value, ref.key.name, ref.target.name))
			continue
		}
		d.values[ref.lookup] = ids[0]
	}
	return refused
}
