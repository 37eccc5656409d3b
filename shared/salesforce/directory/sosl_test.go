package directory

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"tieline/shared/caller"
	"tieline/shared/fault"
)

// hostile are values that somebody may send to say more than a number or an
// address.
var hostile = []string{
	`' OR Name LIKE '%`, `12} RETURNING User(Id)`, `12" OR "34`, `12\`, `12\"`, `12\\" AND NOT {`, "12\n}", "12\u2028}", "１２＂}", "1️⃣2️⃣",
	"12*?~^&|!:'[]", "\xff12}", "", "1", "AND", "OR", "NOT", "AND NOT 12", "12; DELETE", "12' --", "\x0012\x1b", strings.Repeat("+1", 5000),
	"ann@example.com", `"ann} IN ALL FIELDS"@example.com`, "+14155550100", "(415) 555-0100",
}

func numbers(objects ...string) scope {
	return scope{Scope: caller.Scope{Objects: objects, Phones: []string{"Phone"}, Limit: 5}}
}

// FuzzSOSL: however a number is spelled, the search stays one list of quoted
// phrases joined by OR within one pair of braces, and each phrase says what was
// spelled.
func FuzzSOSL(f *testing.F) {
	for _, s := range hostile {
		f.Add(s, "4155550100")
		f.Add("4155550100", s)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		for group, bearing := range map[string]func(scope, string) []column{"PHONE": scope.byPhone, "EMAIL": scope.byEmail} {
			r, err := search(group, []string{a, b}, numbers("Contact", "Lead"), bearing)
			if err != nil {
				continue
			}
			rest, ok := strings.CutPrefix(r.text, "FIND {")
			if !ok {
				t.Fatalf("begins otherwise: %q", r.text)
			}
			outside, said, rest := skim(rest)
			if outside != strings.TrimSuffix(strings.Repeat(`"" OR `, len(said)), " OR ") {
				t.Fatalf("outside of its phrases %q says %q", r.text, outside)
			}
			if spelled := []string{printed(a), printed(b)}; !slices.Equal(said, spelled) && !slices.Equal(said, spelled[:1]) && !slices.Equal(said, spelled[1:]) {
				t.Fatalf("%q says %q", r.text, said)
			}
			if rest != " IN "+group+" FIELDS RETURNING Contact("+names(r.columns["Contact"])+" LIMIT 5), "+
				"Lead("+names(r.columns["Lead"])+" WHERE IsConverted = false LIMIT 5)" {
				t.Fatalf("after its braces %q says %q", r.text, rest)
			}
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

var literal = regexp.MustCompile(`^'((?:[^'\\]|\\['\\])*)'$`)

// FuzzSOQL: whatever is quoted is one literal that says the same.
func FuzzSOQL(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		quoted := literal.FindStringSubmatch(quote(s))
		if quoted == nil || strings.NewReplacer(`\\`, `\`, `\'`, `'`).Replace(quoted[1]) != s {
			t.Errorf("%q is quoted as %s", s, quote(s))
		}
	})
}

// FuzzNamesFromParameters: whatever an admin writes for a field or an object, a
// query names fields and nothing else.
func FuzzNamesFromParameters(f *testing.F) {
	for _, s := range append(hostile, "Tier__c", "ns__Tier__c", "Id FROM User", "Name, (SELECT Id FROM Cases)", "Account.Name", "phone", "Name\n") {
		f.Add(s, "Contact")
		f.Add("Phone", s)
	}
	shape := regexp.MustCompile(`^(?:Account\.Name|[A-Za-z]\w*)(?:, (?:Account\.Name|[A-Za-z]\w*))*$`)
	f.Fuzz(func(t *testing.T, field, object string) {
		for _, known := range []caller.Schema{nil, {"Contact": {"Phone", "Email", field}, "Account": {field}, object: {field}}} {
			for _, narrow := range []bool{false, true} {
				s := scope{narrow: narrow, Scope: caller.Scope{Known: known, Phones: []string{field, "Phone"}, Objects: []string{object, "Contact"}, Limit: 5,
					Fields: []caller.Field{{Object: object, Name: field, Key: "k"}, {Object: "Contact", Name: field, Key: "l"}}}}
				for o := range objects {
					if got := names(slices.Concat(s.basic(o), s.byPhone(o), s.byEmail(o), s.mapped(o))); !shape.MatchString(got) {
						t.Errorf("of %s %q is asked", o, got)
					}
				}
				if _, err := search("PHONE", []string{"4155550100"}, s, scope.byPhone); objects[object].phones == nil && fault.KindOf(err) != fault.Invalid {
					t.Errorf("object %q is searched: %v", object, err)
				}
			}
		}
	})
}

func TestASearchThatSalesforceWouldRefuseIsNotMade(t *testing.T) {
	for name, spellings := range map[string][]string{
		"too long, so that OR would be ignored": {strings.Repeat("1", maxFind-1)},
		"too long in all":                       slices.Repeat([]string{"4155550100"}, 300),
		"one character":                         {"1"},
		"none but punctuation":                  {"+-()", "**", ""},
	} {
		if r, err := search("PHONE", spellings, numbers("Contact"), scope.byPhone); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %d characters, %v", name, len(r.text), err)
		}
	}
	if _, err := search("PHONE", []string{strings.Repeat("1", maxFind-2), "1"}, numbers("Contact"), scope.byPhone); err != nil {
		t.Errorf("as long as may be: %v", err)
	}
}
