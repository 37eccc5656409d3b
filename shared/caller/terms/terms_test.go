package terms_test

import (
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"tieline/shared/caller"
	"tieline/shared/caller/terms"
	"tieline/shared/relay"
	"tieline/shared/tuning"
)

var (
	noon  = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	heard = relay.Health{Since: noon.Add(-time.Hour), Until: noon}
	none  = caller.Terms{
		Scope: caller.Scope{
			Region: "GB", Objects: []string{"Contact", "Lead", "Account"}, Phones: []string{"MobilePhone", "Phone", "HomePhone", "OtherPhone"}, Limit: 10,
		},
		Ages:       caller.Ages{Fresh: 15 * time.Minute, Relayed: 12 * time.Hour, None: time.Minute, Stale: 24 * time.Hour},
		RelaySince: heard.Since, RelayUntil: heard.Until,
	}
)

func TestEveryParameterReachesItsTerm(t *testing.T) {
	for parameter, tt := range map[string]struct {
		text   string
		change func(*caller.Terms)
	}{
		"screen-pop/budget":           {"900", func(*caller.Terms) {}},
		"screen-pop/objects":          {"Lead,Account", func(t *caller.Terms) { t.Scope.Objects = []string{"Lead", "Account"} }},
		"screen-pop/phone-fields":     {"Phone", func(t *caller.Terms) { t.Scope.Phones = []string{"Phone"} }},
		"screen-pop/limit-per-object": {"7", func(t *caller.Terms) { t.Scope.Limit = 7 }},
		"screen-pop/fresh":            {"1", func(t *caller.Terms) { t.Ages.Fresh = time.Second }},
		"screen-pop/fresh-relayed":    {"2", func(t *caller.Terms) { t.Ages.Relayed = 2 * time.Second }},
		"screen-pop/fresh-none":       {"3", func(t *caller.Terms) { t.Ages.None = 3 * time.Second }},
		"screen-pop/stale":            {"4", func(t *caller.Terms) { t.Ages.Stale = 4 * time.Second }},
		"screen-pop/fields": {"Contact.Tier__c=tier,Lead.Rating=rating", func(t *caller.Terms) {
			t.Scope.Fields = []caller.Field{{Object: "Contact", Name: "Tier__c", Key: "tier"}, {Object: "Lead", Name: "Rating", Key: "rating"}}
		}},
	} {
		want := none
		tt.change(&want)
		if got := terms.Of(tuning.Snapshot{parameter: tt.text}, nil, heard, "GB"); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: terms\n%+v, want\n%+v", parameter, got, want)
		}
	}
}

func TestTheRegionIsThatOfTheNumberDialled(t *testing.T) {
	tuned := tuning.Snapshot{"screen-pop/default-region": "DE", "screen-pop/regions": "+442079460000=GB,+33123456789=FR"}
	for dialled, want := range map[string]string{"+442079460000": "GB", "+33123456789": "FR", "+442079460001": "DE", "": "DE"} {
		if got := terms.Region(tuned, dialled); got != want {
			t.Errorf("dialled %s: region %s, want %s", dialled, got, want)
		}
	}
	if got := terms.Region(nil, "+442079460000"); got != "US" {
		t.Errorf("by default %s", got)
	}
}

func TestTheRelayCountsWhereItTellsOfEveryNumber(t *testing.T) {
	for name, tt := range map[string]struct {
		phones string
		known  caller.Schema
		counts bool
	}{
		"by default":                  {"", nil, true},
		"some of the fields":          {"OtherPhone,Phone", nil, true},
		"in other letters":            {"mobilephone", nil, true},
		"a field of the org's own":    {"MobilePhone,Direct__c", nil, false},
		"a field that no flow names":  {"AssistantPhone", nil, false},
		"an org without persons":      {"", caller.Schema{"Account": {"Id", "Phone"}, "Contact": {"PersonContactId"}}, true},
		"an org with person accounts": {"", caller.Schema{"Account": {"Id", "Phone", "PersonContactId"}}, false},
	} {
		tuned := tuning.Snapshot{}
		if tt.phones != "" {
			tuned["screen-pop/phone-fields"] = tt.phones
		}
		got := terms.Of(tuned, tt.known, heard, "US")
		want := relay.Health{}
		if tt.counts {
			want = heard
		}
		if !got.RelaySince.Equal(want.Since) || !got.RelayUntil.Equal(want.Until) {
			t.Errorf("%s: the relay counts from %s to %s, want %+v", name, got.RelaySince, got.RelayUntil, want)
		}
	}
}

