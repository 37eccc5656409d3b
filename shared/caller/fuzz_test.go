package caller_test

import (
	"regexp"
	"strings"
	"testing"

	"tieline/shared/caller"
)

var (
	e164     = regexp.MustCompile(`^\+[1-9][0-9]{1,14}$`)
	fewDigit = regexp.MustCompile(`^[0-9]{0,20}$`)
)

// FuzzParse: whatever arrives, a number is E.164, reads as itself everywhere,
// and can be looked for.
func FuzzParse(f *testing.F) {
	for _, raw := range []string{
		"+14155550100", "415-555-0100 x12", "020 7946 0018", "sip:+14155550100@host", "<sip:>", "tel:;ext=1", "%", "sip:%zz@h",
		"anonymous", "+266696687", "", "+", "\x00", "１２３４", "+4930123456789012345", "1-800-FLOWERS", "+4920100020000202", "++1;phone-context=+44",
		"tel:20;phone-context=+44;ext=1;ext=2", "\u202a+14155550100\u202c", "1\ufe0f\u20e3", `"Anonymous" <sip:+14155550100@h>`,
	} {
		f.Add(raw, "US")
		f.Add(raw, "DE")
	}
	f.Fuzz(func(t *testing.T, raw, region string) {
		for name, parse := range map[string]func(string, string) (caller.Number, string, caller.Reason){
			"Parse": caller.Parse, "ParseTyped": caller.ParseTyped,
		} {
			n, extension, reason := parse(raw, region)
			if (n == "") == (reason == "") || n == "" && extension != "" {
				t.Fatalf("%s: %q is %q, extension %q, %q", name, raw, n, extension, reason)
			}
			if n == "" {
				continue
			}
			if !e164.MatchString(string(n)) || !fewDigit.MatchString(extension) {
				t.Fatalf("%s: %q is %q, extension %q", name, raw, n, extension)
			}
			if again, none, _ := caller.Parse(string(n), region); again != n || none != "" {
				t.Fatalf("%s: %q is %q, which reads as %q, extension %q", name, raw, n, again, none)
			}
			if s := n.Spellings(region); len(s) == 0 || s[0] != string(n) {
				t.Fatalf("%s: %q is spelled %q", name, n, s)
			}
		}
	})
}

// FuzzHint: whatever a flow says, there is one clue or a reason, and a clue
// reads as itself.
func FuzzHint(f *testing.F) {
	f.Add("0035g00000ABCDE", "", "", "")
	f.Add("0035g00000ABCDEAA3", "Ann@Example.com", "+14155550100", "anonymous")
	f.Add("' OR Name LIKE '%", "a@b@c", "\x00", "\xff@\xff")
	f.Add("", "İ@ß.example", "415-555-0100 x12", "")
	f.Fuzz(func(t *testing.T, id, email, phone, endpoint string) {
		for _, mail := range []bool{false, true} {
			c, reason := caller.Hint{CustomerID: id, Email: email, Phone: phone, Endpoint: endpoint, Mail: mail}.Read("US")
			if (c.Kind == "") == (reason == "") {
				t.Fatalf("read %+v, %q", c, reason)
			}
			phone := string(c.Number)
			if c.Extension != "" {
				phone += ";ext=" + c.Extension
			}
			if again, _ := (caller.Hint{CustomerID: c.ID, Email: c.Email, Phone: phone}).Read("US"); again != c {
				t.Fatalf("%+v reads as %+v", c, again)
			}
			if len(c.Key()) > 261 || strings.ContainsAny(c.Key(), " \n\x00") {
				t.Fatalf("%+v has the key %q", c, c.Key())
			}
		}
	})
}

func BenchmarkParseE164(b *testing.B) {
	for b.Loop() {
		caller.Parse("+14155550100", "US")
	}
}

func BenchmarkSpellings(b *testing.B) {
	for b.Loop() {
		caller.Number("+442079460018").Spellings("GB")
	}
}
