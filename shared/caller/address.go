package caller

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"
)

// longest is how many bytes of an endpoint are read. No URI of a telephone comes
// near it.
const longest = 1024

// anonymous spells ANONYMOUS on a keypad, for networks that want digits.
const anonymous = "266696687"

// withheld finds the words that networks put in place of a number, as in
// "Anonymous" <sip:anonymous@anonymous.invalid> (3GPP TS 24.607, clause 4.5.2.1,
// after RFC 3323).
var withheld = regexp.MustCompile(`(?i)\b(?:anonymous|asserted|blocked|private|restricted|unavailable|unknown|withheld)\b`)

// address returns what may be a number in an endpoint: free of invisible
// characters, and of the URI around it.
func address(raw string) (string, Reason) {
	if len(raw) > longest {
		return "", Unusable
	}
	text := strings.TrimSpace(strings.Map(visible, raw))
	if strings.ContainsFunc(text, unicode.IsControl) {
		return "", Unusable
	}
	name, dialled := user(text)
	switch {
	case dialled == "":
		return "", NoEndpoint
	case strings.TrimLeft(digits(dialled), "0") == anonymous,
		!strings.ContainsFunc(dialled, unicode.IsDigit) && withheld.MatchString(dialled),
		// The name is the caller's wish; names like Unknown are only missing names.
		strings.EqualFold(strings.Trim(name, `" `), "anonymous"):
		return "", Withheld
	}
	return dialled, ""
}

// visible drops characters that only steer the layout of text, such as those
// that come along when a number is copied, and makes any space a plain one.
func visible(r rune) rune {
	switch {
	case unicode.Is(unicode.Cf, r):
		return -1
	case unicode.IsSpace(r):
		return ' '
	}
	return r
}

var uri = regexp.MustCompile(`(?i)^(?:([^<]*)<)?(?:sips?|tel):([^@:>]*)`)

// user returns the display name and the user part of a SIP or tel URI (RFC 3261,
// sections 19.1 and 20.10; RFC 3966), and anything else as it is. Of the user
// part's parameters the extension stays, and a country code is put in front.
func user(text string) (name, number string) {
	m := uri.FindStringSubmatch(text)
	if m == nil {
		return "", text
	}
	name, part := m[1], m[2]
	if plain, err := url.PathUnescape(part); err == nil {
		part = plain
	}
	number, parameters, _ := strings.Cut(part, ";")
	number = strings.TrimSpace(number)
	extension := ""
	for p := range strings.SplitSeq(parameters, ";") {
		key, value, _ := strings.Cut(p, "=")
		switch strings.ToLower(key) {
		case "ext":
			extension = ";ext=" + value
		case "phone-context":
			if strings.HasPrefix(value, "+") && !strings.HasPrefix(number, "+") && number != "" {
				number = value + number
			}
		}
	}
	if number == "" {
		return name, ""
	}
	return name, number + extension
}
