package caller

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"tieline/shared/fault"
)

// Status says what was found; the words are those that flows branch on.
type Status string

// The statuses.
const (
	Hit      Status = "HIT"      // one record bears the number
	Multi    Status = "MULTI"    // several do
	None     Status = "NONE"     // none does
	Anon     Status = "ANON"     // there is no number to look for
	Degraded Status = "DEGRADED" // it could not be looked for
)

// Timeout is the reason when the Directory does not answer in time. For its
// other faults the reason is their kind.
const Timeout Reason = "timeout"

// Salesforce is the source of what the Directory answers.
const Salesforce = "salesforce"

// MaxCandidates is the most records of a Decision: agents choose among few.
const MaxCandidates = 5

// Scope is where to look.
type Scope struct {
	Region  string   // of numbers typed without a country code
	Objects []string // the preferred one first
	Limit   int      // records of each object
}

// Decision is what to pop.
type Decision struct {
	Status  Status
	Number  Number   // "" if there is none
	Records []Record // at most MaxCandidates, the preferred one first
	Count   int      // of all records found
	Reason  Reason   // why it is Anon or Degraded
	Source  string   // Salesforce; "" if nobody was asked
	Err     error    // the Directory's, for the log
}

// Finder finds callers in a Directory.
type Finder struct{ directory Directory }

// NewFinder returns a Finder in d.
func NewFinder(d Directory) *Finder { return &Finder{d} }

// Find decides what to pop for an endpoint. It always decides: a Directory that
// fails or is late makes it Degraded.
func (f *Finder) Find(ctx context.Context, endpoint string, in Scope) Decision {
	n, reason := Parse(endpoint, in.Region)
	if reason != "" {
		return Decision{Status: Anon, Reason: reason}
	}
	found, err := f.directory.Search(ctx, in.Objects, n.Spellings(in.Region), in.Limit)
	if err != nil {
		return Decision{Status: Degraded, Number: n, Reason: why(err), Source: Salesforce, Err: err}
	}
	found = bearers(n, found, in)
	d := Decision{Status: Multi, Number: n, Records: found, Count: len(found), Source: Salesforce}
	switch len(found) {
	case 0:
		d.Status = None
	case 1:
		d.Status = Hit
	}
	d.Records = found[:min(len(found), MaxCandidates)]
	return d
}

// bearers are those records that hold the number, each once, by the order of
// the objects and then by id, so that the same call always offers the same.
func bearers(n Number, found []Record, in Scope) []Record {
	found = slices.DeleteFunc(slices.Clone(found), func(r Record) bool {
		return !slices.ContainsFunc(r.Phones, func(phone string) bool { return n.typedAs(phone, in.Region) })
	})
	slices.SortFunc(found, func(a, b Record) int {
		return cmp.Or(slices.Index(in.Objects, a.Object)-slices.Index(in.Objects, b.Object), strings.Compare(a.ID, b.ID))
	})
	return slices.CompactFunc(found, func(a, b Record) bool { return a.ID == b.ID })
}

func why(err error) Reason {
	if errors.Is(err, context.DeadlineExceeded) {
		return Timeout
	}
	return Reason(fault.KindOf(err))
}
