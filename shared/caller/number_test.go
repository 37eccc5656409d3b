package caller_test

import (
	"regexp"
	"slices"
	"testing"

	"tieline/shared/caller"
)

func TestParse(t *testing.T) {
	for _, tt := range []struct {
		raw, region string
		want        caller.Number
		reason      caller.Reason
	}{
		{"+14155550100", "GB", "+14155550100", ""},
		{" +1 (415) 555-0100 ", "GB", "+14155550100", ""},
		{"(415) 555-0100", "US", "+14155550100", ""},
		{"415-555-0100 x12", "US", "+14155550100", ""}, // the extension is dropped
		{"020 7946 0018", "GB", "+442079460018", ""},
		{"011 44 20 7946 0018", "US", "+442079460018", ""},
		{"+39 06 6982 0018", "US", "+390669820018", ""}, // a zero that belongs to the number
		{"sip:+14155550100@carrier.example;user=phone", "GB", "+14155550100", ""},
		{"SIPS:%2B14155550100@carrier.example", "GB", "+14155550100", ""},
		{`"Ann" <sip:+14155550100;phone-context=x@carrier.example>`, "GB", "+14155550100", ""},
		{"tel:+1-415-555-0100;ext=5", "GB", "+14155550100", ""},

		{"", "US", "", caller.NoEndpoint},
		{" \t", "US", "", caller.NoEndpoint},
		{"anonymous", "US", "", caller.Withheld},
		{"Anonymous", "US", "", caller.Withheld},
		{"RESTRICTED", "US", "", caller.Withheld},
		{"unavailable", "US", "", caller.Withheld},
		{"unknown", "US", "", caller.Withheld},
		{"Private", "US", "", caller.Withheld},
		{"+266696687", "US", "", caller.Withheld},
		{"266696687", "US", "", caller.Withheld},
		{"sip:anonymous@anonymous.invalid", "US", "", caller.Withheld},
		{`"Anonymous" <sip:anonymous@anonymous.invalid>`, "US", "", caller.Withheld},

		{"0044 20 7946 0018", "US", "", caller.Unusable}, // dialled so from elsewhere
		{"+1234567890", "US", "", caller.Unusable},       // no area code 234 567
		{"+1", "US", "", caller.Unusable},
		{"911", "US", "", caller.Unusable},
		{"(415) 555-0100", "ZZ", "", caller.Unusable},
		{"sip:ann@example.com", "US", "", caller.Unusable},
		{"ann@example.com", "US", "", caller.Unusable},
		{"\x00\xff", "US", "", caller.Unusable},
	} {
		if got, reason := caller.Parse(tt.raw, tt.region); got != tt.want || reason != tt.reason {
			t.Errorf("%q in %s is %q, %q; want %q, %q", tt.raw, tt.region, got, reason, tt.want, tt.reason)
		}
	}
}

func TestSpellings(t *testing.T) {
	for _, tt := range []struct {
		number caller.Number
		region string
		want   []string
	}{
		{"+14155550100", "US", []string{"+14155550100", "14155550100", "4155550100", "(415) 555-0100", "+1 415-555-0100"}},
		{"+442079460018", "GB", []string{
			"+442079460018", "442079460018", "2079460018", "02079460018", "020 7946 0018", "+44 20 7946 0018"}},
		// To an American 207 946 0018 is in Maine, and 020 7946 0018 is nothing.
		{"+442079460018", "US", []string{"+442079460018", "442079460018", "+44 20 7946 0018"}},
	} {
		if got := tt.number.Spellings(tt.region); !slices.Equal(got, tt.want) {
			t.Errorf("%s in %s is spelled %q, want %q", tt.number, tt.region, got, tt.want)
		}
	}
}

// FuzzParse: whatever arrives, a number is E.164, reads as itself everywhere,
// and can be looked for.
func FuzzParse(f *testing.F) {
	for _, raw := range []string{
		"+14155550100", "415-555-0100 x12", "020 7946 0018", "sip:+14155550100@host", "<sip:>", "tel:;ext=1", "%", "sip:%zz@h",
		"anonymous", "+266696687", "", "+", "\x00", "１２３４", "+4930123456789012345", "1-800-FLOWERS", "++1;phone-context=+44",
	} {
		f.Add(raw, "US")
		f.Add(raw, "DE")
	}
	form := regexp.MustCompile(`^\+[1-9][0-9]{1,14}$`)
	f.Fuzz(func(t *testing.T, raw, region string) {
		n, reason := caller.Parse(raw, region)
		if (n == "") == (reason == "") {
			t.Fatalf("%q is %q, %q", raw, n, reason)
		}
		if n == "" {
			return
		}
		if !form.MatchString(string(n)) {
			t.Fatalf("%q is %q, which is not E.164", raw, n)
		}
		if again, _ := caller.Parse(string(n), region); again != n {
			t.Fatalf("%q is %q, which reads as %q", raw, n, again)
		}
		if s := n.Spellings(region); len(s) == 0 || s[0] != string(n) {
			t.Fatalf("%q is spelled %q", n, s)
		}
	})
}
