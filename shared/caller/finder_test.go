package caller_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"tieline/shared/caller"
	"tieline/shared/fault"
)

// directory answers every search alike.
type directory struct {
	records []caller.Record
	err     error
	asked   bool
}

func (d *directory) Search(_ context.Context, _, _ []string, _ int) ([]caller.Record, error) {
	d.asked = true
	return d.records, d.err
}

func bearer(object, id string, phones ...string) caller.Record {
	return caller.Record{Object: object, ID: id, Phones: phones}
}

var scope = caller.Scope{Region: "US", Objects: []string{"Contact", "Lead", "Account"}, Limit: 10}

func TestFindPopsWhoBearsTheNumber(t *testing.T) {
	ann := bearer("Contact", "003A", "", "(415) 555-0100")
	for name, tt := range map[string]struct {
		found  []caller.Record
		status caller.Status
		ids    []string
	}{
		"one":                           {[]caller.Record{ann}, caller.Hit, []string{"003A"}},
		"nobody":                        {nil, caller.None, nil},
		"a fragment is somebody else":   {[]caller.Record{bearer("Lead", "00QB", "415-555-01001", "4155550199")}, caller.None, nil},
		"an extension is the same line": {[]caller.Record{bearer("Lead", "00QB", "415-555-0100 x12")}, caller.Hit, []string{"00QB"}},
		"typed without its plus":        {[]caller.Record{bearer("Lead", "00QB", "14155550100")}, caller.Hit, []string{"00QB"}},
		"no phone at all":               {[]caller.Record{bearer("Lead", "00QB")}, caller.None, nil},
		"the same record twice is one":  {[]caller.Record{ann, ann}, caller.Hit, []string{"003A"}},
		"several, by object, then id": {
			[]caller.Record{
				bearer("Account", "001A", "+14155550100"), bearer("Lead", "00QB", "+14155550100"),
				bearer("Contact", "003C", "+14155550100"), ann, bearer("Lead", "00QX", "+14155550199")},
			caller.Multi, []string{"003A", "003C", "00QB", "001A"}},
	} {
		t.Run(name, func(t *testing.T) {
			d := caller.NewFinder(&directory{records: tt.found}).Find(t.Context(), "+14155550100", scope)
			ids := make([]string, len(d.Records))
			for n, r := range d.Records {
				ids[n] = r.ID
			}
			if d.Status != tt.status || !slices.Equal(ids, tt.ids) || d.Count != len(tt.ids) {
				t.Errorf("%s with %d records %v, want %s with %v", d.Status, d.Count, ids, tt.status, tt.ids)
			}
			if d.Number != "+14155550100" || d.Source != caller.Salesforce || d.Reason != "" {
				t.Errorf("decided %+v", d)
			}
		})
	}
}

func TestOfManyFiveAreOfferedAndAllCounted(t *testing.T) {
	many := make([]caller.Record, 7)
	for n := range many {
		many[n] = bearer("Contact", fmt.Sprintf("003%d", 9-n), "4155550100")
	}
	d := caller.NewFinder(&directory{records: many}).Find(t.Context(), "+14155550100", scope)
	if d.Status != caller.Multi || d.Count != 7 || len(d.Records) != caller.MaxCandidates || d.Records[0].ID != "0033" {
		t.Errorf("%s with %d records, offered %+v", d.Status, d.Count, d.Records)
	}
}

func TestWithoutANumberNobodyIsAsked(t *testing.T) {
	for endpoint, want := range map[string]caller.Reason{
		"": caller.NoEndpoint, "anonymous": caller.Withheld, "+1234567890": caller.Unusable,
	} {
		var dir directory
		d := caller.NewFinder(&dir).Find(t.Context(), endpoint, scope)
		if d.Status != caller.Anon || d.Reason != want || d.Source != "" || dir.asked {
			t.Errorf("%q: decided %+v, asked %v", endpoint, d, dir.asked)
		}
	}
}

func TestAFailingDirectoryDegrades(t *testing.T) {
	for want, err := range map[caller.Reason]error{
		"throttled":    fault.Errorf(fault.Throttled, "x"),
		"unauthorized": fmt.Errorf("search: %w", fault.Errorf(fault.Unauthorized, "x")),
		"unknown":      errors.New("x"),
		"timeout":      fault.Errorf(fault.Unavailable, "search: %w", context.DeadlineExceeded),
	} {
		d := caller.NewFinder(&directory{err: err}).Find(t.Context(), "+14155550100", scope)
		if d.Status != caller.Degraded || d.Reason != want || d.Source != caller.Salesforce || d.Number == "" || !errors.Is(d.Err, err) {
			t.Errorf("%v: decided %+v, want reason %q", err, d, want)
		}
	}
}
