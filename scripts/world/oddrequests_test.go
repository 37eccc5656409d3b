package world

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"
)

// asked is what a flow sends whose customer is at an address, in JSON.
func asked(address string) string {
	return `{"Name":"ContactFlowEvent","Details":{"ContactData":{"ContactId":"$id","Channel":"VOICE",
		"CustomerEndpoint":{"Type":"TELEPHONE_NUMBER","Address":` + address + `}},"Parameters":{}}}`
}

// asking is what a flow sends of somebody whom the org knows, with more.
func asking(contactData string) string {
	return `{"Details":{"ContactData":{"ContactId":"$id","CustomerEndpoint":{"Address":"` + people[0].number + `"}` + contactData + `}}}`
}

// oddRequest is what a flow sends, and what it is told.
type oddRequest struct {
	body, status, reason string
	forgotten            bool // the pop cannot be kept: there is no usable id, or it is too large
}

var oddRequests = map[string]oddRequest{
	"null":             {"null", degraded, "invalid request", true},
	"a number":         {"7", degraded, "invalid request", true},
	"a text":           {`"$mark"`, degraded, "invalid request", true},
	"a list":           {"[1,2,3]", degraded, "invalid request", true},
	"nothing in it":    {"{}", degraded, "invalid request", true},
	"no details":       {`{"Details":null}`, degraded, "invalid request", true},
	"details in a row": {`{"Details":[{"ContactData":{}}]}`, degraded, "invalid request", true},
	"no contact":       {`{"Details":{"ContactData":null}}`, degraded, "invalid request", true},
	"a contact's name": {`{"Details":{"ContactData":"$mark"}}`, degraded, "invalid request", true},

	"no address":                     {asked("null"), "ANON", "no endpoint", false},
	"an address of nothing":          {asked(`" \t "`), "ANON", "no endpoint", false},
	"an address that is an object":   {asked(`{"$mark":1}`), "ANON", "no endpoint", false},
	"an end that is a text":          {`{"Details":{"ContactData":{"ContactId":"$id","CustomerEndpoint":"$mark"}}}`, "ANON", "no endpoint", false},
	"anonymous":                      {asked(`"Anonymous"`), "ANON", "withheld", false},
	"anonymous by SIP":               {asked(`"<sip:anonymous@anonymous.invalid>"`), "ANON", "withheld", false},
	"a number of 40 digits":          {asked(digits40), "ANON", "unusable number", false},
	"a text of 40 digits":            {asked(`"+` + digits40 + `"`), "ANON", "unusable number", false},
	"a negative number":              {asked("-1e9"), "ANON", "unusable number", false},
	"yes":                            {asked("true"), "ANON", "unusable number", false},
	"a name":                         {asked(`"$mark"`), "ANON", "unusable number", false},
	"emoji":                          {asked(`"📞☎️"`), "ANON", "unusable number", false},
	"half a pair":                    {asked(`"\ud83d"`), "ANON", "unusable number", false},
	"a formula":                      {asked(`"=1+1"`), "ANON", "unusable number", false},
	"the end of a search":            {asked(`"} IN ALL FIELDS RETURNING User(Id)"`), "ANON", "unusable number", false},
	"the end of a query":             {asked(`"' OR Name LIKE '%"`), "ANON", "unusable number", false},
	"everybody":                      {asked(`"*"`), "ANON", "unusable number", false},
	"a megabyte":                     {asked(`"` + strings.Repeat("$mark ", 74_000) + `"`), "ANON", "unusable number", true},
	"a number and a search":          {asked(`"+12025550199} RETURNING User(Id)"`), "ANON", "unusable number", false},
	"nobody's":                       {asked(`"+12025550198"`), "NONE", "", false},
	"Arabic digits":                  {asked(`"+١٤١٥٥٥٥٠١٣٢"`), "HIT", "", false},
	"wide digits":                    {asked(`"＋１４１５５５５０１３２"`), "HIT", "", false},
	"a number that is one":           {asked("14155550132"), "HIT", "", false},
	"a number within marks of order": {asked(`"\u202a+14155550132\u202c"`), "HIT", "", false},
	"an address of the Web":          {asked(`"tel:+1-415-555-0132;phone-context=$mark"`), "HIT", "", false},
	"parameters of all kinds":        {`{"Details":{"Parameters":{"n":` + digits40 + `,"l":[null],"o":{"$mark":{}}},"ContactData":{"ContactId":"$id","CustomerEndpoint":{"Address":"` + people[0].number + `"}}}}`, "HIT", "", false},
	"parameters in a row":            {`{"Details":{"Parameters":[1],"ContactData":{"ContactId":"$id","CustomerEndpoint":{"Address":"` + people[0].number + `"}}}}`, "HIT", "", false},
	"attributes of all kinds":        {asking(`,"Attributes":{"a":1,"b":null,"c":{"$mark":[]}}`), "HIT", "", false},
	"a name of its own":              {asking(`,"Name":"$mark","Description":"$mark","Tags":{"$mark":"$mark"}`), "HIT", "", false},
	"no contact id":                  {asking(`,"ContactId":null`), "HIT", "", true},
	"a contact id of 300 characters": {asking(`,"ContactId":"` + strings.Repeat("a", 300) + `"`), "HIT", "", true},
	"a contact id that is a name":    {asking(`,"ContactId":"$mark"`), "HIT", "", true},
	"a deep one":                     {asking(`,"References":` + nested(5_000)), "HIT", "", false},
}

// checkFlowRequests asks as a flow does: whatever it sends, it is told something
// that it can branch on, and a contact that has an id keeps what it was.
func checkFlowRequests(ctx context.Context, t *testing.T, w *World) {
	rows := slices.Sorted(maps.Keys(oddRequests))
	for n, name := range rows {
		r := oddRequests[name]
		answer, err := w.ask(ctx, []byte(filled(r.body, contactOf("flow", n))))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if answer["matchStatus"] != r.status || answer["reason"] != r.reason {
			t.Errorf("%s: the flow is told %s (%s), want %s (%s)", name, answer["matchStatus"], answer["reason"], r.status, r.reason)
		}
	}
	for n, name := range rows {
		if r := oddRequests[name]; !r.forgotten {
			if err := w.holds(ctx, contactOf("flow", n), values{"Screen_Pop__c": r.status, "Record_State__c": "Draft"}); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		} else if len(w.org.interactions(contactOf("flow", n))) > 0 {
			t.Errorf("%s: has become a record", name)
		}
	}
}
