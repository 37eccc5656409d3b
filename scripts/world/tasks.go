package world

import (
	"slices"
	"strconv"
)

// tasked compares the tasks in Salesforce with those that were asked for: one of
// each wish, related to the contact's record, or to its lead alone, as a task of a
// lead can have no other relation.
func (w *World) tasked(calls []*Call) (compared int, found []Difference) {
	tasks := map[any]map[string]any{}
	for _, t := range plain(w.Org.All("Task")) {
		tasks[t["Id"]] = t
	}
	for _, c := range calls {
		for _, contact := range c.Contacts {
			for _, r := range w.org.interactions(contact.ID) {
				for _, field := range []string{"Task_Id__c", "Follow_Up_Task_Id__c"} {
					if id := r[field]; id != nil {
						compared, found = compared+1, append(found, related(contact.ID, field, r, tasks[id])...)
						delete(tasks, id)
					}
				}
			}
		}
	}
	if len(tasks) > 0 {
		found = append(found, Difference{"", "tasks of no contact", "0", strconv.Itoa(len(tasks))})
	}
	return compared, found
}

// related compares what a task is about with the record that names it.
func related(contact, field string, r, task map[string]any) []Difference {
	what, who := r["Id"], shown(r["Customer_Contact__c"])
	if lead := r["Customer_Lead__c"]; lead != nil {
		what, who = nil, shown(lead)
	}
	return slices.DeleteFunc([]Difference{
		{contact, field + " WhatId", shown(what), shown(task["WhatId"])},
		{contact, field + " WhoId", who, shown(task["WhoId"])},
	}, func(d Difference) bool { return d.Want == d.Got })
}
