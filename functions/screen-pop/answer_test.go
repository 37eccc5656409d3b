package main

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"tieline/events"
	"tieline/shared/caller"
	"tieline/shared/contact"
	"tieline/shared/tuning"
)

func TestTheAnswerIsWhatIsKept(t *testing.T) {
	const page = "https://example.my.salesforce.com/lightning/r/"
	for name, tt := range map[string]struct {
		found  []caller.Record
		answer events.FlowAnswer
		kept   contact.Pop
	}{
		"a contact": {[]caller.Record{ann},
			events.FlowAnswer{MatchStatus: "HIT", MatchCount: 1, RecordID: "003A", RecordType: "Contact", RecordName: "Ann Bell",
				AccountID: "001A", AccountName: "Acme", PopURL: page + "Contact/003A/view"},
			contact.Pop{Status: "HIT", Contact: "003A", Account: "001A"}},
		"a lead": {[]caller.Record{lead},
			events.FlowAnswer{MatchStatus: "HIT", MatchCount: 1, RecordID: "00QB", RecordType: "Lead", RecordName: "Cy Dean",
				AccountName: "Cy & Co", PopURL: page + "Lead/00QB/view"},
			contact.Pop{Status: "HIT", Lead: "00QB"}},
		"an account": {[]caller.Record{acme},
			events.FlowAnswer{MatchStatus: "HIT", MatchCount: 1, RecordID: "001A", RecordType: "Account", RecordName: "Acme",
				AccountID: "001A", AccountName: "Acme", PopURL: page + "Account/001A/view"},
			contact.Pop{Status: "HIT", Account: "001A"}},
		"a person account": {[]caller.Record{dee},
			events.FlowAnswer{MatchStatus: "HIT", MatchCount: 1, RecordID: "001D", RecordType: "Account", RecordName: "Dee Eng",
				AccountID: "001D", AccountName: "Dee Eng", PopURL: page + "Account/001D/view"},
			contact.Pop{Status: "HIT", Contact: "003D", Account: "001D"}},
		"a contact before others": {[]caller.Record{acme, lead, ann},
			events.FlowAnswer{MatchStatus: "HIT", MatchCount: 3, RecordID: "003A", RecordType: "Contact", RecordName: "Ann Bell",
				AccountID: "001A", AccountName: "Acme", PopURL: page + "Contact/003A/view"},
			contact.Pop{Status: "HIT", Contact: "003A", Account: "001A"}},
		"several": {[]caller.Record{acme, lead, bob, ann},
			events.FlowAnswer{MatchStatus: "MULTI", MatchCount: 4, Candidates: "003A,003B,00QB,001A",
				PopURL: "https://example.my.salesforce.com/one/one.app#eyJhdHRyaWJ1dGVzIjp7ImNvbnRleHQiOnt9LCJzY29wZU1hcCI6eyJ0eXBlIjoiVE9QX1JFU1VMV" +
					"FMifSwidGVybSI6IjQxNTU1NTAxMDAifSwiY29tcG9uZW50RGVmIjoiZm9yY2VTZWFyY2g6c2VhcmNoUGFnZURlc2t0b3AiLCJzdGF0ZSI6e319"},
			contact.Pop{Status: "MULTI"}},
		"nobody": {nil, events.FlowAnswer{MatchStatus: "NONE"}, contact.Pop{Status: "NONE"}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				const took = 43*time.Millisecond + 900*time.Microsecond
				d := newDesk()
				d.search = func(ctx context.Context, _ caller.Query) ([]caller.Record, error) { return tt.found, wait(ctx, took) }
				got, _ := d.ask(t, request(c1, from, to))
				tt.answer.Source, tt.answer.TookMs = "salesforce", 43
				if !reflect.DeepEqual(got, tt.answer) {
					t.Errorf("answered\n%+v, want\n%+v", got, tt.answer)
				}
				tt.kept.At, tt.kept.Took, tt.kept.Source = time.Now().UTC().Truncate(time.Millisecond), 43*time.Millisecond, "salesforce"
				tt.kept.CustomerEndpoint, tt.kept.SystemEndpoint = "+14155550100", "+14155550199"
				if d.pops.pop != tt.kept {
					t.Errorf("kept\n%+v, want\n%+v", d.pops.pop, tt.kept)
				}
			})
		})
	}
}

func TestEndpointsAreKeptAsNumbersWhereTheyAre(t *testing.T) {
	for address, want := range map[string]string{
		"sip:+14155550100@carrier.example": "+14155550100", "anonymous": "anonymous", "ann@example.com": "ann@example.com", "": "",
		" +14155550100 ": "+14155550100", "(415) 555-0100": "+14155550100",
		"+1-415-5550100": "+14155550100", "14155550100": "+14155550100", "+1800FLOWERS": "+18003569377",
		"+04155550100": "+04155550100", "+123456": "+123456", "+1234567890123456": "+1234567890123456", "+1234x67": "+1234x67",
	} {
		d := newDesk()
		d.ask(t, request(c1, `"CustomerEndpoint":{"Address":"`+address+`"},"SystemEndpoint":{"Address":"`+address+`"}`))
		if d.pops.pop.CustomerEndpoint != want || d.pops.pop.SystemEndpoint != want {
			t.Errorf("%q is kept as %q and %q, want %q", address, d.pops.pop.CustomerEndpoint, d.pops.pop.SystemEndpoint, want)
		}
	}
}

