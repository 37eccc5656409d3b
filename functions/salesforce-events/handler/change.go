package handler

import (
	"encoding/json"
	"slices"
	"strings"

	"tieline/events"
	"tieline/shared/fault"
	"tieline/shared/tuning"
)

// maxRecords is how many records an event may name until there is no time to
// look for each. Salesforce puts all that changed alike in a transaction into
// one event.
const maxRecords = 1000

// readChange reads a change event.
//
// A record that was created, deleted or undeleted changes what is found under
// its numbers. One that was updated does so only if a field changed by which
// callers are found, told apart or described to flows: most changes are of
// none, and must not empty the index.
func readChange(payload []byte, tuned tuning.Snapshot) (news, error) {
	var c events.ChangeEvent
	if err := json.Unmarshal(payload, &c); err != nil {
		return news{}, fault.Errorf(fault.Invalid, "decode change event: %w", err)
	}
	h, fields := c.Header, fieldsOf(c.Header.EntityName, tuned)
	n := news{event: traceable(h.TransactionKey), object: known(objects, h.EntityName), change: known(changeTypes, h.ChangeType)}
	if n.object == "" || n.change == events.ChangeUpdate && !fields.matter(c.Changed()) {
		return n, nil
	}
	for _, id := range h.RecordIDs {
		if isRecord(id) {
			n.records = append(n.records, string(id))
		} else {
			n.unsure = true // 001*, which is any
		}
	}
	if len(n.records) > maxRecords {
		n.records, n.unsure = nil, true
	}
	n.unsure = n.unsure || len(h.RecordIDs) == 0 || n.change == "" || strings.HasPrefix(n.change, events.GapPrefix)
	n.keys = fields.keys(c.Fields, regions(tuned))
	return n, nil
}

// changeTypes are all that there are (Change Data Capture developer guide,
// "ChangeEventHeader Fields").
var changeTypes = []string{"CREATE", events.ChangeUpdate, "DELETE", "UNDELETE",
	"GAP_CREATE", "GAP_UPDATE", "GAP_DELETE", "GAP_UNDELETE", "GAP_OVERFLOW"}

// described are the fields that say who somebody is, beside numbers and addresses.
var described = []string{"Name", "FirstName", "LastName", "AccountId", "Company", "IsPersonAccount",
	"IsConverted", "ConvertedContactId", "ConvertedAccountId"}

// fields are the names of an object's fields that an admin made count.
type fields struct{ phones, mapped []string }

func fieldsOf(object events.Text, tuned tuning.Snapshot) (f fields) {
	for _, name := range tuning.ScreenPopPhoneFields.In(tuned) {
		f.phones = append(f.phones, name, "Person"+name, strings.TrimSuffix(name, "__c")+"__pc") // as person accounts have it, too
	}
	for _, p := range tuning.ScreenPopFields.In(tuned) {
		if of, name, _ := strings.Cut(p.Left, "."); of == string(object) {
			f.mapped = append(f.mapped, name)
		}
	}
	return f
}

// matter reports whether one of the changed fields counts. If the event names
// none at all, they may.
func (f fields) matter(changed []string) bool {
	return len(changed) == 0 || slices.ContainsFunc(changed, func(name string) bool {
		return f.phone(name) || email(name) || slices.Contains(described, name) || named(f.mapped, name)
	})
}

func (f fields) phone(name string) bool { return named(f.phones, name) }

// named reports whether a field is among those that an admin named: Salesforce
// does not tell upper from lower case.
func named(names []string, name string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, name) })
}

// email reports an address by its field's name, which is all that there is.
func email(name string) bool { return strings.Contains(strings.ToLower(name), "email") }

// keys are those of the numbers and addresses that the records now have.
func (f fields) keys(now map[string]json.RawMessage, regions []string) []string {
	var typed, keys []string
	for name, value := range now {
		var text events.Text
		if text.UnmarshalJSON(value) != nil {
			continue
		}
		switch {
		case f.phone(name):
			typed = append(typed, string(text))
		case email(name):
			keys = append(keys, emailKeys(string(text))...)
		}
	}
	return append(keys, numberKeys(typed, regions)...)
}
