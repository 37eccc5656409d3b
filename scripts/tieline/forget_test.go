package main

import (
	"errors"
	"strings"
	"testing"

	"tieline/scripts/forget"
	"tieline/shared/tuning"
)

// called are two items of the table of contacts, of callers with these numbers.
const called = `{"Items":[` +
	`{"contactId":{"S":"11111111-1111-4111-8111-11111111111a"},"version":{"N":"7"},"state":{"S":"{\"id\":\"11111111-1111-4111-8111-11111111111a\",\"record\":{\"updatedAt\":\"2026-01-02T12:00:00Z\",\"customerEndpoint\":\"+14155550132\",\"nextId\":\"22222222-1111-4111-8111-11111111111a\"}}"}},` +
	`{"contactId":{"S":"33333333-1111-4111-8111-11111111111a"},"version":{"N":"7"},"state":{"S":"{\"id\":\"33333333-1111-4111-8111-11111111111a\",\"record\":{\"updatedAt\":\"2026-01-02T12:00:00Z\",\"customerEndpoint\":\"+14155550199\"}}"}}]}`

func TestAPersonIsForgottenIfOneAgrees(t *testing.T) {
	for name, tt := range map[string]struct {
		answer string
		args   []string
		erased bool
	}{
		"yes":        {"yes\n", nil, true},
		"no":         {"\n", nil, false},
		"beforehand": {"", []string{"--yes"}, true},
	} {
		c := newCloudStage(t)
		c.replies["Scan"] = []string{called, `{"Items":[{"key":{"S":"+14155550132"},"foundRecords":{"S":"[]"}}]}`}
		c.replies["BatchGetItem"] = []string{`{"Responses":{}}`, strings.Replace(called, `"Items"`, `"Responses":{"tieline-dev-contacts"`, 1) + "}"}
		c.replies["DeleteItem"] = []string{`{"Attributes":{"key":{"S":"+14155550132"}}}`}
		out, err := said(forgetCommand(), tt.answer, append(tt.args, "--phone", "(415) 555-0132")...)
		if tt.erased != (err == nil) || !tt.erased && !errors.Is(err, errDeclined) {
			t.Errorf("%s: %v, said\n%s", name, err, out)
		}
		for _, want := range []string{
			"contacts     ████████████████ 100% 2/2", "contacts: 1\n  11111111-1111-4111-8111-11111111111a\nparked messages: 0\n",
			"index of callers: what it holds under 1 keys and of 0 records\nNot among them, but before or after them in a chain of transfers: 22222222-1111-4111-8111-11111111111a\n",
		} {
			if !strings.Contains(out, want) {
				t.Errorf("%s: said\n%swithout %q", name, out, want)
			}
		}
		if strings.Contains(out, "0132") {
			t.Errorf("%s: said a number:\n%s", name, out)
		}
		if c.did("PutItem", "11111111", "erasedAt") != tt.erased || c.did("DeleteItem", "+14155550132") != tt.erased || c.did("UpdateItem", `"erasures"`) != tt.erased ||
			strings.Contains(out, "erased: contacts 1, entries of the index 1, parked messages 0\nWhat Tieline does not erase:") != tt.erased || strings.Contains(out, "forget once more") != tt.erased || c.did("PutItem", "33333333") {
			t.Errorf("%s: said\n%s\nasked %v", name, out, c.asked)
		}
	}
}

func TestWhoeverIsForgottenIsNamedByOneFlag(t *testing.T) {
	region := tuning.Snapshot{"screen-pop/default-region": "GB"}
	for name, tt := range map[string]struct {
		flags forgetFlags
		want  forget.Person
		says  string
	}{
		"a contact":             {forgetFlags{contact: "11111111-1111-4111-8111-11111111111a"}, forget.Person{Contact: "11111111-1111-4111-8111-11111111111a"}, ""},
		"a number":              {forgetFlags{phone: "+1 415 555 0132"}, forget.Person{Number: "+14155550132"}, ""},
		"a number of here":      {forgetFlags{phone: "020 7946 0018"}, forget.Person{Number: "+442079460018"}, ""},
		"a record":              {forgetFlags{record: "0035g00000ABCDE"}, forget.Person{Record: "0035g00000ABCDEAA5"}, ""},
		"a number as a contact": {forgetFlags{contact: "+14155550132"}, forget.Person{}, "--contact: must be"},
		"no number":             {forgetFlags{phone: "Ann"}, forget.Person{}, "--phone: must be"},
		"another object's":      {forgetFlags{record: "0065g00000ABCDE"}, forget.Person{}, "--record: must be"},
	} {
		got, err := tt.flags.person(region)
		if tt.says == "" && (err != nil || got != tt.want) || tt.says != "" && (err == nil || !strings.Contains(err.Error(), tt.says)) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

func TestOnePersonIsForgottenAtATime(t *testing.T) {
	for args, want := range map[string]string{"": "at least one of the flags", "--phone 1 --record 2": "none of the others can be"} {
		c := newCloudStage(t)
		if _, err := said(forgetCommand(), "", strings.Fields(args)...); err == nil || !strings.Contains(err.Error(), want) || len(c.asked) > 0 {
			t.Errorf("%q: %v", args, err)
		}
	}
}
