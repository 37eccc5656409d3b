package caller

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Kind is what a Clue is.
type Kind string

// The kinds of clue.
const (
	ByNumber Kind = "number"
	ByEmail  Kind = "email"
	ByID     Kind = "id"
)

// Clue is what is known of a caller before anybody looks. Only the field of its
// kind is set.
type Clue struct {
	Kind      Kind // "" if there is nothing to look for
	Number    Number
	Extension string // of the number; "" if it has none
	Email     string // lower case
	ID        string // of a Salesforce record, 18 characters
}

// Hint is what a flow and its contact say of a caller, as they say it.
type Hint struct {
	CustomerID string // a parameter of the flow's block
	Email      string // a parameter of the flow's block
	Phone      string // a parameter of the flow's block
	Endpoint   string // the customer's end of the contact, whoever called whom
	Mail       bool   // Endpoint is an e-mail address
}

// Read returns the first clue that is of use: the customer id, the e-mail
// address, the number, the endpoint. If there is none, the reason is that of the
// last of them that was given.
func (h Hint) Read(region string) (Clue, Reason) {
	endpoint := byNumber
	if h.Mail {
		endpoint = byEmail
	}
	why := NoEndpoint
	for _, hint := range []struct {
		text string
		read func(text, region string) (Clue, Reason)
	}{{h.CustomerID, byID}, {h.Email, byEmail}, {h.Phone, byNumber}, {h.Endpoint, endpoint}} {
		if strings.TrimSpace(hint.text) == "" {
			continue
		}
		c, unusable := hint.read(hint.text, region)
		if unusable == "" {
			return c, ""
		}
		why = unusable
	}
	return Clue{}, why
}

func byID(text, _ string) (Clue, Reason) {
	id, usable := readID(text)
	if !usable {
		return Clue{}, UnusableID
	}
	return Clue{Kind: ByID, ID: id}, ""
}

func byNumber(text, region string) (Clue, Reason) {
	n, extension, why := Parse(text, region)
	if why != "" {
		return Clue{}, why
	}
	return Clue{Kind: ByNumber, Number: n, Extension: extension}, ""
}

// longestEmail is how many characters an address has at most that a Salesforce
// record can bear (Object Reference, "Field Types", email).
const longestEmail = 80

func byEmail(text, _ string) (Clue, Reason) {
	email := strings.ToLower(strings.TrimSpace(text))
	local, domain, _ := strings.Cut(email, "@")
	if local == "" || domain == "" || strings.Contains(domain, "@") || utf8.RuneCountInString(email) > longestEmail ||
		!utf8.ValidString(text) || strings.ContainsFunc(email, unprintable) {
		return Clue{}, UnusableEmail
	}
	return Clue{Kind: ByEmail, Email: email}, ""
}

// unprintable reports what has no place in an address: spaces, controls, and
// what only steers the layout of text.
func unprintable(r rune) bool { return !unicode.IsGraphic(r) || unicode.IsSpace(r) }

// Key names the clue in the Index: "+14155550100", "mailto:ann@example.com",
// "id:0035g00000ABCDEAA2". A number with an extension has no key, "", as what is
// found for it is nobody else's.
func (c Clue) Key() string {
	switch {
	case c.Kind == ByNumber && c.Extension == "":
		return string(c.Number)
	case c.Kind == ByEmail:
		return "mailto:" + c.Email
	case c.Kind == ByID:
		return "id:" + c.ID
	}
	return ""
}
