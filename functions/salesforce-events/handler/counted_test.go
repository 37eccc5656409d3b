package handler

import (
	"strings"
	"testing"
)

func TestEachEventLeavesALineThatCountsAndNamesNobody(t *testing.T) {
	for name, want := range map[string]string{
		"caller-changed": `"msg":"change of callers","event_key":"7c9e6679-7425-40de-944b-e07fc1f90ae7","object":"Contact","change":"Updated",` +
			`"keys":2,"records":1,"unsure":false,"CallersInvalidated":2,"_aws":`,
		"change-contact-update": `"event_key":"0000be70-a756-e601-9202-32967602a6be","object":"Contact","change":"UPDATE",` +
			`"keys":2,"records":2,"unsure":false,"CallersInvalidated":2,"_aws":`,
		"change-overflow": `"object":"Lead","change":"GAP_OVERFLOW","keys":0,"records":0,"unsure":true,"CallersInvalidated":0,"_aws":`,
	} {
		got := tell(t, sample(t, name))
		if !strings.Contains(got.log, want) || strings.Count(got.log, "\n") != 1 {
			t.Errorf("%s: not logged: %s\nin: %s", name, want, got.log)
		}
		for _, personal := range []string{"555", "7946", "xample", "Youngest"} {
			if strings.Contains(got.log, personal) {
				t.Errorf("%s: logged %s", name, got.log)
			}
		}
	}
}

func TestWhatStandsWhereItShouldNotIsNotLogged(t *testing.T) {
	body := sample(t, "caller-changed")
	for was, is := range map[string]string{
		"7c9e6679-7425-40de-944b-e07fc1f90ae7": "4155550100", `"Updated"`: `"Zebedee"`, `"Contact"`: `"Zebedee"`,
	} {
		got := tell(t, strings.Replace(body, was, is, 1))
		if got.err != nil || strings.Contains(got.log, "Zebedee") || strings.Contains(got.log, "4155550100") {
			t.Errorf("%v, logged %s", got.err, got.log)
		}
	}
}
