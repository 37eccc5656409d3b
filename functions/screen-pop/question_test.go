package main

import (
	"context"
	"reflect"
	"testing"

	"tieline/shared/caller"
	"tieline/shared/tuning"
)

// asked is a desk that keeps what is searched for.
func asked(tuned tuning.Snapshot) (*desk, *caller.Query) {
	d, asked := newDesk().under(tuned), &caller.Query{}
	d.search = func(_ context.Context, q caller.Query) ([]caller.Record, error) {
		*asked = q
		return nil, nil
	}
	return d, asked
}

func TestASearchIsAsTuned(t *testing.T) {
	d, asked := asked(tuning.Snapshot{
		"screen-pop/objects": "Lead,Contact", "screen-pop/limit-per-object": "7", "screen-pop/default-region": "DE",
		"screen-pop/regions": "+442079460000=GB", "screen-pop/phone-fields": "Phone",
		"screen-pop/fields": "Contact.Tier__c=tier,Lead.Rating=recordId",
	})
	d.in.Schema = caller.Schema{"Contact": {"Tier__c"}}
	answer, _ := d.ask(t, request(c1, `"CustomerEndpoint":{"Address":"020 7946 0018"},"SystemEndpoint":{"Address":"+442079460000"}`))
	if answer.MatchStatus != "NONE" || answer.Reason != string(misreadFields) {
		t.Errorf("answered %+v", answer)
	}
	want := caller.Scope{Region: "GB", Objects: []string{"Lead", "Contact"}, Phones: []string{"Phone"}, Limit: 7,
		Fields: []caller.Field{{Object: "Contact", Name: "Tier__c", Key: "tier"}}, Known: d.in.Schema}
	if asked.Clue.Number != "+442079460018" || !reflect.DeepEqual(asked.Scope, want) {
		t.Errorf("asked for %+v", *asked)
	}
}

func TestAMisreadMapIsNoReasonWhereThereIsAnother(t *testing.T) {
	misread := tuning.Snapshot{"screen-pop/fields": "Contact.Tier__c=recordId"}
	for name, tt := range map[string]struct {
		desk *desk
		body string
		want string
	}{
		"a hit":             {newDesk(ann), request(c1, from), "field map at fault"},
		"Salesforce down":   {failing(errDown), request(c1, from), "unavailable"},
		"a withheld number": {newDesk(), request(c1, `"CustomerEndpoint":{"Address":"anonymous"}`), "withheld"},
	} {
		if got, _ := tt.desk.under(misread).ask(t, tt.body); got.Reason != tt.want {
			t.Errorf("%s: the reason is %q, want %q", name, got.Reason, tt.want)
		}
	}
}

func TestAFieldThatTheOrgLacksIsAFaultOfTheMap(t *testing.T) {
	d := newDesk(ann).under(tuning.Snapshot{"screen-pop/fields": "Contact.Tier__c=tier"})
	d.in.Schema = caller.Schema{"Contact": {"Phone"}}
	if got, _ := d.ask(t, request(c1, from)); got.MatchStatus != "HIT" || got.Reason != string(misreadFields) {
		t.Errorf("answered %+v", got)
	}
}

func TestAFlowMayKnowMoreOfTheCustomerThanTheContact(t *testing.T) {
	for parameters, want := range map[string]caller.Kind{
		`"customerId":"0035g00000ABCDE"`: caller.ByID, `"emailAddress":"Ann@example.com"`: caller.ByEmail,
		`"phoneNumber":"415 555 0111"`: caller.ByNumber, `"customerId":null,"emailAddress":7`: caller.ByNumber,
		`"customerId":"0035g00000ABCDE","emailAddress":"ann@example.com","phoneNumber":"415 555 0111"`: caller.ByID,
		`"emailAddress":"ann@example.com","phoneNumber":"415 555 0111"`:                                caller.ByEmail,
	} {
		d, asked := asked(nil)
		d.ask(t, `{"Details":{"ContactData":{`+c1+`,"Channel":"CHAT",`+from+`},"Parameters":{`+parameters+`}}}`)
		if asked.Clue.Kind != want {
			t.Errorf("%s: asked by %+v", parameters, asked.Clue)
		}
	}
}

func TestAnEmailsSenderIsItsClue(t *testing.T) {
	d, asked := asked(nil)
	d.ask(t, request(c1, `"Channel":"EMAIL","CustomerEndpoint":{"Address":"ann@example.com","Type":"EMAIL_ADDRESS"}`))
	if asked.Clue.Email != "ann@example.com" {
		t.Errorf("asked by %+v", asked.Clue)
	}
}
