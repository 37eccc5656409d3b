package handler

import (
	"encoding/json"
	"strings"
	"testing"

	"tieline/shared/tuning"
)

// event is one of ours with these numbers, as JSON.
func event(object, numbers string) string {
	return `{"detail-type":"Tieline_Caller_Changed__e","detail":{"payload":{"Event_Key__c":"k","Schema_Version__c":1,` +
		`"Object__c":"` + object + `","Record_Id__c":"003000000000001AAA","New_Numbers__c":` + numbers + `}}}`
}

func quoted(s string) string {
	text, _ := json.Marshal(s)
	return string(text)
}

func TestNumbersAreReadHoweverTheyWereTyped(t *testing.T) {
	for numbers, want := range map[string]string{
		`"+1 415 555 0100"`:                          "+14155550100",
		`"4155550100|(415) 555-0100|1-415-555-0100"`: "+14155550100",
		`"415-555-0100 x12"`:                         "+14155550100", // may be found for the number alone, too
		`"442079460018"`:                             "+442079460018",
		`"33142685300"`:                              "+33142685300",  // in France, without its plus
		`"020 7946 0018"`:                            "+442079460018", // in Great Britain
		`"1-800-FLOWERS"`:                            "+18003569377",
		`4155550100`:                                 "+14155550100",
		`"|"`:                                        "",
		`"|||anonymous||12|n/a|☎|++|OR"`:             "",
		`"' OR Name LIKE '%|\u0000"`:                 "",
		`null`:                                       "",
		`{"number":"4155550100"}`:                    "",
		`true`:                                       "",
		quoted(strings.Repeat("4155550100", 1000)):               "",
		quoted(strings.Repeat("4", 10_000) + "|+1 415 555 0100"): "+14155550100",
	} {
		got := tell(t, event("Contact", numbers))
		if got.err != nil || got.keyed() != want || got.recorded() != "003000000000001AAA" {
			t.Errorf("%.60s: invalidated %q and %q, %v; want %q", numbers, got.keyed(), got.recorded(), got.err, want)
		}
	}
}

func TestANumberIsReadAsOfTheDefaultRegion(t *testing.T) {
	body := event("Lead", `"030 901820"`)
	if got := tellWith(t, body, &told{}, nil); got.keyed() != "" {
		t.Errorf("in the United States: %q", got.keyed())
	}
	if got := tellWith(t, body, &told{}, tuning.Snapshot{"screen-pop/default-region": "DE"}); got.keyed() != "+4930901820" {
		t.Errorf("in Germany: %q", got.keyed())
	}
}