// What is held to be watched must be what the flows watch.
func TestTheShippedFlowsWatchTheseFields(t *testing.T) {
	for object, fields := range map[string]string{"Contact": "Phone,MobilePhone,HomePhone,OtherPhone", "Lead": "Phone,MobilePhone", "Account": "Phone"} {
		flow, err := os.ReadFile("../../../salesforce/force-app/main/default/flows/Tieline_" + object + "_Updated.flow-meta.xml")
		if err != nil {
			t.Fatal(err)
		}
		for field := range strings.SplitSeq(fields, ",") {
			if !strings.Contains(string(flow), "ISCHANGED({!$Record."+field+"})") {
				t.Errorf("%s: nobody watches %s", object, field)
			}
		}
		counts := terms.Of(tuning.Snapshot{"screen-pop/phone-fields": fields}, nil, heard, "US").RelayUntil.Equal(heard.Until)
		if !counts {
			t.Errorf("%s: %s are watched, and the relay does not count", object, fields)
		}
	}
}

func TestAMapThatIsNotAllOfUseIsMisread(t *testing.T) {
	known := caller.Schema{"Contact": {"Id", "Tier__c"}, "Lead": nil}
	for text, tt := range map[string]struct {
		misread bool
		fields  int
	}{
		"":                                           {false, 0},
		"Contact.Tier__c=tier":                       {false, 1},
		"Contact.tier__C=tier":                       {false, 1},
		"Contact.Tier__c=tier,Contact.Id=id":         {false, 2},
		"Contact.Tier__c=tier,Account.Id=tier":       {false, 2}, // a record is of one object; nobody has described accounts
		"Contact.Tier__c":                            {true, 0},
		"Contact.Tier__c=tier,":                      {true, 0},
		"Case.Subject=subject":                       {true, 0},
		"Contact.Tier__c=tier,Contact.Tier__c=level": {true, 0},
		"Contact.Tier__c=recordId":                   {true, 0},
		"Contact.Tier__c=tookMs,Contact.Id=id":       {true, 1},
		"Contact.Tier__c=tier,Contact.Id=tier":       {true, 1},
		"Contact.Level__c=level":                     {true, 1}, // Contact has no such field
		"Lead.Rating=rating":                         {true, 1}, // nor Lead any
	} {
		tuned := tuning.Snapshot{"screen-pop/fields": text}
		if got := terms.Misread(tuned, known); got != tt.misread {
			t.Errorf("%q: misread %v", text, got)
		}
		if got := terms.Of(tuned, known, heard, "US").Scope; len(got.Fields) != tt.fields || !reflect.DeepEqual(got.Known, known) {
			t.Errorf("%q: fields %+v of %+v", text, got.Fields, got.Known)
		}
	}
	if terms.Misread(nil, known) || terms.Misread(tuning.Snapshot{"screen-pop/fields": "Contact.Level__c=level"}, nil) {
		t.Error("misread where nothing is mapped, or nobody has looked what the org has")
	}
}

func TestOfTwoFieldsUnderOneKeyTheFirstCounts(t *testing.T) {
	got := terms.Of(tuning.Snapshot{"screen-pop/fields": "Contact.Tier__c=tier,Contact.Level__c=tier"}, nil, heard, "US").Scope.Fields
	if want := []caller.Field{{Object: "Contact", Name: "Tier__c", Key: "tier"}}; !reflect.DeepEqual(got, want) {
		t.Errorf("fields %+v", got)
	}
}
