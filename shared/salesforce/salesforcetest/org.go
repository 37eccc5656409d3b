// Package salesforcetest is a simulated Salesforce org for tests and for the
// local world. It loads its objects, fields and validation rules from the SFDX
// source, so that what the source lacks fails as in a real org, and speaks the
// part of the REST API that Tieline uses (REST API Developer Guide, v67.0). What
// it does not know it refuses. It must know nothing of Tieline's code.
//
// It was written from documents and recorded answers, and never compared with
// a real org. Permissions are not imitated: every session may write every field.
package salesforcetest

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"
)

// Org is one simulated org. It is an http.Handler, and safe for concurrent use.
type Org struct {
	now func() time.Time
	mux *http.ServeMux

	mu       sync.Mutex
	store    *store
	sessions sessions
	requests []Request
	used     usage
	faults   faults
	late     []lateCall // the first to be done first
	pass     func(context.Context, time.Duration)
	granted  map[string]map[string]bool // custom permissions by usernames

	delivered *limit // of events in 24 hours; nil if the org does not tell
	acting    *user  // who seeds, edits and upserts; nil for an admin

	parts    *http.ServeMux // of composite calls
	locators []locator      // newest last
	queries  int            // that ever had a locator
}

// New returns an org without records that trusts nobody. It reads the time from now.
func New(s *Schema, now func() time.Time) *Org {
	o := &Org{now: now, sessions: newSessions(), used: usage{}, pass: reallyPass,
		faults: faults{delay: 1500 * time.Millisecond, late: 30 * time.Second}, granted: map[string]map[string]bool{}}
	o.store = newStore(s.of(o), rand.Reader)
	o.mux, o.parts = o.routes(), o.partRoutes()
	o.deploy()
	return o
}

// Seed creates a record as an admin would: past logins, but within the schema
// and its rules, and flows run. The values are what encoding/json makes JSON of.
func (o *Org) Seed(object string, fields map[string]any) (string, error) {
	o.lock()
	defer o.unlock()
	id, err := o.write(object, "", fields)
	if err != nil {
		return "", fmt.Errorf("seed %s: %w", object, err)
	}
	return id, nil
}

// write saves a record past logins: a new one if the id is "".
func (o *Org) write(object, id string, fields map[string]any) (string, error) {
	o.store.auto.user = o.acting
	defer func() { o.store.auto.user = nil }()
	d, err := o.read(object, fields)
	if err != nil {
		return "", err
	}
	refused := o.store.resolve(d)
	if len(refused) == 0 {
		id, refused = o.store.save(d, id, o.now())
	}
	return id, errorOf(refused)
}

// read makes a draft of Go values by way of JSON, so that they mean what they
// would mean in a request.
func (o *Org) read(name string, fields map[string]any) (draft, error) {
	of := o.store.schema.object(name)
	if of == nil {
		return draft{}, fmt.Errorf("unknown object %s", name)
	}
	text, err := json.Marshal(fields)
	if err != nil {
		return draft{}, err
	}
	var body map[string]any
	if err := decode(text, &body); err != nil {
		return draft{}, err
	}
	return o.store.schema.draft(of, body)
}

// Find returns copies of the records whose field holds the value, oldest
// first; of those where it is blank if the value is nil. It panics if the
// schema has no such object or field, as no record would ever be found.
func (o *Org) Find(object, field string, value any) []Record {
	o.lock()
	defer o.mu.Unlock()
	d, err := o.read(object, map[string]any{field: value})
	if err != nil {
		panic(fmt.Errorf("find %s by %s: %w", object, field, err))
	}
	var found []Record
	for f, want := range d.values {
		if want != nil && (f.unique || f.externalID) {
			for _, id := range o.store.find(d.object, f, want) {
				found = append(found, o.store.record(id))
			}
			continue
		}
		for _, r := range o.store.tables[d.object].each {
			if d.object.value(r, f) == want {
				found = append(found, d.object.unpack(r))
			}
		}
	}
	return found
}

// All returns copies of an object's records, oldest first. It panics if the
// schema has no such object.
func (o *Org) All(object string) []Record {
	o.lock()
	defer o.mu.Unlock()
	of := o.store.schema.object(object)
	if of == nil {
		panic("all records of unknown object " + object)
	}
	return o.store.all(of)
}

// Overwrite changes a record past all rules, limits, uniqueness and flows, to
// break it on purpose. Unknown fields and values of the wrong type are refused.
func (o *Org) Overwrite(id string, fields map[string]any) error {
	o.lock()
	defer o.mu.Unlock()
	r := o.store.record(fullID(id))
	if r == nil {
		return fmt.Errorf("overwrite: no record %s", id)
	}
	of := o.store.schema.ofID(id)
	d, err := o.read(of.name, fields)
	if err != nil {
		return fmt.Errorf("overwrite %s: %w", id, err)
	}
	if err := errorOf(o.store.resolve(d)); err != nil {
		return fmt.Errorf("overwrite %s: %w", id, err)
	}
	for f, v := range d.values {
		if f.formula != nil {
			return fmt.Errorf("overwrite %s: %s is computed", id, f.name)
		}
		r[f.name] = v
	}
	o.store.put(fullID(id), r)
	return nil
}

// Duplicate makes a second record with the same values, past uniqueness, and
// returns its id.
func (o *Org) Duplicate(id string) (string, error) {
	o.lock()
	defer o.mu.Unlock()
	r := o.store.record(fullID(id))
	if r == nil {
		return "", fmt.Errorf("duplicate: no record %s", id)
	}
	return o.store.stamp(o.store.schema.ofID(id), "", r, o.now()), nil
}

// Requests returns the latest requests to the API, oldest first.
func (o *Org) Requests() []Request {
	o.lock()
	defer o.mu.Unlock()
	return slices.Clone(o.requests[max(0, len(o.requests)-maxRequests):])
}

// Changed returns a channel that is closed when a record changes next. Take it
// before looking, so that no change is missed.
func (o *Org) Changed() <-chan struct{} {
	o.lock()
	defer o.mu.Unlock()
	return o.store.changed
}
