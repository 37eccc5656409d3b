package salesforce

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"tieline/shared/fault"
)

// FuzzSOSL: however a number is spelled, the search stays one list of quoted
// phrases joined by OR within one pair of braces, and each phrase says what was
// spelled.
func FuzzSOSL(f *testing.F) {
	for _, s := range []string{`+14155550100`, `(415) 555-0100`, `12} RETURNING User(Id)`, `12" OR "34`, `12\`, `12\"`, `12\\" AND NOT {`,
		"12\n}", "12\u2028}", "１２＂}", "12*?~^&|!:'[]", "\xff12}", "", "1", "AND", strings.Repeat("+1", 1500)} {
		f.Add(s, "4155550100")
		f.Add("4155550100", s)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		query, err := sosl([]string{"Contact", "Lead"}, []string{a, b}, 5)
		if err != nil {
			return
		}
		rest, ok := strings.CutPrefix(query, "FIND {")
		if !ok {
			t.Fatalf("begins otherwise: %q", query)
		}
		outside, said, rest := skim(rest)
		if outside != strings.TrimSuffix(strings.Repeat(`"" OR `, len(said)), " OR ") {
			t.Fatalf("outside of its phrases %q says %q", query, outside)
		}
		if spelled := []string{printed(a), printed(b)}; !slices.Equal(said, spelled) && !slices.Equal(said, spelled[:1]) && !slices.Equal(said, spelled[1:]) {
			t.Fatalf("%q says %q", query, said)
		}
		if rest != ` IN PHONE FIELDS RETURNING Contact(`+returning["Contact"].fields+` LIMIT 5), `+
			`Lead(`+returning["Lead"].fields+` WHERE IsConverted = false LIMIT 5)` {
			t.Fatalf("after its braces %q says %q", query, rest)
		}
	})
}

// printed is a text without what cannot be printed.
func printed(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return -1
	}, s)
}

// skim reads to the brace that closes a search, as Salesforce does, and returns
// what is outside of quotes, what each pair of them holds, and what follows.
func skim(s string) (outside string, said []string, rest string) {
	quoted, escaped := false, false
	for n, r := range s {
		switch {
		case !escaped && r == '\\':
			escaped = true
			continue
		case !escaped && r == '}':
			return outside, said, s[n+1:]
		case !escaped && r == '"':
			outside += `"`
			if quoted = !quoted; quoted {
				said = append(said, "")
			}
		case quoted:
			said[len(said)-1] += string(r)
		default:
			outside += string(r)
		}
		escaped = false
	}
	return outside, said, ""
}

func TestASearchThatSalesforceWouldRefuseIsNotMade(t *testing.T) {
	for name, spellings := range map[string][]string{
		"too long, so that OR would be ignored": {strings.Repeat("1", maxFind-1)},
		"too long in all":                       slices.Repeat([]string{"4155550100"}, 300),
		"one character":                         {"1"},
		"none but punctuation":                  {"+-()", "**", ""},
	} {
		if query, err := sosl([]string{"Contact"}, spellings, 5); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %d characters, %v", name, len(query), err)
		}
	}
	if _, err := sosl([]string{"Contact"}, []string{strings.Repeat("1", maxFind-2), "1"}, 5); err != nil {
		t.Errorf("as long as may be: %v", err)
	}
}