func TestKeysThatFlowsKeepAreAlwaysThere(t *testing.T) {
	tiered := ann
	tiered.Fields = map[string]string{"tier": "gold", "rank": "1"}
	mapping := tuning.Snapshot{"screen-pop/fields": "Contact.Tier__c=tier,Contact.Rank__c=rank"}
	for name, tt := range map[string]struct {
		desk   *desk
		keys   string
		status events.MatchStatus
		want   map[string]string
	}{
		"a hit":              {newDesk(tiered).under(mapping), "tier,level", "HIT", map[string]string{"tier": "gold", "level": "", "rank": "1"}},
		"without a map":      {newDesk(tiered), "tier,level", "HIT", map[string]string{"tier": "", "level": ""}},
		"with no keys":       {newDesk(tiered).under(mapping), "", "HIT", map[string]string{"tier": "gold", "rank": "1"}},
		"with odd keys":      {newDesk(), ",tier,,recordId,reason,", "NONE", map[string]string{"tier": ""}},
		"neither":            {newDesk(tiered), "", "HIT", nil},
		"several":            {newDesk(ann, bob).under(mapping), "tier", "MULTI", map[string]string{"tier": ""}},
		"nobody":             {newDesk().under(mapping), "tier", "NONE", map[string]string{"tier": ""}},
		"Salesforce is down": {failing(errDown).under(mapping), "tier", "DEGRADED", map[string]string{"tier": ""}},
	} {
		tt.desk.keys = tt.keys
		got, _ := tt.desk.ask(t, request(c1, from))
		if got.MatchStatus != tt.status || !reflect.DeepEqual(got.Fields, tt.want) {
			t.Errorf("%s: answered %+v, want %s with %v", name, got, tt.status, tt.want)
		}
	}
}

func TestAnAnswerDoesNotChangeTheNext(t *testing.T) {
	tiered := ann
	tiered.Fields = map[string]string{"tier": "gold"}
	d := newDesk(tiered).under(tuning.Snapshot{"screen-pop/fields": "Contact.Tier__c=tier"})
	d.keys = "tier"
	h := d.handler(t)
	invoke(t, h, request(c1, from))
	if got, _ := invoke(t, h, request(c1)); got.MatchStatus != "ANON" || got.Fields["tier"] != "" {
		t.Errorf("answered %+v", got)
	}
}

func TestAnAnswerStaysBelowTheLimit(t *testing.T) {
	huge := strings.Repeat("é", 100_000)
	for _, object := range []string{"Contact", "Account"} {
		r := caller.Record{Object: object, ID: huge, Name: huge, AccountID: huge, AccountName: huge, Phones: typed("4155550100")}
		other := r
		other.ID = "x" + huge
		for _, d := range []*desk{newDesk(r), newDesk(r, other)} {
			got, _ := d.ask(t, request(c1, from))
			checkFlat(t, got, 0)
		}
	}
}

// What JSON must escape is six bytes a character. Twenty such values beside long
// names are more than Connect takes, however short each is.
func TestMappedFieldsFillAnAnswerAtMost(t *testing.T) {
	for name, escaped := range map[string]string{"controls": "\x01", "angles": "<", "separators": "\u2028", "broken text": "\xff"} {
		long := strings.Repeat(escaped, 255)
		r := caller.Record{Object: "Contact", ID: "003A", Name: long, AccountName: long, Phones: typed("4155550100"), Fields: map[string]string{}}
		var mapping, keys []string
		for n := range 20 {
			key := fmt.Sprintf("key%02d", n)
			mapping, keys = append(mapping, fmt.Sprintf("Contact.Field%d__c=%s", n, key)), append(keys, key)
			r.Fields[key] = long
		}
		d := newDesk(r).under(tuning.Snapshot{"screen-pop/fields": strings.Join(mapping, ",")})
		d.keys = strings.Join(keys, ",")
		got, _ := d.ask(t, request(c1, from))
		checkFlat(t, got, 20)
		left := 0
		for n, key := range keys {
			switch got.Fields[key] {
			case long:
				if left > 0 {
					t.Errorf("%s: %s has its value, and one before has not", name, key)
				}
			case "":
				left++
			default:
				t.Errorf("%s: field %d is cut to %d bytes", name, n, len(got.Fields[key]))
			}
		}
		body, err := json.Marshal(got)
		if left == 0 || left > 3 || err != nil || len(body)+2*255*6 < events.MaxAnswer {
			t.Errorf("%s: %d fields are left out, of %d bytes, %v", name, left, len(body), err)
		}
	}
}
