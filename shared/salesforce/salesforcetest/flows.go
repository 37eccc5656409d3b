package salesforcetest

import (
	"strings"
	"time"
)

// The events that the flows Tieline_<object>_<change> publish. The org has no flow
// engine: what flows say and do is said here once more, and a test holds the two
// together.
const (
	callerChanged = "Tieline_Caller_Changed__e"
	wrapUp        = "Tieline_Wrap_Up__e"
)

// watched are the fields whose changes the flows tell, by object.
var watched = map[string][]string{
	"Contact":                {"Phone", "MobilePhone", "HomePhone", "OtherPhone"},
	"Lead":                   {"Phone", "MobilePhone"},
	"Account":                {"Phone"},
	"Tieline_Interaction__c": {"Disposition__c", "Follow_Up_At__c", wrapUpAt, "Wrap_Up_By__c"},
}

// The flow Tieline_Interaction_Wrap_Up_Stamp sets wrapUpAt when one of wrapUpSays
// is said without it.
const wrapUpAt = "Wrap_Up_At__c"

var wrapUpSays = []string{"Disposition__c", "Follow_Up_At__c", "Wrap_Up_By__c"}

// stampWrapUp does what that flow does to a record before it is saved, whoever
// saves it.
func (o *object) stampWrapUp(before, after Record, now time.Time) {
	said := changeOf(wrapUpSays, before, after) != "" && changeOf([]string{wrapUpAt}, before, after) == ""
	if o.name == "Tieline_Interaction__c" && said {
		after[wrapUpAt] = now.UTC().Truncate(time.Second).Format(dateTimeLayout)
	}
}

// tell publishes what the flows publish of a record that is created (before is
// nil), changed, or deleted (after is nil). A flow whose event is refused goes on
// without it, so nobody hears of that.
func (s *store) tell(o *object, before, after Record, now time.Time) {
	fields := watched[o.name]
	what := changeOf(fields, before, after)
	if fields == nil || what == "" || s.quiet {
		return
	}
	name, said := callerChanged, saidOfCaller(what, o, before, after)
	if o.custom() {
		name, said = wrapUp, saidOfWrapUp(what, after)
	}
	event := s.schema.object(name)
	if event == nil || said == nil {
		return
	}
	said["Event_Key__c"], said["Schema_Version__c"] = newUUID(s.random), "1"
	if d, err := s.schema.draft(event, said); err == nil {
		_ = s.enqueue(d, newUUID(s.random), now) // as is said above
	}
}

func saidOfCaller(what string, o *object, before, after Record) map[string]any {
	said := map[string]any{"Object__c": o.name, "Change__c": what}
	if before != nil {
		said["Record_Id__c"], said["Old_Numbers__c"] = before["Id"], asTyped(before, watched[o.name])
	}
	if after != nil {
		said["Record_Id__c"] = after["Id"]
		if what != "Converted" {
			said["New_Numbers__c"] = asTyped(after, watched[o.name])
		}
	}
	return said
}

// saidOfWrapUp has the wrap-up's fields under their own names. That one is
// deleted no flow tells.
func saidOfWrapUp(what string, after Record) map[string]any {
	if what == "Deleted" {
		return nil
	}
	said := map[string]any{"Contact_Id__c": after["Connect_Contact_Id__c"]}
	for _, f := range watched["Tieline_Interaction__c"] {
		said[f] = after[f]
	}
	return said
}

// changeOf says in the word of the event what became of a record, "" if there is
// nothing to tell.
func changeOf(fields []string, before, after Record) string {
	switch {
	case after == nil:
		return "Deleted"
	case before != nil && before["IsConverted"] == false && after["IsConverted"] == true:
		return "Converted"
	}
	for _, f := range fields {
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
