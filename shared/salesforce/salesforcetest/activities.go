package salesforcetest

import (
	"slices"
	"strings"
)

// standardTask is a Task ("Task", Object Reference). Its picklists differ from
// org to org, so they take any value.
func standardTask() *object {
	o := standard("Task", "Tasks", "00T", false,
		text("Subject", "Subject", 255),
		&field{name: "WhoId", label: "Name ID", kind: kindLookup, refersTo: "Contact", also: []string{"Lead"}},
		&field{name: "WhatId", label: "Related To ID", kind: kindLookup, refersTo: "Account", also: []string{"Case"}},
		owner(),
		&field{name: "Status", label: "Status", kind: kindPicklist, initial: "Not Started", required: true},
		&field{name: "Priority", label: "Priority", kind: kindPicklist, initial: "Normal", required: true},
		&field{name: "ActivityDate", label: "Due Date Only", kind: kindDate},
		&field{name: "Description", label: "Description", kind: kindLongText, length: 32000},
		&field{name: "IsReminderSet", label: "Reminder Set", kind: kindCheckbox, initial: false},
		&field{name: "ReminderDateTime", label: "Reminder Date/Time", kind: kindDateTime},
		&field{name: "TaskSubtype", label: "Task Subtype", kind: kindPicklist, initial: "Task"},
		&field{name: "CallType", label: "Call Type", kind: kindPicklist},
		&field{name: "CallDurationInSeconds", label: "Call Duration", kind: kindNumber, precision: 9},
		&field{name: "CallDisposition", label: "Call Result", kind: kindText, length: 255},
		&field{name: "CallObject", label: "Call Object Identifier", kind: kindText, length: 255})
	o.titled = "Subject"
	return o
}

// owner is the user or queue to whom a record belongs: whoever made it, unless it
// is said.
func owner() *field {
	return &field{name: "OwnerId", label: "Owner ID", kind: kindLookup, refersTo: "User", also: []string{"Group"}}
}

func standardCase() *object {
	o := standard("Case", "Cases", "500", false,
		&field{name: "CaseNumber", label: "Case Number", kind: kindAutoNumber, readOnly: true},
		text("Subject", "Subject", 255), &field{name: "Description", label: "Description", kind: kindLongText, length: 32000},
		&field{name: "Status", label: "Status", kind: kindPicklist, initial: "New"}, &field{name: "Priority", label: "Priority", kind: kindPicklist},
		&field{name: "Origin", label: "Case Origin", kind: kindPicklist},
		&field{name: "ContactId", label: "Contact ID", kind: kindLookup, refersTo: "Contact", children: "Cases"},
		&field{name: "AccountId", label: "Account ID", kind: kindLookup, refersTo: "Account", children: "Cases"})
	o.titled, o.numbering = "CaseNumber", "{00000000}"
	return o
}

func standardGroup() *object {
	return standard("Group", "Groups", "00G", false, required(text("Name", "Name", 40)), text("DeveloperName", "Developer Name", 80),
		&field{name: "Type", label: "Type", kind: kindPicklist, initial: "Regular"})
}

// standardGroupMember is a user or group who is in a group ("GroupMember", Object
// Reference).
func standardGroupMember() *object {
	o := standard("GroupMember", "Group Members", "011", false,
		&field{name: "GroupId", label: "Group ID", kind: kindLookup, refersTo: "Group", required: true, cascades: true},
		&field{name: "UserOrGroupId", label: "User/Group ID", kind: kindLookup, refersTo: "User", also: []string{"Group"}, required: true})
	o.titled = "Id"
	return o
}

func standardNotificationType() *object {
	o := standard("CustomNotificationType", "Custom Notification Types", "0ML", false, required(text("MasterLabel", "Master Label", 80)),
		text("DeveloperName", "Developer Name", 80), text("CustomNotifTypeName", "Custom Notification Type Name", 80),
		&field{name: "Desktop", label: "Desktop", kind: kindCheckbox, initial: false}, &field{name: "Mobile", label: "Mobile", kind: kindCheckbox, initial: false})
	o.titled = "MasterLabel"
	return o
}

// activities lets tasks lead to the objects that have activities.
func (s *Schema) activities() {
	what := s.object("Task").field("WhatId")
	for _, o := range s.objects {
		if o.activities {
			what.also = append(what.also, o.name)
		}
	}
}

// targets are the objects that a lookup may lead to.
func (f *field) targets() []string { return append([]string{f.refersTo}, f.also...) }

// target is the object among a lookup's that an id is of; if of none, the first.
func (s *Schema) target(f *field, id string) *object {
	if of := s.ofID(id); of != nil && slices.Contains(f.also, of.name) {
		return of
	}
	return s.object(f.refersTo)
}

// title is the field that names a record.
func (o *object) title() string {
	if o.titled == "" {
		return "Name"
	}
	return o.titled
}

// titled shows a lookup by the name of what it leads to.
func (o *Org) titled(id string) cell {
	r := o.store.record(id)
	if r == nil {
		return cell{Text: id}
	}
	name, _ := r[o.store.schema.ofID(id).title()].(string)
	if strings.TrimSpace(name) == "" {
		name = id
	}
	return cell{name, link(id)}
}

// checkActivity refuses a task that Salesforce refuses: one with a lead and
// something else it is about, for a lead stands alone ("Task", WhoId, Object
// Reference), or one of an owner who is not active.
func (s *store) checkActivity(o *object, before, after Record) []refusal {
	if o.name != "Task" {
		return nil
	}
	who, _ := after["WhoId"].(string)
	owner, _ := after["OwnerId"].(string)
	var refused []refusal
	if after["WhatId"] != nil && s.schema.ofID(who) == s.schema.object("Lead") && who != "" {
		refused = append(refused, refuse("FIELD_INTEGRITY_EXCEPTION", "Related To ID: a task of a lead cannot be about anything else").at(o.field("WhatId")))
	}
	if r := s.record(owner); s.schema.ofID(owner) == s.schema.object("User") && r != nil && r["IsActive"] != true && before["OwnerId"] != owner {
		refused = append(refused, refuse("INACTIVE_OWNER_OR_USER", "operation performed with inactive user [%s] as owner of task", owner[:15]))
	}
	return refused
}
