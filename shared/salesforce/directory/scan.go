package directory

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"tieline/shared/caller"
	"tieline/shared/fault"
	"tieline/shared/salesforce"
)

// Scan reads the records of an object that have a phone field filled, in one call
// and in the order of their ids, from the one after an id on, or from the first if
// it is "". It returns at most size of them, and never more than 2,000, but may
// return fewer although there are more: Salesforce does not promise how many it
// answers at once ("Query Options Header", REST API guide). No record at all is
// the end.
//
// That ids can be compared is what PK chunking rests on (Bulk API guide, "PK
// Chunking").
func (d *Directory) Scan(ctx context.Context, object, after string, in caller.Scope, size int) ([]caller.Record, error) {
	s := scope{Scope: in}
	filled, err := s.filled(object)
	if filled == "" || err != nil {
		return nil, err
	}
	var beyond string
	if after != "" {
		if caller.ObjectOf(after) != object {
			return nil, fault.Errorf(fault.Invalid, "scan %s: no id to go on from", object)
		}
		beyond = "Id > " + quote(after)
	}
	columns := slices.Concat(s.basic(object), s.byPhone(object), s.mapped(object))
	text := "SELECT " + names(columns) + " FROM " + object + where(beyond, objects[object].where, filled) +
		fmt.Sprintf(" ORDER BY Id LIMIT %d", most(size))
	var answer struct {
		Records []row `json:"records"`
	}
	err = d.org.GetLong(ctx, queryPath, url.Values{"q": {text}}, &answer)
	if err == nil && answer.Records == nil {
		err = salesforce.ErrStrange
	}
	if err != nil {
		return nil, fmt.Errorf("scan %s: %w", object, err)
	}
	return records(answer.Records, map[string][]column{object: columns}), nil
}

// Count returns how many records Scan would return in all.
func (d *Directory) Count(ctx context.Context, object string, in caller.Scope) (int, error) {
	filled, err := scope{Scope: in}.filled(object)
	if filled == "" || err != nil {
		return 0, err
	}
	text := "SELECT COUNT() FROM " + object + where(objects[object].where, filled)
	var answer struct {
		Size *int `json:"totalSize"`
	}
	err = d.org.Get(ctx, queryPath, url.Values{"q": {text}}, &answer)
	if err == nil && answer.Size == nil {
		err = salesforce.ErrStrange
	}
	if err != nil {
		return 0, fmt.Errorf("count %s: %w", object, err)
	}
	return *answer.Size, nil
}

// filled is the condition that a phone field is filled; "" if the org shows us
// none.
func (s scope) filled(object string) (string, error) {
	if _, known := objects[object]; !known {
		return "", fault.Errorf(fault.Invalid, "callers are not searched in this object")
	}
	columns := s.byPhone(object)
	if !s.seen(object) || len(columns) == 0 {
		return "", nil
	}
	return "(" + strings.ReplaceAll(names(columns), ", ", " != null OR ") + " != null)", nil
}
