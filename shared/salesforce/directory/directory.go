// Package directory finds callers in a Salesforce org: who bears a telephone
// number or an e-mail address, and whose record an id is. It implements
// caller.Directory, reads the org page by page for whoever fills the index ahead,
// and knows nothing of which of several records is the right one.
package directory

import (
	"context"
	"fmt"
	"net/url"

	"tieline/shared/caller"
	"tieline/shared/fault"
	"tieline/shared/salesforce"
)

var _ caller.Directory = (*Directory)(nil)

// Directory searches one org. It may be used by several at once.
type Directory struct {
	org      *salesforce.Client
	narrowed func(context.Context)
}

// New returns a Directory of an org. Narrowed is told of each search that found
// without the fields of the scope that not every org has, as the org lacks one
// of them; nil if nobody wants to know.
func New(org *salesforce.Client, narrowed func(context.Context)) *Directory {
	if narrowed == nil {
		narrowed = func(context.Context) {}
	}
	return &Directory{org, narrowed}
}

// Search implements caller.Directory in one call. Only when the org turns out to
// lack a field that was asked for, which an admin mapped or took away, is there a
// second one, without such fields.
//
// Salesforce indexes what is saved a little later, so a record made this minute
// may be missing. By its id a record is found at once.
func (d *Directory) Search(ctx context.Context, q caller.Query) (caller.Found, error) {
	r, err := newRequest(q.Clue, q.Spellings, scope{Scope: q.Scope})
	if err != nil {
		return caller.Found{}, fmt.Errorf("%w: %w", caller.ErrNotAsked, err)
	}
	found, err := d.ask(ctx, r)
	if !salesforce.LacksField(err) {
		return caller.Found{Records: found}, err
	}
	narrow, none := newRequest(q.Clue, q.Spellings, scope{Scope: q.Scope, narrow: true})
	if none != nil || narrow.text == r.text {
		return caller.Found{}, err
	}
	found, err = d.ask(ctx, narrow)
	if err == nil {
		d.narrowed(ctx)
	}
	return caller.Found{Records: found, Narrow: true}, err
}

// request is one call that finds records.
type request struct {
	path    string // of the API
	text    string // in SOSL or SOQL
	columns map[string][]column
}

// newRequest asks for a clue.
func newRequest(clue caller.Clue, spellings []string, in scope) (request, error) {
	switch clue.Kind {
	case caller.ByNumber:
		return search("PHONE", spellings, in, scope.byPhone)
	case caller.ByEmail:
		return search("EMAIL", []string{clue.Email}, in, scope.byEmail)
	case caller.ByID:
		return one(clue.ID, in)
	}
	return request{}, fault.Errorf(fault.Invalid, "nothing to search for")
}

// ask makes the call and reads the records.
func (d *Directory) ask(ctx context.Context, r request) ([]caller.Record, error) {
	var answer struct {
		SearchRecords []row `json:"searchRecords"` // of a search
		Records       []row `json:"records"`       // of a query
	}
	err := d.org.Get(ctx, r.path, url.Values{"q": {r.text}}, &answer)
	if err == nil && answer.SearchRecords == nil && answer.Records == nil {
		err = salesforce.ErrStrange // nobody found is an empty list
	}
	if err != nil {
		return nil, fmt.Errorf("search %d objects: %w", len(r.columns), err)
	}
	return records(append(answer.SearchRecords, answer.Records...), r.columns), nil
}
