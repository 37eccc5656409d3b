package events_test

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"testing"

	"tieline/events"
)

func TestAFlowsRequestIsReadLoosely(t *testing.T) {
	r := read[events.FlowRequest](t, "flow-request").Details.ContactData
	if r.ContactID != "aaaaaaaa-0000-4000-8000-0000000000c1" || r.CustomerEndpoint.Value.Address != "+442079460123" || r.SystemEndpoint.Value.Address != "+442079460000" {
		t.Errorf("read %+v", r)
	}
	if bare := read[events.FlowRequest](t, "flow-request-without-endpoints"); bare.Details.ContactData.CustomerEndpoint.Given {
		t.Errorf("read %+v", bare)
	}
}

func TestAFlowsParametersMayBeOfAnyType(t *testing.T) {
	for value, want := range map[string]events.Text{
		`"a"`: "a", `7`: "7", `true`: "true", `null`: "", `{"a":[1]}`: "", `[1]`: "", `"\u00e9"`: "é",
	} {
		for _, name := range []string{events.ParameterCustomerID, events.ParameterEmailAddress, events.ParameterPhoneNumber} {
			var r events.FlowRequest
			err := json.Unmarshal([]byte(`{"Details":{"Parameters":{"`+name+`":`+value+`,"other":{"a":[1]}}}}`), &r)
			got := r.Details.Parameters.Value
			told := map[string]events.Text{
				events.ParameterCustomerID: got.CustomerID, events.ParameterEmailAddress: got.EmailAddress, events.ParameterPhoneNumber: got.PhoneNumber,
			}
			wanted := map[string]events.Text{events.ParameterCustomerID: "", events.ParameterEmailAddress: "", events.ParameterPhoneNumber: ""}
			wanted[name] = want
			if err != nil || !reflect.DeepEqual(told, wanted) {
				t.Errorf("%s %s reads as %+v, %v", name, value, got, err)
			}
		}
	}
}

func TestAFlowsAnswerIsAFlatMapOfStrings(t *testing.T) {
	want := read[map[string]string](t, "flow-answer")
	body, err := json.Marshal(read[events.FlowAnswer](t, "flow-answer"))
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]string
	if err := json.Unmarshal(body, &got); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("sends %s, %v", body, err)
	}
}

// parsed is an answer as a flow gets it.
func parsed(t *testing.T, a events.FlowAnswer) map[string]string {
	t.Helper()
	body, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	var flat map[string]string
	if err := json.Unmarshal(body, &flat); err != nil {
		t.Fatalf("%s: %v", body, err)
	}
	return flat
}

func TestAnAnswersOwnKeysAreAlwaysThere(t *testing.T) {
	got := slices.Sorted(maps.Keys(parsed(t, events.FlowAnswer{})))
	if want := slices.Sorted(slices.Values(events.AnswerKeys)); !slices.Equal(got, want) {
		t.Errorf("there are %v, want %v", got, want)
	}
}

func TestMappedFieldsStandBesideAnAnswersOwnKeys(t *testing.T) {
	got := parsed(t, events.FlowAnswer{Reason: "x", Fields: map[string]string{"tier": "A & \"B\"", "empty": ""}})
	empty, is := got["empty"]
	if got["tier"] != `A & "B"` || !is || empty != "" || got["reason"] != "x" || len(got) != len(events.AnswerKeys)+2 {
		t.Errorf("sends %v", got)
	}
}
