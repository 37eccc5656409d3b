package caller_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/nyaruka/phonenumbers"

	"tieline/shared/caller"
)

func TestParseReadsANumberHoweverItIsWritten(t *testing.T) {
	for _, tt := range []struct {
		raw, region string
		want        caller.Number
		extension   string
	}{
		{"+14155550100", "GB", "+14155550100", ""},
		{" +1 (415) 555-0100 ", "GB", "+14155550100", ""},
		{"(415) 555-0100", "US", "+14155550100", ""},
		{"(415)\u00a0555\t0100", "US", "+14155550100", ""},
		{"020 7946 0018", "GB", "+442079460018", ""},
		{"+44 (0)20 7946 0018", "US", "+442079460018", ""},
		{"011 44 20 7946 0018", "US", "+442079460018", ""},
		{"+39 06 6982 0018", "US", "+390669820018", ""}, // a zero that belongs to the number
		{"\u202a+1 415\u200e-555\u2060-0100\u202c\ufeff", "US", "+14155550100", ""},
		{"＋１４１５５５５０１００", "GB", "+14155550100", ""}, // full width

		{"415-555-0100 x12", "US", "+14155550100", "12"},
		{"415-555-0100 ext. 12", "US", "+14155550100", "12"},
		{"415-555-0100 x１２", "US", "+14155550100", "12"},
		{"+14155550100;ext=012", "US", "+14155550100", "012"},
		{"tel:+1-415-555-0100;ext=5", "GB", "+14155550100", "5"},
		{"sip:+14155550100;ext=5@carrier.example;ext=6", "GB", "+14155550100", "5"},

		{"sip:+14155550100@carrier.example;user=phone", "GB", "+14155550100", ""},
		{"SIPS:%2B14155550100@carrier.example:5061", "GB", "+14155550100", ""},
		{"sip:+14155550100:secret@carrier.example", "GB", "+14155550100", ""},
		{`"Ann" <sip:+14155550100;phone-context=x@carrier.example>`, "GB", "+14155550100", ""},
		{`"Unknown" <sip:+14155550100@carrier.example>`, "GB", "+14155550100", ""}, // only the name is
		{"tel:4155550100;phone-context=+1", "GB", "+14155550100", ""},
		{"tel:+14155550100;phone-context=+44", "GB", "+14155550100", ""},
	} {
		if got, extension, reason := caller.Parse(tt.raw, tt.region); got != tt.want || extension != tt.extension || reason != "" {
			t.Errorf("%q in %s is %q, extension %q, %q; want %q, %q", tt.raw, tt.region, got, extension, reason, tt.want, tt.extension)
		}
	}
}

func TestParseSaysWhyThereIsNoNumber(t *testing.T) {
	for want, endpoints := range map[caller.Reason][]string{
		caller.NoEndpoint: {"", " \t", "\u200e\ufeff", "sip:@carrier.example", "tel:"},
		caller.Withheld: {
			"anonymous", "Anonymous", "RESTRICTED", "unavailable", "unknown", "Private", "asserted", `"Unavailable"`,
			"Private Number", "Caller ID blocked", "\u200eAnonymous\u200e", "+266696687", "266696687", "00266696687", "tel:+266696687",
			"anonymous@anonymous.invalid", "sip:anonymous@anonymous.invalid", "sip:anonymous.invalid", "sips:%61nonymous@h",
			"sip:unavailable@unknown.invalid", `"Anonymous" <sip:anonymous@anonymous.invalid>`,
			`"Anonymous" <sip:+14155550100@carrier.example>`, "Anonymous <sip:c8oqz84zk7z@privacy.org>", // RFC 3261, section 20.20
		},
		caller.Unusable: {
			"0044 20 7946 0018",                                                // dialled so from elsewhere
			"+1234567890",                                                      // no area code 234 567
			"+1 415 155 0100",                                                  // as long as a number, and none of theirs
			"+4920100020000202",                                                // a digit more than numbers have
			"bob4155550100", "sip:bob4155550100@example.com", "Tel 4155550100", // somebody's name
			"+1", "911", "sip:ann@example.com", "ann@example.com", "unknowns", "\x00\xff", "+1415555\x000100", "\a+14155550100", "+14155550100\x00",
			"1\ufe0f\u20e34\ufe0f\u20e31\ufe0f\u20e35\ufe0f\u20e35550100", // keycaps
			"' OR Name LIKE '%", "+1415555010012345678", strings.Repeat("4", 250), strings.Repeat("+1 ", 100) + "4155550100",
			strings.Repeat("1", 10_000), strings.Repeat("sip:", 2_500), strings.Repeat(" ", 10_000),
			"+14155550100;ext=" + strings.Repeat("1", 30),
		},
	} {
		for _, raw := range endpoints {
			if got, extension, reason := caller.Parse(raw, "US"); got != "" || extension != "" || reason != want {
				t.Errorf("%.40q is %q, extension %q, %q; want %q", raw, got, extension, reason, want)
			}
		}
	}
}

