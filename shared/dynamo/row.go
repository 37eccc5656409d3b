package dynamo

import (
	"encoding/json"
	"hash/fnv"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"tieline/shared/contact"
	"tieline/shared/fault"
)

// The lists of the indexes, each followed by a shard: what is on them is spread
// over several partitions.
const (
	due      = "due#"
	rejected = "rejected#"
	open     = "open#"
)

// row is an item in the table. What conditions, the index and time to live
// need, and whoever updates an item without reading it, are attributes; the
// rest is the state.
type row struct {
	ContactID string `dynamodbav:"contactId"`
	Version   int64  `dynamodbav:"version"`
	State     string `dynamodbav:"state,omitempty"`         // JSON
	Pop       string `dynamodbav:"pop,omitempty"`           // JSON; written by Pops, too
	PopAt     int64  `dynamodbav:"popAt,omitempty"`         // its time, Unix milliseconds
	SyncList  string `dynamodbav:"syncList,omitempty"`      // due or rejected, and the shard; absent if neither
	SyncAt    int64  `dynamodbav:"syncAt,omitempty"`        // DueAt or Rejected.At, Unix milliseconds
	Reason    string `dynamodbav:"reason,omitempty"`        // of the rejection
	Code      string `dynamodbav:"rejectedCode,omitempty"`  // of the rejection
	Field     string `dynamodbav:"rejectedField,omitempty"` // of the rejection
	OpenList  string `dynamodbav:"openList,omitempty"`      // open, and the shard; absent if no record is awaited
	OpenAt    int64  `dynamodbav:"openAt,omitempty"`        // Unix milliseconds
	Erased    int64  `dynamodbav:"erasedAt,omitempty"`      // Unix milliseconds
	Unlinked  int64  `dynamodbav:"unlinkedAt,omitempty"`    // Unix milliseconds
	Failures  int    `dynamodbav:"failures,omitempty"`      // since Salesforce last took it
	ExpiresAt int64  `dynamodbav:"expiresAt,omitempty"`     // Unix seconds, as time to live wants them
	levelRow         // derived from the rest with every write, and never read back
}

// maxItem is below the 400 KB that an item may have (DynamoDB developer guide,
// "Service, account, and table quotas") by what the other attributes take.
const maxItem = 390_000

// encode returns a fault of kind Invalid for an item that the table cannot take.
func encode(i contact.Item, shards int) (map[string]types.AttributeValue, error) {
	state, err := json.Marshal(i.State)
	if err != nil {
		return nil, fault.Errorf(fault.Invalid, "encode contact %s: %w", i.ID, err)
	}
	r := row{ContactID: i.ID, Version: i.Version, State: string(state), Failures: i.Failures, levelRow: levelRowOf(i, shards)}
	if i.Pop != (contact.Pop{}) {
		pop, err := json.Marshal(i.Pop)
		if err != nil {
			return nil, fault.Errorf(fault.Invalid, "encode the pop of contact %s: %w", i.ID, err)
		}
		r.Pop, r.PopAt = string(pop), i.Pop.At.UnixMilli()
	}
	if size := len(r.State) + len(r.Pop); size > maxItem {
		return nil, fault.Errorf(fault.Invalid, "contact %s would be %d bytes", i.ID, size)
	}
	if !i.OpenAt.IsZero() {
		r.OpenList, r.OpenAt = open+shard(i.ID, shards), i.OpenAt.UnixMilli()
	}
	r.Unlinked, r.Erased = milliseconds(i.Unlinked), milliseconds(i.Erased)
	switch {
	case !i.DueAt.IsZero():
		r.SyncList, r.SyncAt = due+shard(i.ID, shards), i.DueAt.UnixMilli()
	case i.Rejected != contact.Refusal{}:
		r.SyncList, r.SyncAt = rejected+shard(i.ID, shards), i.Rejected.At.UnixMilli()
		r.Reason, r.Code, r.Field = i.Rejected.Reason, i.Rejected.Code, i.Rejected.Field
	case !i.ExpiresAt.IsZero():
		r.ExpiresAt = i.ExpiresAt.Unix()
	}
	return attributevalue.MarshalMap(r)
}

// decode returns a fault of kind Unknown for a row that is none of ours. It does
// not wrap what the decoder says, which quotes what stood in the row.
func decode(attributes map[string]types.AttributeValue) (contact.Item, error) {
	var r row
	if err := attributevalue.UnmarshalMap(attributes, &r); err != nil {
		return contact.Item{}, undecodable("attributes", idOf(attributes))
	}
	i := contact.Item{State: contact.State{ID: r.ContactID}, Version: r.Version, Failures: r.Failures}
	if r.State != "" {
		if err := json.Unmarshal([]byte(r.State), &i.State); err != nil {
			return contact.Item{}, undecodable("state", r.ContactID)
		}
	}
	if r.Pop != "" {
		if err := json.Unmarshal([]byte(r.Pop), &i.Pop); err != nil {
			return contact.Item{}, undecodable("pop", r.ContactID)
		}
	}
	switch at := time.UnixMilli(r.SyncAt).UTC(); {
	case strings.HasPrefix(r.SyncList, due):
		i.DueAt = at
	case strings.HasPrefix(r.SyncList, rejected):
		i.Rejected = contact.Refusal{Reason: r.Reason, Code: r.Code, Field: r.Field, At: at}
	}
	i.OpenAt, i.Unlinked, i.Erased = instant(r.OpenAt), instant(r.Unlinked), instant(r.Erased)
	if r.ExpiresAt != 0 {
		i.ExpiresAt = time.Unix(r.ExpiresAt, 0).UTC()
	}
	return i, nil
}

func undecodable(what, contactID string) error {
	return fault.Errorf(fault.Unknown, "the %s of contact %s cannot be decoded", what, contactID)
}

func shard(id string, shards int) string {
	h := fnv.New32a()
	h.Write([]byte(id))
	return strconv.Itoa(int(h.Sum32() % uint32(shards)))
}
