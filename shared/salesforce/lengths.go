package salesforce

import "unicode/utf8"

// Lengths of our fields, in characters, as the org's metadata has them. That of
// a picklist value is Salesforce's own limit.
const (
	lenID        = 64
	lenQueueName = 127
	lenUsername  = 100
	lenText      = 255
	lenReason    = 80
	lenPicklist  = 255
	lenSystem    = 40
)

// cut shortens a text to its field's length: too long a queue name must not
// cost the record, which Salesforce would refuse as STRING_TOO_LONG.
func cut(s string, length int) string {
	for at := range s {
		if length--; length < 0 {
			return s[:at]
		}
	}
	return s
}

// id leaves out an id that does not fit. A record's own id is never touched, so
// that a misfit is refused and seen.
func id(s string) string { return fit(s, lenID) }

// fit leaves out what is too long: part of an id or of an address names nothing.
func fit(s string, length int) string {
	if utf8.RuneCountInString(s) > length {
		return ""
	}
	return s
}
