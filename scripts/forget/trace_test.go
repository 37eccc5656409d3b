package forget

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"tieline/shared/contact"
)

func TestANumberIsKnownHoweverItIsWritten(t *testing.T) {
	for text, want := range map[string]bool{
		`"+442079460018"`:                    true,
		`"\u002b442079460018"`:               true,
		`to %2B442079460018&x`:               true,
		`+44 20 7946 0018`:                   true,
		`+44 (0)20 7946-0018 x12`:            true,
		`0044.20.7946.0018`:                  true,
		`{"Phone":"020 7946 0018"}`:          true,
		`2079460018`:                         true,
		`sip:+442079460018@example.com`:      true,
		`"1442079460018"`:                    false,
		`"+4420794600180"`:                   false,
		`"at":1720794600181`:                 false,
		`"+442079460019"`:                    false,
		`"2079460","018"`:                    false,
		`442079460018-8f92-46af-92a5-6b0f97`: false,
		``:                                   false,
	} {
		if got := newTrace(Found{Keys: []string{"+442079460018"}}).in([]byte(text)); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}

func TestANumberOfAnyCountryIsKnown(t *testing.T) {
	for n, text := range map[string]string{
		"+14155550132": "1-415-555-0132", "+390612345678": "+39 06 1234 5678", "+4930123456": "030 123456", "+3545551234": "555 1234", "+999123": "+999123",
	} {
		if !newTrace(Found{Keys: []string{n}}).in([]byte(text)) {
			t.Errorf("%s is not known in %s", n, text)
		}
	}
}

func TestAnAddressIsKnownHoweverItIsWritten(t *testing.T) {
	for text, want := range map[string]bool{
		`{"Address":"ann@mail.com"}`:        true,
		`Ann@Mail.com`:                      true,
		`from Ann \u003cann@mail.com\u003e`: true,
		`to=ann%40mail.com&x`:               true,
		`to%3Aann@mail.com`:                 true,
		`write to ann@mail.com.`:            true,
		`joann@mail.com`:                    false,
		`jo.ann@mail.com`:                   false,
		`ann@mail.com.au`:                   false,
		`ann@mailbox.com`:                   false,
		`ann@mailxcom`:                      false,
		`ann at mail.com`:                   false,
		``:                                  false,
	} {
		if got := newTrace(Found{Keys: []string{"mailto:ann@mail.com"}}).in([]byte(text)); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}

func TestWhatIsNobodysEndpointIsNoTrace(t *testing.T) {
	for endpoint, channel := range map[string]string{"": "VOICE", "anonymous": "VOICE", "+": "VOICE", "+1": "VOICE", "sip:anonymous@anonymous.invalid": "VOICE", "ann@mail.com": "CHAT", "@": email} {
		var v contact.View
		v.Channel, v.CustomerEndpoint = channel, endpoint
		if got := key(v); got != "" {
			t.Errorf("%s %q: %q", channel, endpoint, got)
		}
	}
}

func TestIDsAreKnownAsWholeWords(t *testing.T) {
	trace := newTrace(Found{Contacts: []string{first}, Records: []string{ann}})
	for text, want := range map[string]bool{
		`{"contactId":"` + first + `"}`:                           true,
		`arn:aws:connect:eu-west-2:1:instance/i/contact/` + first: true,
		`recordings/` + first + `_20260102T12:00_UTC.wav`:         true,
		`{"contactId":"` + second + `"}`:                          false,
		first + "0":                                               false,
		`"0035g00000ABCDEAA2"`:                                    true,
		`"0035g00000ABCDE"`:                                       true,
		`"0035g00000abcdeAAA"`:                                    false,
		`"0035g00000ABCDEAA2x"`:                                   false,
	} {
		if got := trace.in([]byte(text)); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}

// TestNoFieldOfAnItemHidesAPerson puts the number into each text of an item in turn.
func TestNoFieldOfAnItemHidesAPerson(t *testing.T) {
	trace, count := newTrace(Found{Keys: []string{annas}}), 0
	var fill func(whole *contact.Item, v reflect.Value, path string)
	fill = func(whole *contact.Item, v reflect.Value, path string) {
		switch {
		case v.Type() == reflect.TypeFor[time.Time]():
		case v.Kind() == reflect.Struct:
			for n := range v.NumField() {
				fill(whole, v.Field(n), path+"."+v.Type().Field(n).Name)
			}
		case v.Kind() == reflect.String:
			count++
			v.SetString(annas)
			if held, err := holds(*whole, trace); !held || err != nil {
				text, _ := json.Marshal(whole)
				t.Errorf("%s hides it: %v in %s", path, err, text)
			}
			v.SetString("")
		}
	}
	var item contact.Item
	item.Pop.At = time.Now()
	fill(&item, reflect.ValueOf(&item.State).Elem(), "State")
	if count < 30 {
		t.Errorf("only %d texts were tried", count)
	}
}
