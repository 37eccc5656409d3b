package salesforce_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"tieline/shared/contact"
	"tieline/shared/fault"
)

// Where a record's links are in what is sent.
const (
	parentLink  = "Parent_Interaction__r"
	agentLink   = "Agent__c"
	contactLink = "Customer_Contact__c"
	accountLink = "Customer_Account__c"
	leadLink    = "Customer_Lead__c"
)

var links = []string{parentLink, agentLink, contactLink, accountLink, leadLink}

// linksOf are those of the only record that was sent.
func linksOf(t *testing.T, sent string) (left []string) {
	t.Helper()
	_, body, _ := strings.Cut(sent, "\n")
	var call struct{ Records []map[string]any }
	if err := json.Unmarshal([]byte(body), &call); err != nil || len(call.Records) != 1 {
		t.Fatalf("%v of %s", err, body)
	}
	for _, l := range links {
		if _, there := call.Records[0][l]; there {
			left = append(left, l)
		}
	}
	return left
}

func without(gone ...string) []string {
	return slices.DeleteFunc(slices.Clone(links), func(l string) bool { return slices.Contains(gone, l) })
}

func TestARefusedLinkIsLeftOut(t *testing.T) {
	for name, tt := range map[string]struct {
		refusal string
		want    []string // links that are sent then
	}{
		"the parent is not there yet":          {refused("INVALID_FIELD"), without(parentLink)},
		"the lead was converted":               {refused("CANNOT_UPDATE_CONVERTED_LEAD"), without(leadLink)},
		"the user left":                        {refused("INACTIVE_OWNER_OR_USER"), without(agentLink)},
		"the user may own nothing":             {refused("OP_WITH_INVALID_USER_TYPE_EXCEPTION"), without(agentLink)},
		"something is not there":               {refused("INVALID_CROSS_REFERENCE_KEY"), without(contactLink, accountLink, leadLink)},
		"something was deleted":                {refused("ENTITY_IS_DELETED"), without(contactLink, accountLink, leadLink)},
		"something may not be seen":            {refused("INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY"), without(contactLink, accountLink, leadLink)},
		"something is no id":                   {refused("MALFORMED_ID"), without(contactLink, accountLink, leadLink)},
		"the customer's account is named":      {refused("INVALID_CROSS_REFERENCE_KEY", accountLink), without(accountLink)},
		"the agent is named":                   {refused("INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY", agentLink), without(agentLink)},
		"the parent is named":                  {refused("ENTITY_IS_DELETED", "Parent_Interaction__c"), without(parentLink)},
		"two are named":                        {refused("MALFORMED_ID", agentLink, leadLink), without(agentLink, leadLink)},
		"another field is named":               {refused("MALFORMED_ID", "Queue_Id__c"), without(contactLink, accountLink, leadLink)},
		"an admin's lookup filter":             {refused("FIELD_FILTER_VALIDATION_EXCEPTION", contactLink), without(contactLink)},
		"an admin's rule about a link":         {refused("FIELD_CUSTOM_VALIDATION_EXCEPTION", agentLink), without(agentLink)},
		"a dead link beside an admin's rule":   {`{"errors":[{"statusCode":"FIELD_CUSTOM_VALIDATION_EXCEPTION"},{"statusCode":"ENTITY_IS_DELETED"}]}`, without(contactLink, accountLink, leadLink)},
		"a link that does not agree with type": {refused("INVALID_CROSS_REFERENCE_TYPE_FOR_FIELD"), without(contactLink, accountLink, leadLink)},
	} {
		crm, sent := org(t, results(tt.refusal), results(taken))
		a := crm.Upsert(t.Context(), []contact.Showing{handled()})[0]
		if fault.KindOf(a.Fault) != fault.Incomplete || a.Held || len(*sent) != 2 {
			t.Errorf("%s: %+v after %d calls", name, a, len(*sent))
			continue
		}
		if first := linksOf(t, (*sent)[0]); !slices.Equal(first, links) {
			t.Errorf("%s: at first %v are sent", name, first)
		}
		if got := linksOf(t, (*sent)[1]); !slices.Equal(got, tt.want) || !strings.Contains((*sent)[1], `"Screen_Pop__c":"HIT"`) {
			t.Errorf("%s: %v are sent then, want %v", name, got, tt.want)
		}
		known := slices.ContainsFunc(tt.want, func(l string) bool { return strings.HasPrefix(l, "Customer_") })
		if strings.Contains((*sent)[1], `"Create_Task__c":true`) != known {
			t.Errorf("%s: a customer is known: %t; sent then %s", name, known, (*sent)[1])
		}
	}
}

