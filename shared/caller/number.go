package caller

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// Number is a telephone number in E.164 form, like +14155550100.
type Number string

// Reason says in a word or two why nothing was looked up, or could be.
type Reason string

// Why an endpoint is no number.
const (
	NoEndpoint Reason = "no endpoint"
	Withheld   Reason = "withheld"
	Unusable   Reason = "unusable number" // an extension, a chat user, digits that no country assigns
)

// withheld are the words that networks put in place of a number. The digits
// spell ANONYMOUS on a keypad, for networks that want digits.
var withheld = []string{"anonymous", "restricted", "unavailable", "unknown", "private", "blocked", "withheld", "266696687"}

var e164 = regexp.MustCompile(`^\+[1-9][0-9]{1,14}$`)

// Parse reads an endpoint, or what somebody typed in a phone field, as a number
// of region (ISO 3166-1, two letters) unless it has a country code. An
// extension is dropped. Reason is "" exactly if there is a number.
//
// A number counts only if its country assigns such numbers: taken literally,
// "0044 20 7946 0018" in the United States would be one of their own.
func Parse(raw, region string) (Number, Reason) {
	address := user(raw)
	if address == "" {
		return "", NoEndpoint
	}
	if slices.Contains(withheld, strings.ToLower(strings.TrimPrefix(address, "+"))) {
		return "", Withheld
	}
	parsed, err := phonenumbers.Parse(address, region)
	if err != nil || !phonenumbers.IsValidNumber(parsed) {
		return "", Unusable
	}
	n := phonenumbers.Format(parsed, phonenumbers.E164)
	if !e164.MatchString(n) {
		return "", Unusable
	}
	return Number(n), ""
}

var uri = regexp.MustCompile(`(?i)^(?:[^<]*<)?(?:sips?|tel):([^@;>]*)`)

// user returns the user part of a SIP or tel URI, with or without a display
// name (RFC 3261, sections 19.1 and 20.10; RFC 3966), and anything else as it is.
func user(raw string) string {
	address := strings.TrimSpace(raw)
	if m := uri.FindStringSubmatch(address); m != nil {
		address = m[1]
		if plain, err := url.PathUnescape(address); err == nil {
			address = plain
		}
	}
	return strings.TrimSpace(address)
}

// National is the number without its country code and without a trunk prefix,
// which is how people look for it.
func (n Number) National() string {
	parsed, err := phonenumbers.Parse(string(n), "")
	if err != nil {
		return ""
	}
	return phonenumbers.GetNationalSignificantNumber(parsed)
}

// Spellings are the ways in which people of region may have typed the number,
// the most telling first. One that they would read as another number is none.
func (n Number) Spellings(region string) []string {
	parsed, err := phonenumbers.Parse(string(n), "")
	if err != nil {
		return nil
	}
	national := phonenumbers.Format(parsed, phonenumbers.NATIONAL)
	var spellings []string
	for _, s := range []string{
		string(n), digits(string(n)), n.National(), digits(national), national,
		phonenumbers.Format(parsed, phonenumbers.INTERNATIONAL),
	} {
		if n.typedAs(s, region) && !slices.Contains(spellings, s) {
			spellings = append(spellings, s)
		}
	}
	return spellings
}

// typedAs reports whether a phone field holds the number: as a number of region
// or, if it is none there, as one whose plus was not typed.
func (n Number) typedAs(typed, region string) bool {
	read, reason := Parse(typed, region)
	if reason != "" {
		read, _ = Parse("+"+digits(typed), region)
	}
	return read == n && n != ""
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}
