package caller_test

import (
	"slices"
	"testing"
	"time"

	"tieline/shared/caller"
)

// serves returns the source from which a number is answered while Salesforce is
// closed, "" if from none.
func serves(t *testing.T, e caller.Entry, in caller.Terms) string {
	t.Helper()
	desk := newDesk()
	desk.index.entry, desk.guard.closed = e, true
	c := byNumber
	if e.Key == "mailto:ann@example.com" {
		c = byEmail
	}
	return desk.Find(t.Context(), c, in).Source
}

func TestHowLongAnEntryServes(t *testing.T) {
	const fresh, stale = caller.FromIndex, caller.FromStale
	none := func(e *caller.Entry) { e.Status, e.Records, e.Count = caller.None, nil, 0 }
	several := func(e *caller.Entry) { e.Status = caller.Multi }
	brief := func(e *caller.Entry) { e.Brief = true }
	email := func(e *caller.Entry) { e.Key = "mailto:ann@example.com" }
	changed := func(before time.Duration) func(*caller.Entry) {
		return func(e *caller.Entry) { e.ChangedAt = e.FilledAt.Add(-before) }
	}
	heard := func(since, until time.Duration) (time.Time, time.Time) { return noon.Add(-since), noon.Add(until) }
	for _, tt := range []struct {
		name   string
		ago    time.Duration
		change func(*caller.Entry)
		relay  []time.Duration // heard since so long ago, until so much later
		want   string
	}{
		{"just found", 0, nil, nil, fresh},
		{"by a clock ahead of ours", -time.Minute, nil, nil, fresh},
		{"nearly too old", 15*time.Minute - 1, nil, nil, fresh},
		{"too old", 15 * time.Minute, nil, nil, stale},
		{"far too old", 24 * time.Hour, nil, nil, ""},
		{"several, too old", 15 * time.Minute, several, nil, stale},
		{"found without some fields", time.Minute - 1, brief, nil, fresh},
		{"found without some fields, a while ago", time.Minute, brief, []time.Duration{24 * time.Hour, 1}, stale},
		{"nobody", time.Minute - 1, none, nil, fresh},
		{"nobody, too old", time.Minute, none, nil, ""},

		{"under the relay", 12*time.Hour - 1, nil, []time.Duration{24 * time.Hour, 1}, fresh},
		{"too old under the relay", 12 * time.Hour, nil, []time.Duration{24 * time.Hour, 1}, stale},
		{"under a relay not heard any more", time.Hour, nil, []time.Duration{24 * time.Hour, 0}, stale},
		{"before the relay was heard", time.Hour, nil, []time.Duration{time.Hour - 1, time.Hour}, stale},
		{"when the search may not have known of changes before the relay was heard", time.Hour, nil,
			[]time.Duration{time.Hour + 3*time.Minute - 1, time.Hour}, stale},
		{"when it knew", time.Hour, nil, []time.Duration{time.Hour + 3*time.Minute, time.Hour}, fresh},
		{"nobody, under the relay", time.Minute, none, []time.Duration{24 * time.Hour, time.Hour}, ""},
		{"an address, of which the relay tells nothing", time.Hour, email, []time.Duration{24 * time.Hour, time.Hour}, stale},

		{"changed since", 0, changed(-time.Second), nil, ""},
		{"changed at that very time", 0, changed(0), nil, ""},
		{"found right after a change", time.Minute - 1, changed(3*time.Minute - 1), nil, fresh},
		{"found right after a change, a while ago", time.Minute, changed(3*time.Minute - 1), nil, ""},
		{"found long after a change", 14 * time.Minute, changed(3 * time.Minute), nil, fresh},
		{"found long after a change, too old", time.Hour, changed(3 * time.Minute), nil, stale},
		{"found right after a change, under the relay", time.Hour, changed(time.Second), []time.Duration{24 * time.Hour, time.Hour}, ""},

		{"by another scope", 0, func(e *caller.Entry) { e.Scope = "other" }, nil, stale},
		{"nothing but a change", 0, func(e *caller.Entry) { *e = caller.Entry{ChangedAt: noon.Add(-time.Hour)} }, nil, ""},
	} {
		in := terms
		if tt.relay != nil {
			in.RelaySince, in.RelayUntil = heard(tt.relay[0], tt.relay[1])
		}
		if got := serves(t, entry(tt.ago, tt.change), in); got != tt.want {
			t.Errorf("%s: serves as %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestWhatIsExpectedToBeWrongServesAMinuteAtMost(t *testing.T) {
	for name, change := range map[string]func(*caller.Entry){
		"found right after a change": func(e *caller.Entry) { e.ChangedAt = e.FilledAt.Add(-time.Second) },
		"nobody, right after a change": func(e *caller.Entry) {
			e.ChangedAt, e.Status, e.Records = e.FilledAt.Add(-time.Second), caller.None, nil
		},
		"found without some fields": func(e *caller.Entry) { e.Brief = true },
	} {
		for _, tt := range []struct{ none, fresh, want time.Duration }{
			{time.Hour, 15 * time.Minute, time.Minute},
			{10 * time.Second, 15 * time.Minute, 10 * time.Second},
			{time.Hour, 5 * time.Second, 5 * time.Second},
		} {
			in := terms
			in.Ages.None, in.Ages.Fresh = tt.none, tt.fresh
			last, over := serves(t, entry(tt.want-1, change), in), serves(t, entry(tt.want, change), in)
			if last != caller.FromIndex || over == caller.FromIndex {
				t.Errorf("%s: served as %q, then as %q, at %s", name, last, over, tt.want)
			}
		}
	}
}

func TestAnEntryServesOnlyWhatIsMappedNow(t *testing.T) {
	for _, ago := range []time.Duration{time.Minute, time.Hour} {
		desk := newDesk()
		desk.guard.closed = true
		in := terms
		in.Scope.Fields = []caller.Field{{Object: "Contact", Name: "Tier__c", Key: "tier"}}
		desk.index.entry = entry(ago, func(e *caller.Entry) {
			e.Scope = in.Scope.Fingerprint()
			e.Records = []caller.Record{{Object: "Contact", ID: "003A", Fields: map[string]string{"tier": "Gold", "salary": "1"}}}
		})
		d := desk.Find(t.Context(), byNumber, in)
		if r := d.Records[0]; len(r.Fields) != 1 || r.Fields["tier"] != "Gold" {
			t.Errorf("from %s: told %v", d.Source, r.Fields)
		}
	}
}

func TestTheFingerprintIsOfAllThatDecidesWhatIsFound(t *testing.T) {
	all := []string{scope.Fingerprint()}
	tier := caller.Field{Object: "Contact", Name: "Tier__c", Key: "tier"}
	known := func(object, field string) func(*caller.Scope) {
		return func(s *caller.Scope) { s.Known = caller.Schema{object: {"Id", field}} }
	}
	for name, change := range map[string]func(*caller.Scope){
		"region":      func(s *caller.Scope) { s.Region = "GB" },
		"objects":     func(s *caller.Scope) { s.Objects = []string{"Lead", "Contact", "Account"} },
		"phones":      func(s *caller.Scope) { s.Phones = []string{"Phone", "MobilePhone"} },
		"object":      func(s *caller.Scope) { s.Objects, s.Phones = s.Objects[:2], append([]string{"Account"}, s.Phones...) },
		"limit":       func(s *caller.Scope) { s.Limit++ },
		"fields":      func(s *caller.Scope) { s.Fields = []caller.Field{tier} },
		"another key": func(s *caller.Scope) { s.Fields = []caller.Field{{Object: "Contact", Name: "Tier__c", Key: "level"}} },
		"a mapped field that the org has": func(s *caller.Scope) {
			s.Fields, s.Known = []caller.Field{tier}, caller.Schema{"Contact": {"Id", "TIER__c"}}
		},
		"a phone that the org has":          known("Contact", "phone"),
		"a phone of another object":         known("Lead", "Phone"),
		"another phone":                     known("Contact", "MobilePhone"),
		"a person's phone":                  known("Account", "PersonMobilePhone"),
		"whose contact a person account is": known("Account", "PersonContactId"),
		"an address that the org has":       known("Contact", "Email"),
		"a person's address":                known("Account", "PersonEmail"),
		"a phone of its own":                func(s *caller.Scope) { s.Phones = []string{"Pager__c"} },
		"a person's phone of its own": func(s *caller.Scope) {
			s.Phones, s.Known = []string{"Pager__c"}, caller.Schema{"Account": {"Pager__pc"}}
		},
	} {
		s := scope
		change(&s)
		if slices.Contains(all, s.Fingerprint()) {
			t.Errorf("%s: the fingerprint is another scope's", name)
		}
		all = append(all, s.Fingerprint())
	}
	s := scope
	s.Known = caller.Schema{"Contact": {"Id", "Shoe_Size__c"}}
	if s.Fingerprint() != scope.Fingerprint() {
		t.Error("a field that nobody asks for makes a difference")
	}
}