func TestARecordIsOfferedUntilNoLinkIsLeft(t *testing.T) {
	for code, want := range map[string]fault.Kind{"INVALID_CROSS_REFERENCE_KEY": fault.Invalid, "ENTITY_IS_ARCHIVED": fault.Invalid} {
		no := results(refused(code))
		crm, sent := org(t, no, no, no, no)
		a := crm.Upsert(t.Context(), []contact.Showing{handled()})[0]
		if fault.KindOf(a.Fault) != want || a.Held || len(linksOf(t, (*sent)[len(*sent)-1])) > 0 {
			t.Errorf("%s: %+v, sent at last %s", code, a, (*sent)[len(*sent)-1])
		}
	}
}

func TestWhatIsNotAboutALinkCostsNoOtherCall(t *testing.T) {
	for name, tt := range map[string]struct {
		refusal string
		shown   contact.Showing
		want    fault.Kind
	}{
		"someone newer, and a dead link": {`{"errors":[{"statusCode":"FIELD_CUSTOM_VALIDATION_EXCEPTION","fields":["Sync_Version__c"]},{"statusCode":"ENTITY_IS_DELETED"}]}`, handled(), fault.Superseded},
		"someone newer":                  {refused("FIELD_CUSTOM_VALIDATION_EXCEPTION", "Sync_Version__c", agentLink), handled(), fault.Superseded},
		"an admin's rule":                {refused("FIELD_CUSTOM_VALIDATION_EXCEPTION", "Queue_Name__c"), handled(), fault.Invalid},
		"a right that we lack":           {refused("INVALID_FIELD_FOR_INSERT_UPDATE", agentLink), handled(), fault.Unauthorized},
		"a locked row":                   {refused("UNABLE_TO_LOCK_ROW", agentLink), handled(), fault.Conflict},
		"no link to leave out":           {refused("INVALID_CROSS_REFERENCE_KEY"), contact.Showing{Item: begun}, fault.Invalid},
		"our own user left":              {refused("INACTIVE_OWNER_OR_USER"), contact.Showing{Item: begun}, fault.Unauthorized},
		"a field that the org has not":   {refused("INVALID_FIELD"), contact.Showing{Item: begun}, fault.Unauthorized},
	} {
		crm, _ := org(t, results(tt.refusal))
		if a := crm.Upsert(t.Context(), []contact.Showing{tt.shown})[0]; fault.KindOf(a.Fault) != tt.want || a.Held {
			t.Errorf("%s: %+v, want kind %q", name, a, tt.want)
		}
	}
}

func TestARefusalTellsItsCodeAndField(t *testing.T) {
	for name, tt := range map[string]struct {
		answer      answer
		code, field string
	}{
		"of a field":       {results(refused("STRING_TOO_LONG", "Queue_Name__c", "Name")), "STRING_TOO_LONG", "Queue_Name__c"},
		"of none":          {results(refused("DUPLICATES_DETECTED")), "DUPLICATES_DETECTED", ""},
		"of what is newer": {results(refused("FIELD_CUSTOM_VALIDATION_EXCEPTION", "Sync_Version__c")), "FIELD_CUSTOM_VALIDATION_EXCEPTION", "Sync_Version__c"},
		"that is no word":  {results(refused("+14155550100", "+14155550100")), "?", "?"},
		"of a whole call":  {answer{400, `[{"errorCode":"STRING_TOO_LONG","message":"x"}]`}, "STRING_TOO_LONG", ""},
	} {
		crm, _ := org(t, tt.answer)
		var known interface{ Refusal() (code, field string) }
		if !errors.As(crm.Upsert(t.Context(), []contact.Showing{{Item: begun}})[0].Fault, &known) {
			t.Errorf("%s: it tells nothing", name)
			continue
		}
		if code, field := known.Refusal(); code != tt.code || field != tt.field {
			t.Errorf("%s: %s at %s, want %s at %s", name, code, field, tt.code, tt.field)
		}
	}
}
