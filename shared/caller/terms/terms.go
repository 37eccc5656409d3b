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

// Of returns the terms in force for numbers of a region.
func Of(tuned tuning.Snapshot, known caller.Schema, heard relay.Health, region string) caller.Terms {
	return caller.Terms{
		Scope: caller.Scope{
			Region:  region,
			Objects: tuning.ScreenPopObjects.In(tuned),
			Phones:  tuning.ScreenPopPhoneFields.In(tuned),
			Limit:   tuning.ScreenPopLimitPerObject.In(tuned),
			Fields:  mapped(tuned),
			Known:   known,
		},
		Ages: caller.Ages{
			Fresh:   tuning.ScreenPopFresh.In(tuned),
			Relayed: tuning.ScreenPopFreshRelayed.In(tuned),
			None:    tuning.ScreenPopFreshNone.In(tuned),
			Stale:   tuning.ScreenPopStale.In(tuned),
		},
		RelaySince: heard.Since, RelayUntil: heard.Until,
	}
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

// Misread reports whether the map of fields is not all of use: it is no map, or
// it has a key that is one of the answer's own.
func Misread(tuned tuning.Snapshot) bool {
	text, set := tuned[tuning.ScreenPopFields.Name]
	if !set {
		return false
	}
	return tuning.ScreenPopFields.Check(text) != nil || slices.ContainsFunc(tuning.ScreenPopFields.In(tuned), taken)
}

// mapped are the fields that an admin mapped to keys of the answer. A key of the
// answer's own stays what it is.
func mapped(tuned tuning.Snapshot) (fields []caller.Field) {
	for _, p := range tuning.ScreenPopFields.In(tuned) {
		if taken(p) {
			continue
		}
		object, name, _ := strings.Cut(p.Left, ".")
		fields = append(fields, caller.Field{Object: object, Name: name, Key: p.Right})
	}
	return fields
}

func taken(p tuning.Pair) bool { return slices.Contains(events.AnswerKeys, p.Right) }
