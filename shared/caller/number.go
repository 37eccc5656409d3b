package caller

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/nyaruka/phonenumbers"
)

// Number is a telephone number in E.164 form, like +14155550100.
type Number string

// Parse reads an endpoint as a number of region (ISO 3166-1, two letters) unless
// it has a country code. The extension is digits, "" if there is none. The
// reason is "" exactly if there is a number. An endpoint that begins with a letter
// is somebody's name, whatever digits it ends in.
func Parse(raw, region string) (n Number, extension string, why Reason) {
	dialled, why := address(raw)
	if first, _ := utf8.DecodeRuneInString(dialled); why == "" && unicode.IsLetter(first) {
		why = Unusable
	}
	if why != "" {
		return "", "", why
	}
	return read(dialled, region)
}

// fewest is how many digits a number has at least that was typed without its
// plus. What is shorter is a local number without its area code: "683-4002" in
// the United States is nobody's on Niue.
const fewest = 10

// ParseTyped reads what somebody typed in a phone field: as a number of region or,
// if it is none, as one whose plus was not typed.
func ParseTyped(value, region string) (n Number, extension string, why Reason) {
	dialled, why := address(value)
	if why != "" {
		return "", "", why
	}
	if n, extension, why = read(dialled, region); why == "" {
		return n, extension, why
	}
	if n, extension, why = read("+"+dialled, region); len(n) < len("+")+fewest {
		return "", "", Unusable
	}
	return n, extension, why
}

// most is how many digits a number of E.164 has (ITU-T E.164). To the
// library some German ones may be longer.
const most = 15

// read takes a number only if its country assigns such numbers: taken literally,
// "0044 20 7946 0018" in the United States would be one of their own.
func read(dialled, region string) (n Number, extension string, why Reason) {
	parsed, err := phonenumbers.Parse(dialled, region)
	if err != nil || !phonenumbers.IsValidNumber(parsed) {
		return "", "", Unusable
	}
	if n = Number(phonenumbers.Format(parsed, phonenumbers.E164)); len(n) > len("+")+most {
		return "", "", Unusable
	}
	return n, phonenumbers.NormalizeDigitsOnly(parsed.GetExtension()), ""
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
// the most telling first. Where its country code is not theirs, they typed it.
func (n Number) Spellings(region string) []string {
	parsed, err := phonenumbers.Parse(string(n), "")
	if err != nil {
		return nil
	}
	significant := phonenumbers.GetNationalSignificantNumber(parsed)
	national := phonenumbers.Format(parsed, phonenumbers.NATIONAL)
	international := phonenumbers.Format(parsed, phonenumbers.INTERNATIONAL)

	all := []string{string(n), digits(string(n))}
	if phonenumbers.GetCountryCodeForRegion(region) == int(parsed.GetCountryCode()) {
		all = append(all, significant, digits(national), national)
	}
	all = append(all, international)
	if country, rest, spaced := strings.Cut(international, " "); spaced && digits(national) == "0"+significant {
		all = append(all, country+" (0)"+rest)
	}
	return distinct(all)
}

// distinct keeps the first of equal texts.
func distinct(texts []string) []string {
	kept := texts[:0]
	for _, t := range texts {
		if !slices.Contains(kept, t) {
			kept = append(kept, t)
		}
	}
	return kept
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}
