package salesforce_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tieline/shared/contact"
	"tieline/shared/fault"
)

// wrapped is a row of the nth wrap-up, changed some seconds after at.
func wrapped(n, seconds int) string {
	changed := at.Add(time.Duration(seconds) * time.Second).Format("2006-01-02T15:04:05.000+0000")
	return fmt.Sprintf(`{"attributes":{"type":"x"},"Id":"a00%d","SystemModstamp":%q,"Connect_Contact_Id__c":"c%d","Disposition__c":"Sold",`+
		`"Follow_Up_At__c":null,"Wrap_Up_By__c":"005A","Wrap_Up_At__c":"2026-01-02T03:00:00.000+0000"}`, n, changed, n)
}

func wrapUpPage(done bool, rows ...string) answer {
	return answer{200, fmt.Sprintf(`{"totalSize":%d,"done":%t,"records":[%s]}`, len(rows), done, strings.Join(rows, ","))}
}

const wrapUpFields = "SELECT Id, SystemModstamp, Connect_Contact_Id__c, Disposition__c, Follow_Up_At__c, Wrap_Up_By__c, Wrap_Up_At__c FROM Tieline_Interaction__c WHERE "

func TestWrapUpsAreReadInOneCall(t *testing.T) {
	full := strings.Replace(wrapped(2, 9), "null", `"2026-01-05T08:00:00.000+0100"`, 1)
	bare := `{"Id":"a003","SystemModstamp":"2026-01-02T03:04:15.000+0000","Connect_Contact_Id__c":"c3","Wrap_Up_At__c":"2026-01-02T03:00:00.000+0000"}`
	odd := `{"Id":"a004","SystemModstamp":"2026-01-02T03:04:16.000+0000","Connect_Contact_Id__c":"c4","Wrap_Up_At__c":"soon"}`
	crm, sent := org(t, wrapUpPage(true, wrapped(1, 3), full, bare, odd))
	got := map[string]contact.WrapUp{}
	until, err := crm.WrapUps(t.Context(), at, func(id string, w contact.WrapUp) error { got[id] = w; return nil })
	if err != nil || !until.Equal(at.Add(11*time.Second)) || len(*sent) != 1 {
		t.Errorf("until %v, %v after %d calls", until, err, len(*sent))
	}
	saved := time.Date(2026, 1, 2, 3, 0, 0, 0, time.UTC)
	want := map[string]contact.WrapUp{
		"c1": {At: saved, Disposition: "Sold", By: "005A"},
		"c2": {At: saved, Disposition: "Sold", By: "005A", FollowUpAt: time.Date(2026, 1, 5, 7, 0, 0, 0, time.UTC)},
		"c3": {At: saved},
	}
	for id, w := range want {
		if got[id] != w {
			t.Errorf("of %s %+v, want %+v", id, got[id], w)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d wrap-ups", len(got))
	}
	if q, want := asked(t, (*sent)[0]), wrapUpFields+"SystemModstamp >= 2026-01-02T03:04:05.000Z AND Wrap_Up_At__c != null ORDER BY SystemModstamp, Id LIMIT 2000"; q != want {
		t.Errorf("asked\n%s, want\n%s", q, want)
	}
}

func TestManyWrapUpsAreReadPageByPage(t *testing.T) {
	var first []string
	for n := range 2000 {
		first = append(first, wrapped(n, 1))
	}
	for name, tt := range map[string]struct {
		answers []answer
		want    int
	}{
		"a full page and some more":   {[]answer{wrapUpPage(true, first...), wrapUpPage(true, wrapped(3000, 1))}, 2001},
		"just a full page":            {[]answer{wrapUpPage(true, first...), wrapUpPage(true)}, 2000},
		"pages that Salesforce cut":   {[]answer{wrapUpPage(false, first[:200]...), wrapUpPage(false, wrapped(3000, 2)), wrapUpPage(true)}, 201},
		"nobody has wrapped anything": {[]answer{wrapUpPage(true)}, 0},
	} {
		crm, sent := org(t, tt.answers...)
		seen := 0
		until, err := crm.WrapUps(t.Context(), at, func(string, contact.WrapUp) error { seen++; return nil })
		if err != nil || seen != tt.want || len(*sent) != len(tt.answers) || tt.want == 0 && !until.Equal(at) {
			t.Errorf("%s: %d, until %v, %v after %d calls", name, seen, until, err, len(*sent))
		}
		if len(*sent) > 1 && tt.want > 201 {
			want := wrapUpFields + "(SystemModstamp > 2026-01-02T03:04:06.000Z OR (SystemModstamp = 2026-01-02T03:04:06.000Z AND Id > 'a001999')) " +
				"AND Wrap_Up_At__c != null ORDER BY SystemModstamp, Id LIMIT 2000"
			if q := asked(t, (*sent)[1]); q != want {
				t.Errorf("%s: asked then\n%s, want\n%s", name, q, want)
			}
		}
	}
}

func TestWrapUpsEndWhereTheyFail(t *testing.T) {
	crm, _ := org(t, wrapUpPage(true, wrapped(1, 1), wrapped(2, 2), wrapped(3, 3)))
	full, seen := errors.New("full"), []string(nil)
	until, err := crm.WrapUps(t.Context(), at, func(id string, _ contact.WrapUp) error {
		if id == "c3" {
			return full
		}
		seen = append(seen, id)
		return nil
	})
	if !errors.Is(err, full) || !until.Equal(at.Add(2*time.Second)) || !slices.Equal(seen, []string{"c1", "c2"}) {
		t.Errorf("%v until %v: %v", seen, until, err)
	}
	for name, tt := range map[string]struct {
		answers []answer
		want    fault.Kind
	}{
		"amid the pages":           {[]answer{wrapUpPage(false, wrapped(1, 1)), {503, ""}}, fault.Unavailable},
		"a page that comes again":  {[]answer{wrapUpPage(false, wrapped(1, 1)), wrapUpPage(false, wrapped(1, 1))}, fault.Unavailable},
		"rows without their times": {[]answer{wrapUpPage(false, wrapped(1, 1)), wrapUpPage(false, `{"Id":"a002"}`)}, fault.Unavailable},
	} {
		crm, _ := org(t, tt.answers...)
		until, err := crm.WrapUps(t.Context(), at, func(string, contact.WrapUp) error { return nil })
		if fault.KindOf(err) != tt.want || name == "amid the pages" && !until.Equal(at.Add(time.Second)) {
			t.Errorf("%s: until %v, %v, want kind %q", name, until, err, tt.want)
		}
	}
}
