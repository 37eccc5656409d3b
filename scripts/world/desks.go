package world

import (
	"fmt"
	"hash/fnv"
	"maps"
	"sync"
	"time"

	"tieline/shared/amazonconnect/connecttest"
)

// agents are who takes the calls: each a user of the org, known there by the
// Connect username as Federation ID.
var agents = []struct{ id, username string }{
	{"cccccccc-0000-4000-8000-000000000001", "ada"},
	{"cccccccc-0000-4000-8000-000000000002", "grace"},
	{"cccccccc-0000-4000-8000-000000000003", "edsger"},
}

// hire makes a user of each agent, and returns their ids by username.
func hire(org seeder) (users map[string]string, err error) {
	users = map[string]string{}
	for _, a := range agents {
		users[a.username], err = org.Seed("User", map[string]any{"LastName": a.username, "Username": a.username + "@users.example.com",
			"Email": a.username + "@example.com", "FederationIdentifier": a.username})
		if err != nil {
			return nil, fmt.Errorf("seed a user: %w", err)
		}
	}
	return users, nil
}

// desks are where agents wrap up contacts, in Salesforce itself.
type desks struct {
	org   *org
	users []string // ids
	tell  func(string)
	mu    sync.Mutex
	at    map[string]desk // by contact id
}

// habits are after which step of a contact its agent wraps it up: some as soon
// as they have it, before Salesforce knows of it, some afterwards, and some never.
var habits = []connecttest.Step{connecttest.Connected, connecttest.Completed, ""}

// watch hears of the steps that contacts take. A contact's id decides, so that
// the same calls are wrapped up in the same way. Only who came through a flow is
// wrapped up: a supervisor who listens in did not, and has nothing to say.
func (d *desks) watch(contact string, step connecttest.Step) {
	draw := fnv.New32a()
	draw.Write([]byte(contact))
	n := int(draw.Sum32() >> 4)
	d.mu.Lock()
	c := d.at[contact]
	c.came, c.taken = c.came || step == connecttest.FlowPlayed, c.taken || step == connecttest.Connected
	d.at[contact] = c
	d.mu.Unlock()
	if c.came && c.taken && step == habits[n%len(habits)] {
		d.save(contact, n)
	}
}

// desk is what is known of a contact there.
type desk struct {
	came, taken bool           // through a flow, and by an agent
	saved       map[string]any // fields; nil if nothing was
}

// save writes the fields that are Salesforce's own. Some ask to be reminded, and
// of some contacts a task is wanted, as an admin's own flow would say.
func (d *desks) save(contact string, n int) {
	now := time.Now().UTC().Truncate(time.Second)
	fields := map[string]any{
		"Disposition__c": []string{"Resolved", "Escalated", "Follow-Up Needed"}[n%3], "Wrap_Up_Notes__c": "to be left alone",
		"Wrap_Up_At__c": now, "Wrap_Up_By__c": d.users[n%len(d.users)], "Follow_Up__c": n%3 == 2, "Create_Task__c": n%2 == 0,
	}
	if fields["Follow_Up__c"] == true {
		fields["Follow_Up_At__c"] = now.Add(24 * time.Hour)
	}
	if _, err := d.org.Upsert(interaction, contactID, contact, maps.Clone(fields)); err != nil {
		d.tell(fmt.Sprintf("  a wrap-up of contact %s was not saved: %v", contact, err))
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	c := d.at[contact]
	c.saved = fields
	d.at[contact] = c
}

// wrapUp is what was saved of a contact; nil if nothing was.
func (d *desks) wrapUp(contact string) map[string]any {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.at[contact].saved
}

// wrappedUp lists what was saved, by contact.
func (d *desks) wrappedUp() map[string]map[string]any {
	d.mu.Lock()
	defer d.mu.Unlock()
	all := map[string]map[string]any{}
	for contact, c := range d.at {
		if c.saved != nil {
			all[contact] = c.saved
		}
	}
	return all
}
