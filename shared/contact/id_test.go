package contact_test

import (
	"strings"
	"testing"

	"tieline/shared/contact"
)

func TestWhatCanBeAnIDHasLettersAndDigits(t *testing.T) {
	for id, want := range map[string]bool{
		"12345678-90ab-cdef-1234-567890abcdef": true,
		"12345678-9012-4345-8234-567890123456": true, // a UUID without a letter
		"c1":                                   true,
		strings.Repeat("c1", 32):               true,
		strings.Repeat("c1", 33):               false,
		"":                                     false,
		"Bell":                                 false, // a name
		"14155550100":                          false, // a telephone number
		"415-555-0100":                         false,
		"c 1":                                  false,
		"c1\n":                                 false,
		"ann1@example.com":                     false,
	} {
		if got := contact.ValidID(id); got != want {
			t.Errorf("%q is taken for an id: %t", id, got)
		}
	}
}
