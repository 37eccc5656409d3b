package salesforcetest

import (
	"strings"
	"time"
)

// callerChanged is the event that the flows Tieline_<object>_<change> publish.
// The org has no flow engine: what they say is said here once more, and a test
// holds the two together.
const callerChanged = "Tieline_Caller_Changed__e"

// watched are the fields whose changes the flows tell, by object.
var watched = map[string][]string{
	"Contact": {"Phone", "MobilePhone", "HomePhone", "OtherPhone"},
	"Lead":    {"Phone", "MobilePhone"},
	"Account": {"Phone"},
}

// tell publishes what the flows publish of a record that is created (before is
// nil), changed, or deleted (after is nil). A flow whose event is refused goes on
// without it, so nobody hears of that.
func (s *store) tell(o *object, before, after Record, now time.Time) {
	phones := watched[o.name]
	event, what := s.schema.object(callerChanged), changeOf(phones, before, after)
	if phones == nil || event == nil || what == "" || s.quiet {
		return
	}
	said := map[string]any{"Event_Key__c": newUUID(), "Schema_Version__c": "1", "Object__c": o.name, "Change__c": what}
	if before != nil {
		said["Record_Id__c"], said["Old_Numbers__c"] = before["Id"], asTyped(before, phones)
	}
	if after != nil {
		said["Record_Id__c"] = after["Id"]
		if what != "Converted" {
			said["New_Numbers__c"] = asTyped(after, phones)
		}
	}
	if d, err := s.schema.draft(event, said); err == nil {
		_ = s.enqueue(d, newUUID(), now) // as is said above
	}
}

// changeOf says in the word of the event what became of a record, "" if there is
// nothing to tell.
func changeOf(phones []string, before, after Record) string {
	switch {
	case after == nil:
		return "Deleted"
	case before != nil && before["IsConverted"] == false && after["IsConverted"] == true:
		return "Converted"
	}
	for _, f := range phones {
		switch {
		case before == nil && after[f] != nil:
			return "Created"
		case before != nil && before[f] != after[f]:
			return "Updated"
		}
	}
	return ""
}

// asTyped is what the fields hold with | between them.
func asTyped(r Record, fields []string) string {
	all := make([]string, len(fields))
	for n, f := range fields {
		all[n], _ = r[f].(string)
	}
	return strings.Join(all, "|")
}
