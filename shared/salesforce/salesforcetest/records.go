package salesforcetest

import (
	"fmt"
	"maps"
	"regexp"
	"strings"
	"time"
)

// save creates a record, or changes the one of the id, and returns its id. It
// stores nothing of a record that it refuses.
func (s *store) save(d draft, id string, now time.Time) (string, []refusal) {
	if refused := s.troubled(d.object, id); refused != nil {
		return "", refused
	}
	return s.keep(d, id, now)
}

// keep saves a record with all that its save leads to, or nothing of it.
func (s *store) keep(d draft, id string, now time.Time) (kept string, refused []refusal) {
	if s.auto.saves++; s.auto.saves > maxSavesDeep {
		refused = tooDeep(id)
	} else {
		s.atomic(func() bool {
			kept, refused = s.run(d, id, now)
			return len(refused) == 0
		})
	}
	if s.auto.saves--; len(refused) > 0 {
		return "", refused
	}
	return kept, nil
}

// run saves a record in the order of "Triggers and Order of Execution" (Apex
// Developer Guide): flows before saving, rules, the record, flows after saving.
func (s *store) run(d draft, id string, now time.Time) (string, []refusal) {
	o, before := d.object, s.record(id)
	after := maps.Clone(before)
	if before == nil {
		after = o.initial()
	}
	refused := s.fill(after, d)
	o.compute(after)
	if len(refused) == 0 {
		refused = s.beforeSave(o, before, after, now)
	}
	o.compute(after)
	refused = append(refused, s.checkRequired(o, after)...)
	if len(refused) == 0 {
		refused = append(checkRules(o, change{before, after, now}), s.checkActivity(o, before, after)...)
	}
	if len(refused) == 0 {
		refused = s.checkUnique(o, id, after)
	}
	if len(refused) > 0 {
		return "", refused
	}
	id = s.stamp(o, id, after, now)
	o.compute(after)
	for _, see := range s.savers {
		see(before, after)
	}
	return id, s.afterSave(o, before, after, now)
}

func (r Record) copied() Record { return maps.Clone(r) }

// initial is a new record as it stands before the request's values.
func (o *object) initial() Record {
	r := Record{}
	for _, f := range o.fields {
		if f.initial != nil {
			r[f.name] = f.initial
		}
	}
	return r
}

// fill writes the draft's values into a record.
func (s *store) fill(r Record, d draft) []refusal {
	var refused []refusal
	for _, f := range d.object.fields {
		v, said := d.values[f]
		if !said {
			continue
		}
		v, bad := f.shape(v)
		if bad == nil {
			bad = s.checkPlace(f, v)
		}
		switch {
		case bad != nil:
			refused = append(refused, *bad)
		case v == nil:
			delete(r, f.name)
		case f.kind == kindLookup:
			r[f.name] = fullID(v.(string))
		default:
			r[f.name] = v
		}
	}
	return refused
}

// checkPlace refuses values for fields that are not the caller's to write, and
// lookups that lead nowhere.
func (s *store) checkPlace(f *field, v any) *refusal {
	if f.readOnly {
		r := refuse("INVALID_FIELD_FOR_INSERT_UPDATE", "Unable to create/update fields: %s. Please check the security "+
			"settings of this field and verify that it is read/write for your profile or permission set.", f.name).at(f)
		return &r
	}
	if f.kind != kindLookup || v == nil {
		return nil
	}
	return s.checkLink(f, v.(string))
}

func (s *store) checkLink(f *field, id string) *refusal {
	var r refusal
	target := s.schema.target(f, id)
	switch {
	case s.has(target, id) && f.onlyActive && s.get(target, id)["IsActive"] != true:
		r = refuse("FIELD_FILTER_VALIDATION_EXCEPTION", "Value does not exist or does not match filter criteria.").at(f)
	case s.has(target, id), f.refersTo == "User" && fullID(id) == userID: // who is logged in needs no record
		return nil
	case isID(id):
		r = refuse("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id")
	default:
		r = refuse("MALFORMED_ID", "%s: id value of incorrect type: %s", f.label, id).at(f)
	}
	return &r
}

func (s *store) checkRequired(o *object, r Record) []refusal {
	var missing []string
	for _, f := range o.fields {
		if f.required && r[f.name] == nil {
			missing = append(missing, f.name)
		}
	}
	if missing == nil {
		return nil
	}
	return []refusal{{code: "REQUIRED_FIELD_MISSING", message: fmt.Sprintf("Required fields are missing: %v", missing), fields: missing}}
}

func checkRules(o *object, c change) []refusal {
	var refused []refusal
	for _, rule := range o.rules {
		if rule.refuses(c) {
			bad := refuse("FIELD_CUSTOM_VALIDATION_EXCEPTION", "%s", rule.message)
			if rule.field != "" {
				bad = bad.at(o.field(rule.field))
			}
			refused = append(refused, bad)
		}
	}
	return refused
}

func (s *store) checkUnique(o *object, id string, r Record) []refusal {
	var refused []refusal
	for _, f := range o.fields {
		v := r[f.name]
		if !f.unique || v == nil {
			continue
		}
		for _, other := range s.find(o, f, v) {
			if other != id {
				refused = append(refused, refuse("DUPLICATE_VALUE",
					"duplicate value found: %s duplicates value on record with id: %s", f.name, other[:15]))
				break
			}
		}
	}
	return refused
}

// stamp fills in what is Salesforce's own and stores the record.
func (s *store) stamp(o *object, id string, r Record, now time.Time) string {
	at := now.UTC().Truncate(time.Second).Format(dateTimeLayout)
	if id == "" {
		n := s.tables[o].next()
		id = newID(o.prefix, n)
		r["Id"], r["CreatedDate"] = id, at
		if o.numbering != "" {
			r[o.title()] = autoNumber(o.numbering, n)
		}
	}
	if o.person {
		first, _ := r["FirstName"].(string)
		last, _ := r["LastName"].(string)
		r["Name"] = strings.TrimSpace(first + " " + last)
	}
	if o.named["OwnerId"] != nil && r["OwnerId"] == nil {
		r["OwnerId"] = s.auto.user.by() // who makes a record owns it
	}
	r["LastModifiedDate"], r["SystemModstamp"], r["LastModifiedById"] = at, at, s.auto.user.by()
	s.put(id, r)
	return id
}

var digitsPlace = regexp.MustCompile(`\{0+\}`)

// autoNumber fills a format such as INT-{00000000}.
func autoNumber(format string, n int) string {
	return digitsPlace.ReplaceAllStringFunc(format, func(place string) string {
		return fmt.Sprintf("%0*d", len(place)-len("{}"), n)
	})
}
