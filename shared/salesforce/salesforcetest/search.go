package salesforcetest

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
)

// search is GET /search/?q=<SOSL>. A record is found as soon as it stands,
// while Salesforce needs some time to index it.
func (o *Org) search(r *http.Request, _ []byte) answer {
	q, err := parseSOSL(r.URL.Query().Get("q"))
	if err != nil {
		return refusedBy(err)
	}
	return o.answerSearch(q)
}

func (o *Org) answerSearch(q sosl) answer {
	found := []map[string]any{}
	for _, want := range q.returning {
		records, err := o.found(q, want)
		if err != nil {
			return refusedBy(err)
		}
		found = append(found, records...)
	}
	found = found[:min(len(found), q.limit)]
	return answer{status: http.StatusOK, body: map[string]any{"searchRecords": found}, records: len(found)}
}

// found returns what a search wants to know of one object's records.
func (o *Org) found(q sosl, want returning) ([]map[string]any, error) {
	of := o.store.schema.object(want.object)
	if of == nil {
		return nil, refuse("INVALID_TYPE", "sObject type '%s' is not supported.", want.object)
	}
	if err := o.checkFields(of, want.fields); err != nil {
		return nil, err
	}
	if w := want.where; w != nil && (of.field(w.field) == nil || of.field(w.field).kind != kindCheckbox) {
		return nil, refuse("INVALID_FIELD", "'%s' is not a checkbox of '%s', and no other condition is understood.", w.field, of.name)
	}
	var found []map[string]any
	for _, r := range o.store.tables[of].each {
		if len(found) < want.limit && of.matches(r, q) && of.meets(r, want.where) {
			found = append(found, o.project(of, of.unpack(r), want.fields))
		}
	}
	return found, nil
}

// meets reports whether a record fulfils a condition, if there is one.
func (o *object) meets(r row, where *condition) bool {
	if where == nil {
		return true
	}
	return (o.value(r, o.field(where.field)) == true) == where.is
}

// checkFields refuses fields that do not exist. A field may be reached through
// one lookup.
func (o *Org) checkFields(of *object, names []string) error {
	for _, name := range names {
		via, last, through := strings.Cut(name, ".")
		target := of
		if through {
			f := of.lookup(via)
			if f == nil {
				return refuse("INVALID_FIELD", "Didn't understand relationship '%s' in field path.", via)
			}
			target = o.store.schema.object(f.refersTo)
		} else {
			last = name
		}
		if target.field(last) == nil {
			return refuse("INVALID_FIELD", "No such column '%s' on entity '%s'.", last, target.name)
		}
	}
	return nil
}

// project answers the named fields of a record, those of a parent as an object
// inside. Without names it answers the id.
func (o *Org) project(of *object, r Record, names []string) map[string]any {
	all := map[string]any{"attributes": map[string]string{"type": of.name, "url": of.url(r["Id"].(string))}}
	if len(names) == 0 {
		names = []string{"Id"}
	}
	inside := map[*field][]string{}
	for _, name := range names {
		via, last, through := strings.Cut(name, ".")
		if !through {
			f := of.field(name)
			all[f.name] = shown(r[f.name])
			continue
		}
		f := of.lookup(via)
		inside[f] = append(inside[f], last)
	}
	for f, names := range inside {
		id, _ := r[f.name].(string)
		all[f.relationship()] = nil
		if target := o.store.schema.object(f.refersTo); o.store.has(target, id) {
			all[f.relationship()] = o.project(target, o.store.get(target, id), names)
		}
	}
	return all
}

// matches reports whether one of the terms is found in a field of the group.
func (o *object) matches(r row, q sosl) bool {
	return slices.ContainsFunc(o.fields, func(f *field) bool {
		if f.kind != q.group {
			return false
		}
		text, _ := o.value(r, f).(string)
		return slices.ContainsFunc(q.terms, func(term string) bool { return containsTokens(text, term) })
	})
}

var tokens = regexp.MustCompile(`[0-9]+|[a-z]+`)

// containsTokens imitates a search by tokens: the term, without its
// punctuation, must equal some tokens of the text that stand side by side. So
// 5550100 finds (415) 555-0100 and also (212) 555-0100, and an extension alone
// is found too, and ann@example.com finds ann@example.com.au. Whoever searches
// must look at what was found.
func containsTokens(text, term string) bool {
	have := tokens.FindAllString(strings.ToLower(text), -1)
	want := strings.Join(tokens.FindAllString(strings.ToLower(term), -1), "")
	for from := range have {
		for to := from + 1; to <= len(have); to++ {
			if want != "" && strings.Join(have[from:to], "") == want {
				return true
			}
		}
	}
	return false
}
