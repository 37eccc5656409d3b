package salesforce_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestAFewBadRecordsHoldNoOtherWhereverTheyStand(t *testing.T) {
	for name, bad := range map[string][]int{
		"in front":               {0, 1, 2, 3},
		"at the end":             {196, 197, 198, 199},
		"one in each quarter":    {0, 50, 100, 150},
		"one in each eighth":     {0, 25, 50, 75, 100, 125, 150, 175},
		"in front of each half":  {0, 1, 100, 101},
		"where calls are made":   {0, 100, 150, 175, 187, 193},
		"nine where they are":    {0, 100, 150, 175, 187, 193, 196, 197, 198},
		"among them, in between": {7, 60, 99, 133, 171},
	} {
		for way, a := range map[string]answer{"a gateway": {413, ""}, "an Apex trigger": {0, "CANNOT_EXECUTE_FLOW_TRIGGER"}} {
			var good []string
			client, calls := orgThat(t, func(ids []string) answer {
				if slices.ContainsFunc(bad, func(n int) bool { return slices.Contains(ids, strconv.Itoa(n)) }) {
					return failed(a, ids)
				}
				good = append(good, ids...)
				return each(ids, takes)
			})
			shown := batch(200)
			for range 4 { // what is not taken goes again
				answers := client.Upsert(t.Context(), shown)
				if before := len(shown); before > len(bad) && !strings.Contains(told(answers), "taken") {
					t.Errorf("%s, %s: %s after %d calls", way, name, told(answers), *calls)
				}
				shown = untaken(shown, answers)
			}
			if len(good) != 200-len(bad) {
				t.Errorf("%s, %s: %d good ones were taken in four Upserts", way, name, len(good))
			}
		}
	}
}

func TestOneThatWasShownBeforeTellsThatTheOrgIsWell(t *testing.T) {
	client, _ := orgThat(t, func(ids []string) answer {
		if slices.Contains(ids, "0") {
			return answer{413, ""}
		}
		return each(ids, func(string) string {
			return `{"success":false,"errors":[{"statusCode":"FIELD_CUSTOM_VALIDATION_EXCEPTION","fields":["Sync_Version__c"]}]}`
		})
	})
	if got := told(client.Upsert(t.Context(), batch(200))); got != "[superseded:199 unknown:1]" {
		t.Error(got)
	}
}
