package caller

import "strings"

// objects are those that a caller may be, by the prefix of their ids, which is
// the same in every org (Salesforce Help, "Standard Field Record ID Prefix
// Decoder").
var objects = map[string]string{"003": "Contact", "00Q": "Lead", "001": "Account"}

// ObjectOf returns the object whose record an id of 15 or 18 characters is of:
// Contact, Lead or Account, or "".
func ObjectOf(id string) string {
	if id, usable := readID(id); usable {
		return objects[id[:3]]
	}
	return ""
}

// readID returns the id in 18 characters: 15 that tell upper from lower case,
// and three that say which of them are upper.
func readID(text string) (string, bool) {
	text = strings.TrimSpace(text)
	if len(text) != 15 && len(text) != 18 || strings.ContainsFunc(text, notAlphanumeric) || objects[text[:3]] == "" {
		return "", false
	}
	id := text[:15] + suffix(text[:15])
	return id, len(text) == 15 || id == text
}

// suffix has a character for every five of the id: bit n is set if the nth of
// them is upper case.
func suffix(id string) string {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
	sum := make([]byte, 0, 3)
	for five := range 3 {
		bits := 0
		for n, char := range id[5*five : 5*five+5] {
			if char >= 'A' && char <= 'Z' {
				bits |= 1 << n
			}
		}
		sum = append(sum, alphabet[bits])
	}
	return string(sum)
}

func notAlphanumeric(r rune) bool {
	return (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
}
