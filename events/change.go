package events

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
)

// DetailTypesChange select the change events that are of use to us.
var DetailTypesChange = []string{"ContactChangeEvent", "LeadChangeEvent", "AccountChangeEvent"}

// Change types that are told apart. A gap event, whose type begins with GapPrefix,
// names records and not what changed in them; GAP_OVERFLOW does not even name
// those (Change Data Capture developer guide, "Gap Events", "Overflow Events").
const (
	ChangeUpdate = "UPDATE"
	GapPrefix    = "GAP_"
)

// ChangeEvent is a change event (Change Data Capture developer guide, "Change
// Event Message Structure").
type ChangeEvent struct {
	Header ChangeHeader

	// Fields are the values that records have now, as JSON, by name; a compound
	// field is an object. An update has those that changed, a deletion has none.
	Fields map[string]json.RawMessage
}

// ChangeHeader is the header of a change event (same guide, "ChangeEventHeader
// Fields").
type ChangeHeader struct {
	EntityName      Text   `json:"entityName"` // Contact, Lead, Account
	RecordIDs       []Text `json:"recordIds"`  // all that changed alike in a transaction; 001* means any
	ChangeType      Text   `json:"changeType"`
	ChangedFields   []Text `json:"changedFields"` // of an update only; Name.LastName is a part of a compound field
	NulledFields    []Text `json:"nulledFields"`
	CommitTimestamp Moment `json:"commitTimestamp"`
	CommitNumber    Text   `json:"commitNumber"` // a whole number beyond 2^53, where a float64 would round it
	CommitUser      Text   `json:"commitUser"`
	TransactionKey  Text   `json:"transactionKey"`
	SequenceNumber  Text   `json:"sequenceNumber"`
}

// errNoChange stands for the error of the decoder, which may quote what it read.
var errNoChange = errors.New("the header of a change event is missing or cannot be read")

// UnmarshalJSON takes the header out of the fields.
func (c *ChangeEvent) UnmarshalJSON(b []byte) error {
	const header = "ChangeEventHeader"
	*c = ChangeEvent{}
	if json.Unmarshal(b, &c.Fields) != nil || json.Unmarshal(c.Fields[header], &c.Header) != nil || c.Header.EntityName == "" {
		return errNoChange
	}
	delete(c.Fields, header)
	return nil
}

// Changed names the fields that the event says have changed, each once, a
// compound field by its own name.
func (c ChangeEvent) Changed() []string {
	changed := map[string]bool{}
	for _, path := range slices.Concat(c.Header.ChangedFields, c.Header.NulledFields) {
		name, _, _ := strings.Cut(string(path), ".")
		changed[name] = true
	}
	for name, value := range c.Fields {
		if !bytes.Equal(value, []byte("null")) {
			changed[name] = true
		}
	}
	return slices.Sorted(maps.Keys(changed))
}
