package salesforcetest

import "strings"

// idDigits are the digits of record ids, which are numbers to base 62.
const idDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

// newID makes the id of an object's nth record: the prefix, the number, and
// three characters that keep ids apart where case is lost ("ID Field Type",
// Object Reference).
func newID(prefix string, n int) string {
	digits := []byte("000000000000")
	for at := len(digits) - 1; n > 0; at, n = at-1, n/62 {
		digits[at] = idDigits[n%62]
	}
	return fullID(prefix + string(digits))
}

// numberOf is the number that newID made an id of, 0 if it is no id.
func numberOf(id string) int {
	if len(id) != 18 {
		return 0
	}
	n := 0
	for _, digit := range []byte(id[3:15]) {
		at := strings.IndexByte(idDigits, digit)
		if at < 0 || n > (1<<62)/62 {
			return 0
		}
		n = 62*n + at
	}
	return n
}

// fullID completes an id of 15 characters to one of 18: each of the three says
// which of five characters are capitals. Other ids it leaves as they are.
func fullID(id string) string {
	if len(id) != 15 {
		return id
	}
	full := []byte(id)
	for from := 0; from < 15; from += 5 {
		capitals := 0
		for n := range 5 {
			if c := id[from+n]; c >= 'A' && c <= 'Z' {
				capitals |= 1 << n
			}
		}
		full = append(full, "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"[capitals])
	}
	return string(full)
}

// isID reports whether a text has the form of an id of 15 or 18 characters.
func isID(s string) bool {
	return (len(s) == 15 || len(s) == 18) && strings.Trim(s, idDigits) == "" && fullID(s[:15])[:len(s)] == s
}
