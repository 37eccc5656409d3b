package directory_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"tieline/shared/caller"
	"tieline/shared/fault"
	"tieline/shared/salesforce/directory"
)

// TestAVanishedFieldCostsOneMoreCall, without the fields that not every org has,
// and only where there is something to leave out.
func TestAVanishedFieldCostsOneMoreCall(t *testing.T) {
	mapped := defaults()
	mapped.Objects = []string{"Contact"}
	mapped.Fields = []caller.Field{{Object: "Contact", Name: "Tier__c", Key: "tier"}}
	pager := mapped
	pager.Phones = []string{"Pager__c"}
	pager.Known = caller.Schema{"Contact": {"Pager__c"}}
	plain := defaults()
	const full, narrow = "OtherPhone, Tier__c LIMIT", "OtherPhone LIMIT"
	for name, tt := range map[string]struct {
		ask     caller.Query
		answers []answer
		said    []string // at the end of what was asked
		want    fault.Kind
		told    int
	}{
		"a mapped field":      {byNumber(mapped, "4155550100"), []answer{gone, nobody}, []string{full, narrow}, "", 1},
		"and still":           {byNumber(mapped, "4155550100"), []answer{gone, gone}, []string{full, narrow}, fault.Unauthorized, 0},
		"by id":               {byID(mapped, someContact), []answer{gone, {200, `{"records":[]}`}}, []string{"Account.Name, Tier__c FROM", "Account.Name FROM"}, "", 1},
		"none to leave out":   {byNumber(plain, "4155550100"), []answer{gone}, []string{narrow}, fault.Unauthorized, 0},
		"none would be left":  {byNumber(pager, "4155550100"), []answer{gone}, []string{"Pager__c"}, fault.Unauthorized, 0},
		"another fault":       {byNumber(mapped, "4155550100"), []answer{{503, ""}}, []string{full}, fault.Unavailable, 0},
		"a refusal of limits": {byNumber(mapped, "4155550100"), []answer{{403, `[{"errorCode":"REQUEST_LIMIT_EXCEEDED"}]`}}, []string{full}, fault.Throttled, 0},
	} {
		t.Run(name, func(t *testing.T) {
			told, all := 0, []string{}
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if all = append(all, r.URL.Query().Get("q")); len(all) <= len(tt.answers) {
					w.WriteHeader(tt.answers[len(all)-1].status)
					_, _ = w.Write([]byte(tt.answers[len(all)-1].body))
				}
			}))
			defer server.Close()
			found, err := directory.New(client(t, server), func(context.Context) { told++ }).Search(t.Context(), tt.ask)
			if fault.KindOf(err) != tt.want || told != tt.told || err == nil && !found.Narrow {
				t.Errorf("%+v, %v, want kind %q; told %d times, want %d", found, err, tt.want, told, tt.told)
			}
			if !slices.EqualFunc(all, tt.said, strings.Contains) {
				t.Errorf("asked %q", all)
			}
		})
	}
}
