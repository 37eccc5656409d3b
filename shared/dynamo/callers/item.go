package callers

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"tieline/shared/caller"
	"tieline/shared/fault"
	"tieline/shared/names"
)

// kept is how long items stay: a day more than the longest time for which an
// answer may serve (parameter screen-pop/stale). For as long somebody may come
// back and fill: a backfill goes on with what it read as long as that may serve,
// so what tells of a change must stay until then. Time to live only cleans up:
// whoever reads an entry looks at its age.
const kept = 8 * 24 * time.Hour

// record is a caller.Record as it is kept: no more of a person than flows are told.
type record struct {
	Object        string            `json:"object"`
	ID            string            `json:"id"`
	Name          string            `json:"name,omitempty"`
	AccountID     string            `json:"accountId,omitempty"`
	AccountName   string            `json:"accountName,omitempty"`
	PersonContact string            `json:"personContact,omitempty"`
	Fields        map[string]string `json:"fields,omitempty"`
}

func encodeRecords(found []caller.Record) (string, error) {
	records := make([]record, 0, len(found))
	for _, r := range found {
		records = append(records, record{r.Object, r.ID, r.Name, r.AccountID, r.AccountName, r.PersonContact, r.Fields})
	}
	body, err := json.Marshal(records)
	return string(body), err
}

// decode reads an entry. It stands on the path of every call, so it does without
// reflection where it can.
func decode(item map[string]types.AttributeValue) (caller.Entry, error) {
	r := reader{item: item}
	e := caller.Entry{
		Key: r.text(names.AttributeKey), Scope: r.text("scopeFingerprint"), Status: caller.Status(r.text("matchStatus")),
		Count: int(r.number("matchCount")), Brief: r.number("brief") != 0,
		FilledAt: r.instant("filledAt"), ChangedAt: r.instant("changedAt"), Records: r.records("foundRecords"),
	}
	someone := e.Status == caller.Hit || e.Status == caller.Multi
	if r.err == nil && someone != (len(e.Records) > 0) {
		r.err = fmt.Errorf("%q has %d records", e.Status, len(e.Records))
	}
	if r.err != nil {
		return caller.Entry{}, fault.Errorf(fault.Invalid, "decode a caller: %w", r.err)
	}
	return e, nil
}

// reader reads attributes of an item; those that are absent are zero.
type reader struct {
	item map[string]types.AttributeValue
	err  error // of the last one that is not as it should be
}

var errType = errors.New("an attribute of another type")

func (r *reader) text(name string) string {
	switch v := r.item[name].(type) {
	case nil:
	case *types.AttributeValueMemberS:
		return v.Value
	default:
		r.err = errType
	}
	return ""
}

func (r *reader) number(name string) (n int64) {
	switch v := r.item[name].(type) {
	case nil:
	case *types.AttributeValueMemberN:
		var err error
		if n, err = strconv.ParseInt(v.Value, 10, 64); err != nil {
			r.err = err
		}
	default:
		r.err = errType
	}
	return n
}

// instant is the time of Unix milliseconds, the zero time for none.
func (r *reader) instant(name string) time.Time {
	milliseconds := r.number(name)
	if milliseconds == 0 {
		return time.Time{}
	}
	return time.UnixMilli(milliseconds).UTC()
}

func (r *reader) records(name string) (found []caller.Record) {
	var records []record
	if text := r.text(name); text != "" {
		if err := json.Unmarshal([]byte(text), &records); err != nil {
			r.err = err
		}
	}
	for _, r := range records {
		found = append(found, caller.Record{Object: r.Object, ID: r.ID, Name: r.Name,
			AccountID: r.AccountID, AccountName: r.AccountName, PersonContact: r.PersonContact, Fields: r.Fields})
	}
	return found
}
