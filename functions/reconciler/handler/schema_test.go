package handler

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tieline/shared/fault"
	"tieline/shared/tuning"
)

func TestTheOrgIsDescribedEachHour(t *testing.T) {
	clock, o, kept := start, &fakeOrg{shows: map[string][]string{"Contact": {"Phone"}}}, &fakeOperations{}
	s := &schema{org: o, shared: kept, now: func() time.Time { return clock }}
	if failed := minutes(t, &clock, 61, s.keep); failed != 0 || len(o.asked) != 2 {
		t.Errorf("described %d times in 61 minutes, failed %d times", len(o.asked), failed)
	}
	want := []string{"Contact", "Lead", "Account", "HomePhone", "MobilePhone", "OtherPhone", "Phone"}
	if !slices.Equal(o.asked[0], want) || !slices.Equal(kept.in.Schema["Contact"], []string{"Phone"}) || !kept.in.DescribedAt.Equal(start.Add(time.Hour)) {
		t.Errorf("asked for %q, kept %q of %s", o.asked[0], kept.in.Schema, kept.in.DescribedAt)
	}
}

func TestTheOrgIsDescribedWhenParametersNameOtherFields(t *testing.T) {
	clock, o, kept := start, &fakeOrg{shows: map[string][]string{"Contact": {"Phone"}}}, &fakeOperations{}
	s := &schema{org: o, shared: kept, now: func() time.Time { return clock }}
	minutes(t, &clock, 2, s.keep)
	kept.in.Tuned = tuning.Snapshot{"screen-pop/fields": "Contact.Tier__c=tier,Lead.Tier__c=tier2", "screen-pop/phone-fields": "Direct__c"}
	minutes(t, &clock, 2, s.keep)
	if len(o.asked) != 2 || strings.Join(o.asked[1], " ") != "Contact Lead Account Direct__c Direct__pc Tier__c" {
		t.Errorf("asked for %q", o.asked)
	}
}

func TestASchemaThatShowsNothingIsNotKept(t *testing.T) {
	for want, o := range map[fault.Kind]*fakeOrg{
		fault.Unauthorized: {shows: map[string][]string{}},
		fault.Unavailable:  {shows: map[string][]string{"Contact": {"Phone"}}, err: fault.Errorf(fault.Unavailable, "down")},
	} {
		clock, kept := start, &fakeOperations{}
		s := &schema{org: o, shared: kept, now: func() time.Time { return clock }}
		if err := s.keep(t.Context()); fault.KindOf(err) != want || kept.in.Schema != nil {
			t.Errorf("kept %q, %v", kept.in.Schema, err)
		}
		if minutes(t, &clock, 2, s.keep); len(o.asked) != 3 {
			t.Errorf("asked %d times in three minutes", len(o.asked))
		}
	}
}

// An org may do without leads, and lose its rights with a sandbox refresh.
func TestAnObjectThatShowsNoPhoneFieldThatCountsIsReported(t *testing.T) {
	org := func(contact, account, lead string) map[string][]string {
		shows := map[string][]string{}
		for object, fields := range map[string]string{"Contact": contact, "Account": account, "Lead": lead} {
			if fields != "absent" {
				shows[object] = strings.Fields(fields)
			}
		}
		return shows
	}
	for _, tt := range []struct {
		name  string
		shows map[string][]string
		tuned tuning.Snapshot
		want  string // as logged
	}{
		{"all of them show one", org("AccountId Phone", "Phone", "mobilephone"), nil, ``},
		{"no leads", org("OtherPhone", "Phone", "absent"), nil, ``},
		{"no contacts", org("absent", "Phone", "Phone"), nil, `["Contact"]`},
		{"rights lost", org("AccountId Email", "OwnerId", "Email"), nil, `["Contact","Lead","Account"]`},
		{"another field", org("Phone", "Phone", "Fax"), nil, `["Lead"]`},
		{"where nobody looks", org("Phone", "Fax", "Fax"), tuning.Snapshot{"screen-pop/objects": "Contact"}, ``},
		{"no contacts, where nobody looks", org("absent", "absent", "Phone"), tuning.Snapshot{"screen-pop/objects": "Lead"}, ``},
		{"fields that admins name", org("Direct__c", "Direct__pc", "Phone"), tuning.Snapshot{"screen-pop/phone-fields": "Direct__c"}, `["Lead"]`},
		{"person accounts", org("HomePhone", "PersonHomePhone", "absent"), tuning.Snapshot{"screen-pop/phone-fields": "HomePhone"}, ``},
	} {
		kept := &fakeOperations{}
		kept.in.Tuned = tt.tuned
		log := logged(func() {
			if err := (&schema{org: &fakeOrg{shows: tt.shows}, shared: kept, now: func() time.Time { return start }}).keep(t.Context()); err != nil {
				t.Errorf("%s: %v", tt.name, err)
			}
		})
		warned := strings.Contains(log, `"level":"WARN"`)
		says := `"msg":"no phone field is shown","objects":` + tt.want + `,"RefusedAccess":` + string(rune('0'+1+strings.Count(tt.want, ","))) + `,"_aws":`
		if warned != (tt.want != "") || warned && !strings.Contains(log, says) || kept.in.Schema == nil {
			t.Errorf("%s: kept %v, logged %s", tt.name, kept.in.Schema, log)
		}
	}
}
