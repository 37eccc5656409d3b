// Package terms puts what admins tuned into the words of package caller, for all
// that look for callers alike. It knows parameters, and nothing of where they
// are kept.
package terms

import (
	"slices"
	"strings"

	"tieline/events"
	"tieline/shared/caller"
	"tieline/shared/relay"
	"tieline/shared/tuning"
)

// Of returns the terms in force for numbers of a region, where the org shows us
// this much and the relay was heard like this.
func Of(tuned tuning.Snapshot, known caller.Schema, heard relay.Health, region string) caller.Terms {
	fields, _ := mapped(tuned)
	t := caller.Terms{
		Scope: caller.Scope{
			Region:  region,
			Objects: tuning.ScreenPopObjects.In(tuned),
			Phones:  tuning.ScreenPopPhoneFields.In(tuned),
			Limit:   tuning.ScreenPopLimitPerObject.In(tuned),
			Fields:  fields,
			Known:   known,
		},
		Ages: caller.Ages{
			Fresh:   tuning.ScreenPopFresh.In(tuned),
			Relayed: tuning.ScreenPopFreshRelayed.In(tuned),
			None:    tuning.ScreenPopFreshNone.In(tuned),
			Stale:   tuning.ScreenPopStale.In(tuned),
		},
	}
	if told(t.Scope) {
		t.RelaySince, t.RelayUntil = heard.Since, heard.Until
	}
	return t
}

// watched are the phone fields that the flows in salesforce/ watch.
var watched = []string{"Phone", "MobilePhone", "HomePhone", "OtherPhone"}

// told reports whether those flows tell of every number that counts. Where an
// admin added a field to them, or to the parameter alone, we cannot know; and in
// an org with person accounts they tell only some numbers of a person
// (salesforce/README.md, "What no event tells").
func told(in caller.Scope) bool {
	unwatched := func(phone string) bool { return !shows(watched, phone) }
	return !slices.ContainsFunc(in.Phones, unwatched) && !shows(in.Known["Account"], "PersonContactId")
}

// Region is that of the number that was dialled, or the default.
func Region(tuned tuning.Snapshot, dialled string) string {
	for _, p := range tuning.ScreenPopRegions.In(tuned) {
		if p.Left == dialled {
			return p.Right
		}
	}
	return tuning.ScreenPopDefaultRegion.In(tuned)
}

// Misread reports whether the map of fields is not all of use: it is no map, it
// has a key that is one of the answer's own or stands twice for an object, or a
// field that the object is known to lack.
func Misread(tuned tuning.Snapshot, known caller.Schema) bool {
	text, set := tuned[tuning.ScreenPopFields.Name]
	if !set {
		return false
	}
	fields, all := mapped(tuned)
	return !all || tuning.ScreenPopFields.Check(text) != nil || slices.ContainsFunc(fields, func(f caller.Field) bool {
		shown, described := known[f.Object]
		return described && !shows(shown, f.Name)
	})
}

// mapped are the fields that an admin mapped to keys of the answer, and whether
// these are all: a key of the answer's own stays what it is, and of two fields of
// an object under one key the first counts.
func mapped(tuned tuning.Snapshot) (fields []caller.Field, all bool) {
	pairs := tuning.ScreenPopFields.In(tuned)
	for _, p := range pairs {
		object, name, _ := strings.Cut(p.Left, ".")
		twice := func(f caller.Field) bool { return f.Object == object && f.Key == p.Right }
		if !slices.Contains(events.AnswerKeys, p.Right) && !slices.ContainsFunc(fields, twice) {
			fields = append(fields, caller.Field{Object: object, Name: name, Key: p.Right})
		}
	}
	return fields, len(fields) == len(pairs)
}

// shows reports whether a field is among others. Salesforce ignores case in names.
func shows(fields []string, field string) bool {
	return slices.ContainsFunc(fields, func(f string) bool { return strings.EqualFold(f, field) })
}
