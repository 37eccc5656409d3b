package world

import (
	"hash/fnv"
	"time"

	"tieline/shared/amazonconnect/connecttest"
)

// shownFinal is a step that Connect knows nothing of: the contact stands in
// Salesforce as its contact record says.
const shownFinal connecttest.Step = "FINAL"

// habits are after which step of a contact its agent wraps it up: some as soon as
// they have it, some when it is over, and some when they find it in Salesforce, all
// written by Tieline. Nobody forgets it.
var habits = []connecttest.Step{connecttest.Connected, connecttest.Completed, shownFinal}

// watch hears of the steps that contacts take. A contact's id decides, so that the
// same calls are wrapped up in the same way.
func (d *desks) watch(contact string, step connecttest.Step) {
	draw := fnv.New32a()
	draw.Write([]byte(contact))
	n := int(draw.Sum32() >> 4)
	if is := d.of(contact); is.user != "" && is.saved == nil && step == habits[n%len(habits)] {
		d.wrapUp(contact, is.user, n/len(habits))
	}
}

// wrapUp saves the fields that are Salesforce's own. Some ask to be reminded, and
// of some contacts a task is wanted, as an admin's own flow would say.
func (d *desks) wrapUp(contact, user string, n int) {
	now := time.Now().UTC().Truncate(time.Second)
	fields := map[string]any{
		"Disposition__c": []string{"Resolved", "Escalated", "Follow-Up Needed"}[n%3], "Wrap_Up_Notes__c": "to be left alone",
		"Wrap_Up_At__c": now, "Wrap_Up_By__c": user, "Follow_Up__c": n%3 == 2, "Create_Task__c": n%2 == 0,
	}
	if fields["Follow_Up__c"] == true {
		fields["Follow_Up_At__c"] = now.Add(24 * time.Hour)
	}
	if d.keep(contact, "a wrap-up", fields) {
		d.change(contact, func(is *desk) { is.saved = fields })
	}
}

// wrapUps lists what was saved, by contact.
func (d *desks) wrapUps() map[string]map[string]any {
	d.mu.Lock()
	defer d.mu.Unlock()
	all := map[string]map[string]any{}
	for contact, is := range d.at {
		if is.saved != nil {
			all[contact] = is.saved
		}
	}
	return all
}

// wrapUpShown lets those agents wrap up who wait until they find the contact in
// Salesforce.
func (w *World) wrapUpShown(c *Call) {
	for _, contact := range c.Contacts {
		if r := w.org.interactions(contact.ID); len(r) > 0 && r[0]["Record_State__c"] == "Final" {
			w.desks.watch(contact.ID, shownFinal)
		}
	}
}

// wrappedUpAt is when the agent did, as every agent does.
func wrappedUpAt(e Expectation) any {
	if e.answered() && e.Desk.saved == nil {
		return "the time of a wrap-up, which no agent saved"
	}
	return e.Desk.saved["Wrap_Up_At__c"]
}

// wrappedUpBy is the agent who took the contact.
func wrappedUpBy(e Expectation) any {
	if e.Desk.saved == nil {
		return nil
	}
	return text(e.User)
}

// owner is the agent whose desk was the first to say something of the contact. Else
// the record is Tieline's.
func owner(e Expectation) any {
	if e.Desk.began {
		return text(e.User)
	}
	return anyID{}
}
