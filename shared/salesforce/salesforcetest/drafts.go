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
	d := draft{object: o, values: make(map[*field]any, len(body))}
	for _, name := range slices.Sorted(maps.Keys(body)) {
		if name == "attributes" {
			continue
		}
		if err := d.take(s, name, body[name]); err != nil {
			return d, err
		}
	}
	return d, nil
}

// take reads one member: a field, or a lookup by its relationship.
func (d *draft) take(s *Schema, name string, value any) error {
	if f := d.object.field(name); f != nil {
		v, err := f.read(value)
		d.values[f] = v
		return err
	}
	via := d.object.lookup(name)
	if via == nil {
		return refuse("INVALID_FIELD", "No such column '%s' on sobject of type %s", name, d.object.name)
	}
	ref, err := s.reference(via, value)
	d.references = append(d.references, ref)
	return err
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