func TestWithoutACountryThereIsOnlyTheInternationalForm(t *testing.T) {
	if got, _, reason := caller.Parse("(415) 555-0100", "ZZ"); reason != caller.Unusable {
		t.Errorf("read %q, %q", got, reason)
	}
	if got, _, _ := caller.Parse("+1 (415) 555-0100", ""); got != "+14155550100" {
		t.Errorf("read %q", got)
	}
}

func TestAPhoneFieldMayLackThePlus(t *testing.T) {
	for value, want := range map[string]caller.Number{
		"442079460018": "+442079460018", "(44) 20 7946 0018 x12": "+442079460018", "4155550100": "+14155550100",
		"4532123456": "+4532123456", "1-800-FLOWERS": "+18003569377", "Tel. 415-555-0100": "+14155550100",
		"683-4002": "", "683-4002 x12345": "", // a local number, not +683 4002
		"376312345": "", "5571234567": "",
		"+1234567890": "", "1 415 155 0100": "", "anonymous": "", "": "", "ask Bob": "",
	} {
		if got, _, reason := caller.ParseTyped(value, "US"); got != want || (reason == "") != (want != "") {
			t.Errorf("%q is %q, %q; want %q", value, got, reason, want)
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
		{"+14155550100", "CA", []string{"+14155550100", "14155550100", "4155550100", "(415) 555-0100", "+1 415-555-0100"}},
		{"+442079460018", "GB", []string{
			"+442079460018", "442079460018", "2079460018", "02079460018", "020 7946 0018", "+44 20 7946 0018", "+44 (0)20 7946 0018"}},
		// To an American 207 946 0018 is in Maine, and 020 7946 0018 is nothing.
		{"+442079460018", "US", []string{"+442079460018", "442079460018", "+44 20 7946 0018", "+44 (0)20 7946 0018"}},
		{"+390669820018", "IT", []string{"+390669820018", "390669820018", "0669820018", "06 6982 0018", "+39 06 6982 0018"}},
		{"nonsense", "US", nil},
	} {
		if got := tt.number.Spellings(tt.region); !slices.Equal(got, tt.want) {
			t.Errorf("%s in %s is spelled %q, want %q", tt.number, tt.region, got, tt.want)
		}
	}
}

// What is searched for and then not known again would be searched in vain. The
// digits alone are, where they are somebody's number at home.
func TestInEveryCountryASpellingReadsAsTheNumber(t *testing.T) {
	for region := range phonenumbers.GetSupportedRegions() {
		for _, kind := range []phonenumbers.PhoneNumberType{phonenumbers.FIXED_LINE, phonenumbers.MOBILE} {
			example := phonenumbers.GetExampleNumberForType(region, kind)
			if example == nil || region == "AR" && kind == phonenumbers.MOBILE { // the library writes it as nobody reads it
				continue
			}
			n := caller.Number(phonenumbers.Format(example, phonenumbers.E164))
			for _, home := range []string{region, "US", "DE"} {
				for _, s := range n.Spellings(home) {
					if got, _, reason := caller.ParseTyped(s, home); got != n && "+"+s != string(n) {
						t.Errorf("%s: %s in %s is spelled %q, which reads as %q, %q", region, n, home, s, got, reason)
					}
				}
			}
		}
	}
}
