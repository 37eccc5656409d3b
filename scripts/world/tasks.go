package world

import (
	"slices"
	"strconv"
)

// tasked compares the tasks in Salesforce with those that were asked for: one of
// each wish, by whose key a flow finds it again, related to the contact's record,
// or to its lead alone, as a task of a lead can have no other relation.
func (w *World) tasked(calls []*Call) (compared int, found []Difference) {
	tasks := map[any]map[string]any{}
	for _, t := range plain(w.Org.All("Task")) {
		tasks[t["Id"]] = t
	}
	for _, c := range calls {
		for _, contact := range c.Contacts {
			for _, r := range w.org.interactions(contact.ID) {
				for _, wish := range wishes(contact.ID, r) {
					if id := r[wish.field]; id != nil {
						compared, found = compared+1, append(found, wish.related(contact.ID, r, tasks[id])...)
						delete(tasks, id)
					}
				}
				delete(tasks, r[earlierFollowUp])
			}
		}
	}
	if len(tasks) > 0 {
		found = append(found, Difference{"", "tasks of no contact", "0", strconv.Itoa(len(tasks))})
	}
	return compared, found
}

// earlierFollowUp names the task of a follow-up that was taken back.
const earlierFollowUp = "Earlier_Follow_Up_Task_Id__c"

// wish is what a record may ask for: the field that names its task, and the key.
type wish struct{ field, key string }

func wishes(contact string, r map[string]any) []wish {
	followUp := contact + "#follow-up"
	if earlier := r[earlierFollowUp]; earlier != nil {
		followUp += "#" + shown(earlier)
	}
	return []wish{{"Task_Id__c", contact}, {"Follow_Up_Task_Id__c", followUp}}
}

// related compares what a task is about with the record that names it.
func (w wish) related(contact string, r, task map[string]any) []Difference {
	what, who := r["Id"], shown(r["Customer_Contact__c"])
	if lead := r["Customer_Lead__c"]; lead != nil {
		what, who = nil, shown(lead)
	}
	return slices.DeleteFunc([]Difference{
		{contact, w.field + " WhatId", shown(what), shown(task["WhatId"])},
		{contact, w.field + " WhoId", who, shown(task["WhoId"])},
		{contact, w.field + " CallObject", w.key, shown(task["CallObject"])},
	}, func(d Difference) bool { return d.Want == d.Got })
}
