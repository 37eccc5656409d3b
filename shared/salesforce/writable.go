package salesforce

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Written returns the fields that are sent to Salesforce, by object. What is sent of
// an event is its publisher's to know.
func Written() map[string][]string {
	return map[string][]string{object: sent[record](), alertObject: sent[alertRecord](), healthObject: sent[healthRecord]()}
}

// sent are the fields of a record: a link by external id is written to the lookup's
// own field.
func sent[T any]() (names []string) {
	of := reflect.TypeFor[T]()
	for n := range of.NumField() {
		name, _, _ := strings.Cut(of.Field(n).Tag.Get("json"), ",")
		if link, is := strings.CutSuffix(name, "__r"); is {
			name = link + "__c"
		}
		if name != "attributes" {
			names = append(names, name)
		}
	}
	return names
}

// Unwritable is what of an object we may not write.
type Unwritable struct {
	Object   bool     // not the object at all
	Missing  []string // fields that are not there, or not shown to us
	ReadOnly []string // fields that we may only read
}

// Unwritable describes an object in one call, and returns what of these fields we may
// not both create and change, or only create of an event. An object that is not there,
// or not shown to us, is an error, see LacksObject.
func (c *Client) Unwritable(ctx context.Context, object string, fields []string) (u Unwritable, err error) {
	d, err := c.describe(ctx, object)
	if err != nil {
		return u, fmt.Errorf("describe %s: %w", object, err)
	}
	event := strings.HasSuffix(object, "__e")
	u.Object = !d.writable(event)
	for _, name := range fields {
		switch at := slices.IndexFunc(d.Fields, func(f described) bool { return strings.EqualFold(f.Name, name) }); {
		case at < 0:
			u.Missing = append(u.Missing, name)
		case !d.Fields[at].writable(event):
			u.ReadOnly = append(u.ReadOnly, name)
		}
	}
	return u, nil
}

// writable reports that it may be created, and changed unless it is an event's, which
// nobody changes.
func (m mutable) writable(event bool) bool { return m.Createable && (event || m.Updateable) }
