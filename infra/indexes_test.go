package main

import (
	"debug/elf"
	"fmt"
	"slices"
	"testing"

	"tieline/shared/names"
)

// indexed are the indexes of the contacts: keys, and what they hold of items.
func (d deployment) indexed() (all []string) {
	for r := range d.of("AWS::DynamoDB::Table") {
		if physical(r) != names.On(d.Name, names.Contacts) {
			continue
		}
		for _, index := range list(r.at("GlobalSecondaryIndexes")) {
			keys := list(at(index, "KeySchema"))
			all = append(all, fmt.Sprint(at(index, "IndexName"), " ", at(keys[0], "AttributeName"), " ", at(keys[1], "AttributeName"), " ",
				at(index, "Projection/ProjectionType"), " ", list(at(index, "Projection/NonKeyAttributes"))))
		}
	}
	slices.Sort(all)
	return all
}

func TestTheContactsAreListedByWhatIsAskedFor(t *testing.T) {
	want := []string{
		"by-open openList openAt KEYS_ONLY [<nil>]",
		"by-sync syncList syncAt KEYS_ONLY [<nil>]",
		"queue-final finalList finalAt INCLUDE [level]",
		"queue-live liveList liveAt INCLUDE [level]",
	}
	eachStage(t, func(t *testing.T, d deployment) {
		if got := d.indexed(); !slices.Equal(got, want) {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	})
	d := synthesised(t, "dev", builtFor(t, elf.EM_X86_64), map[string]any{"leaveOutIndex": "queue-final"})
	if got := d.indexed(); !slices.Equal(got, slices.Delete(slices.Clone(want), 2, 3)) {
		t.Errorf("with one left out there are %q", got)
	}
}
