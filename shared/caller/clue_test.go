package caller_test

import (
	"strings"
	"testing"

	"tieline/shared/caller"
)

const (
	contactID = "0035g00000ABCDEAA5"
	leadID    = "00Q5g000001AbCdEAK"
	accountID = "001D000000IRFmaIAH" // from samples of the REST API guide
)

func TestReadPrefersWhatTheFlowSays(t *testing.T) {
	all := caller.Hint{CustomerID: contactID, Email: "Ann@Example.com", Phone: "(415) 555-0100 x12", Endpoint: "+442079460018"}
	for _, tt := range []struct {
		name   string
		change func(*caller.Hint)
		want   caller.Clue
		key    string
	}{
		{"the customer id first", func(*caller.Hint) {}, caller.Clue{Kind: caller.ByID, ID: contactID}, "id:" + contactID},
		{"then the e-mail address", func(h *caller.Hint) { h.CustomerID = "C-1017" },
			caller.Clue{Kind: caller.ByEmail, Email: "ann@example.com"}, "mailto:ann@example.com"},
		{"then the number", func(h *caller.Hint) { h.CustomerID, h.Email = "", "Ann" },
			caller.Clue{Kind: caller.ByNumber, Number: "+14155550100", Extension: "12"}, ""},
		{"then the endpoint", func(h *caller.Hint) { h.CustomerID, h.Email, h.Phone = " ", "", "anonymous" },
			caller.Clue{Kind: caller.ByNumber, Number: "+442079460018"}, "+442079460018"},
		{"which may be an address", func(h *caller.Hint) { *h = caller.Hint{Endpoint: "ANN@example.com ", Mail: true} },
			caller.Clue{Kind: caller.ByEmail, Email: "ann@example.com"}, "mailto:ann@example.com"},
	} {
		hint := all
		tt.change(&hint)
		if got, reason := hint.Read("US"); got != tt.want || reason != "" || got.Key() != tt.key {
			t.Errorf("%s: read %+v, %q with the key %q", tt.name, got, reason, got.Key())
		}
	}
}

func TestWithoutAClueTheLastReasonIsTold(t *testing.T) {
	for want, hint := range map[caller.Reason]caller.Hint{
		caller.NoEndpoint:    {},
		caller.Withheld:      {CustomerID: "C-1017", Email: "Ann", Endpoint: "anonymous"},
		caller.Unusable:      {Phone: "+1234567890", Endpoint: " "},
		caller.UnusableEmail: {CustomerID: "C-1017", Endpoint: "anonymous", Mail: true},
		caller.UnusableID:    {CustomerID: "C-1017"},
	} {
		if got, reason := hint.Read("US"); got != (caller.Clue{}) || reason != want || got.Key() != "" {
			t.Errorf("%+v is read as %+v, %q, want %q", hint, got, reason, want)
		}
	}
}

func TestCustomerIDs(t *testing.T) {
	for text, want := range map[string]string{
		"0035g00000ABCDE":          contactID,
		" " + contactID + "\n":     contactID,
		"00Q5g000001AbCd":          leadID,
		"001D000000IRFma":          accountID,
		"0035g00000ABCDEAA3":       "", // a wrong checksum
		"0035g00000abcdeaa5":       "", // changed on its way
		"0055g00000ABCDE":          "", // a User
		"00q5g000001AbCd":          "",
		"0035g00000ABCD":           "",
		"0035g00000ABCDEAA":        "",
		"0035g00000ABCDEAA55":      "",
		"0035g00000ABC'E":          "",
		"003é5g0000ABCDE":          "",
		"' OR Id LIKE '%":          "",
		strings.Repeat("003", 4e3): "",
	} {
		if got, reason := (caller.Hint{CustomerID: text}).Read("US"); got.ID != want || (reason == "") != (want != "") {
			t.Errorf("%.30q is read as %q, %q; want %q", text, got.ID, reason, want)
		}
	}
}

func TestObjectOf(t *testing.T) {
	for id, want := range map[string]string{
		contactID: "Contact", "00Q5g000001AbCd": "Lead", accountID: "Account", "0055g00000ABCDE": "", "": "", "003": "",
	} {
		if got := caller.ObjectOf(id); got != want {
			t.Errorf("%q is of %q, want %q", id, got, want)
		}
	}
}

func TestEmailAddresses(t *testing.T) {
	for text, want := range map[string]string{
		"Ann.O'Hara+x@Example.COM":               "ann.o'hara+x@example.com",
		strings.Repeat("é", 68) + "@example.com": strings.Repeat("é", 68) + "@example.com",
		strings.Repeat("a", 69) + "@example.com": "", // longer than Salesforce keeps
		"ann@":                                   "",
		"@example.com":                           "",
		"ann":                                    "",
		"ann@bob@example.com":                    "",
		"ann b@example.com":                      "",
		"ann\x00@example.com":                    "",
		"ann@exam\u202eple.com":                  "",
		"ann@\xffexample.com":                    "",
		strings.Repeat("a@", 5_000):              "",
	} {
		if got, reason := (caller.Hint{Email: text}).Read("US"); got.Email != want || (reason == "") != (want != "") {
			t.Errorf("%.30q is read as %.30q, %q; want %.30q", text, got.Email, reason, want)
		}
	}
}
