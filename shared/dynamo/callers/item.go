package callers

import (
	"encoding/json"
	"time"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"tieline/shared/caller"
	"tieline/shared/fault"
)

// How long items stay. Time to live only cleans up: whoever reads an entry looks
// at its age.
const (
	// kept is for what was found and for the keys of a record: a day more than the
	// longest time for which an answer may serve (parameter screen-pop/stale).
	kept = 8 * 24 * time.Hour
	// remembered is for changes, and for that nobody was found: longer by far than
	// a search takes to come back and fill.
	remembered = 48 * time.Hour
)

// entry is an item of the first kind. Times are Unix milliseconds.
type entry struct {
	Key       string `dynamodbav:"key"`
	Scope     string `dynamodbav:"scopeFingerprint"`
	Status    string `dynamodbav:"matchStatus"`
	Count     int    `dynamodbav:"matchCount"`
	Found     string `dynamodbav:"foundRecords"` // JSON
	FilledAt  int64  `dynamodbav:"filledAt"`
	ChangedAt int64  `dynamodbav:"changedAt"`
}

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

func decode(attributes map[string]types.AttributeValue) (caller.Entry, error) {
	var item entry
	if err := attributevalue.UnmarshalMap(attributes, &item); err != nil {
		return caller.Entry{}, fault.Errorf(fault.Invalid, "decode a caller: %w", err)
	}
	var records []record
	if item.Found != "" {
		if err := json.Unmarshal([]byte(item.Found), &records); err != nil {
			return caller.Entry{}, fault.Errorf(fault.Invalid, "decode the records of a caller: %w", err)
		}
	}
	e := caller.Entry{Key: item.Key, Scope: item.Scope, Status: caller.Status(item.Status), Count: item.Count,
		FilledAt: instant(item.FilledAt), ChangedAt: instant(item.ChangedAt)}
	for _, r := range records {
		e.Records = append(e.Records, caller.Record{Object: r.Object, ID: r.ID, Name: r.Name,
			AccountID: r.AccountID, AccountName: r.AccountName, PersonContact: r.PersonContact, Fields: r.Fields})
	}
	return e, nil
}

// instant is the time of Unix milliseconds, the zero time for none.
func instant(milliseconds int64) time.Time {
	if milliseconds == 0 {
		return time.Time{}
	}
	return time.UnixMilli(milliseconds).UTC()
}
