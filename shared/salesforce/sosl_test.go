package salesforce

import (
	"strings"
	"testing"
)

// FuzzSOSL: however a number is spelled, the search stays one list of quoted
// phrases joined by OR within one pair of braces.
func FuzzSOSL(f *testing.F) {
	for _, s := range []string{`+14155550100`, `(415) 555-0100`, `} RETURNING User(Id)`, `" OR "`, `\`, `\"`, `\\" AND NOT {`, "1\n}", "\u2028}", "＂}", "*?~^&|!:'[]", "\xff}", ""} {
		f.Add(s, "4155550100")
		f.Add("4155550100", s)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		query, err := sosl([]string{"Contact"}, []string{a, b}, 5)
		if err != nil {
			return
		}
		rest, ok := strings.CutPrefix(query, "FIND {")
		if !ok {
			t.Fatalf("begins otherwise: %q", query)
		}
		outside, rest := skim(rest)
		if outside != `""` && outside != `"" OR ""` {
			t.Fatalf("outside of its phrases %q says %q", query, outside)
		}
		if rest != ` IN PHONE FIELDS RETURNING Contact(`+returning["Contact"].fields+` LIMIT 5)` {
			t.Fatalf("after its braces %q says %q", query, rest)
		}
	})
}

// skim reads to the brace that closes a search, as Salesforce does, and
// returns what is outside of quotes, and what follows.
func skim(s string) (outside, rest string) {
	quoted, escaped := false, false
	for n, r := range s {
		switch {
		case escaped:
			escaped = false
			continue
		case r == '\\':
			escaped = true
			continue
		case r == '}':
			return outside, s[n+1:]
		case r == '"':
			quoted = !quoted
			outside += `"`
		case !quoted:
			outside += string(r)
		}
	}
	return outside, ""
}
