package salesforcetest

import "net/http"

// Limits of a collections call ("Using sObject Collections" and, for retrieval,
// "Get Records With a Request Body Using sObject Collections", REST API
// Developer Guide): records that it changes, runs of records of one type among
// them, and records that it reads.
const (
	maxRecords   = 200
	maxChunks    = 10
	maxRetrieved = 2000
)

// saved is the answer about one record: with errors, or with its id.
type saved struct {
	ID      string        `json:"id,omitzero"`
	Success bool          `json:"success"`
	Errors  []recordError `json:"errors"`
	Created *bool         `json:"created,omitzero"`

	refused []refusal
	stands  bool // it has not come into being by this call
}

// standing marks what was there before. It keeps its id in the answer if the
// call is rolled back, as the guide's examples show.
func (s saved) standing() saved { s.stands = true; return s }

func (s saved) known() string {
	if s.stands || s.Created != nil && !*s.Created {
		return s.ID
	}
	return ""
}

func failed(why ...refusal) saved { return saved{Errors: recordErrors(why), refused: why} }

var (
	rolledBack = refuse("ALL_OR_NONE_OPERATION_ROLLED_BACK",
		"Record rolled back because not all records were valid and the request was using AllOrNone header")
	entityIsDeleted = refuse("ENTITY_IS_DELETED", "entity is deleted")
)

// collect answers a call about n records with what one makes of each. It
// answers 200 even if every record is refused. With allOrNone it keeps
// everything or nothing.
func (o *Org) collect(n int, allOrNone bool, one func(n int) saved) answer {
	results, a := make([]saved, n), answer{status: http.StatusOK, records: n}
	o.store.atomic(func() bool {
		for k := range results {
			results[k] = one(k)
			a.partly = a.partly || !results[k].Success
		}
		return !a.partly || !allOrNone
	})
	for k := range results {
		if r := &results[k]; a.partly && allOrNone && r.Success {
			*r = saved{ID: r.known(), Errors: recordErrors([]refusal{rolledBack})}
		}
	}
	a.body = results
	return a
}

// collection is the body of a collections call.
type collection struct {
	AllOrNone bool             `json:"allOrNone"`
	Records   []map[string]any `json:"records"`

	drafts []draft
}

func (o *Org) collection(body []byte) (collection, error) {
	var sent collection
	if err := decode(body, &sent); err != nil {
		return sent, err
	}
	if len(sent.Records) > maxRecords {
		return sent, tooMany(maxRecords)
	}
	chunks := 0
	for n, record := range sent.Records {
		attributes, _ := record["attributes"].(map[string]any)
		name, _ := attributes["type"].(string)
		of := o.store.schema.object(name)
		if of == nil {
			return sent, refuse("INVALID_TYPE", "attributes.type of record %d must be an object", n)
		}
		d, err := o.store.schema.draft(of, record)
		if err != nil {
			return sent, err
		}
		if n == 0 || sent.drafts[n-1].object != of {
			chunks++
		}
		sent.drafts = append(sent.drafts, d)
	}
	if chunks > maxChunks {
		return sent, refuse("LIMIT_EXCEEDED", "Cannot have more than %d chunks in a single operation. "+
			"Please rearrange the data to reduce chunking.", maxChunks)
	}
	return sent, nil
}

func tooMany(limit int) refusal {
	return refuse("EXCEEDED_ID_LIMIT", "record limit reached. cannot submit more than %d records into this call", limit)
}

// keep saves a draft whose references are resolved, unless it is refused
// already, or publishes the event.
func (o *Org) keep(d draft, id string, why []refusal) saved {
	if len(why) == 0 && d.object.event {
		return o.publish(d)
	}
	if len(why) == 0 && d.object.setting {
		why = []refusal{cannotWrite(d.object)}
	}
	if len(why) == 0 {
		id, why = o.store.save(d, id, o.now())
	}
	if len(why) > 0 {
		return failed(why...)
	}
	return saved{ID: id, Success: true, Errors: []recordError{}}
}

// createCollection is POST /composite/sobjects.
func (o *Org) createCollection(_ *http.Request, body []byte) answer {
	sent, err := o.collection(body)
	if err != nil {
		return refusedBy(err)
	}
	why := make([][]refusal, len(sent.drafts))
	for n, d := range sent.drafts {
		why[n] = o.store.resolve(d)
	}
	return o.collect(len(why), sent.AllOrNone, func(n int) saved { return o.keep(sent.drafts[n], "", why[n]) })
}

// updateCollection is PATCH /composite/sobjects.
func (o *Org) updateCollection(_ *http.Request, body []byte) answer {
	sent, err := o.collection(body)
	if err != nil {
		return refusedBy(err)
	}
	ids, why, seen := make([]string, len(sent.drafts)), make([][]refusal, len(sent.drafts)), map[string]bool{}
	for n, d := range sent.drafts {
		id := d.object.field("Id")
		ids[n], _ = d.values[id].(string)
		if ids[n] = fullID(ids[n]); seen[ids[n]] && ids[n] != "" {
			return refused(http.StatusBadRequest, refuse("FUNCTIONALITY_NOT_ENABLED", "the simulated org does not update a record twice in a call"))
		}
		seen[ids[n]] = true
		delete(d.values, id)
		why[n] = append(o.store.absent(d.object, ids[n]), o.store.resolve(d)...)
	}
	return o.collect(len(ids), sent.AllOrNone, func(n int) saved { return o.keep(sent.drafts[n], ids[n], why[n]).standing() })
}

// absent says why there is no such record to update, nil if there is.
func (s *store) absent(of *object, id string) []refusal {
	switch {
	case s.has(of, id):
		return nil
	case id == "":
		return []refusal{refuse("MISSING_ARGUMENT", "Id not specified in an update call")}
	case !isID(id) || s.schema.ofID(id) != of:
		return []refusal{refuse("MALFORMED_ID", "%s ID: id value of incorrect type: %s", of.label, id).at(of.field("Id"))}
	}
	return []refusal{s.gone(id)}
}

// gone says of the id of no record whether it was one's.
func (s *store) gone(id string) refusal {
	if s.deleted(id) {
		return entityIsDeleted
	}
	return refuse("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id")
}
