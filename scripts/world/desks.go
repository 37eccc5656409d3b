package world

import (
	"fmt"
	"maps"
	"sync"

	"tieline/shared/amazonconnect/connecttest"
)

// monitor is how a contact begins by which a supervisor listens in.
const monitor = "MONITOR"

// desks are where agents work, in Salesforce itself: they are shown who calls, and
// wrap up.
type desks struct {
	org   *org
	users map[string]string // ids, by the agents' usernames
	tell  func(string)
	mu    sync.Mutex
	at    map[string]desk // by contact id
}

// desk is what its agent did for a contact.
type desk struct {
	user   string         // the agent's id; "" if nobody took the contact
	began  bool           // Salesforce had no record of the contact before
	popped map[string]any // fields; nil if no pop was reported
	saved  map[string]any // fields; nil if no wrap-up was saved
}

// take hears of the contacts that agents take. Of one that a supervisor only
// listens to there is nothing to show, and nothing to say.
func (d *desks) take(t connecttest.Taken) {
	if t.Method == monitor {
		return
	}
	d.change(t.ID, func(is *desk) { is.user = d.users[t.Agent] })
	if popped := d.pop(t.Attributes); popped != nil && d.keep(t.ID, "what was popped", popped) {
		d.change(t.ID, func(is *desk) { is.popped = popped })
	}
}

// keep saves, as the agent, what is said of a contact. A record that is not there
// yet becomes the agent's.
func (d *desks) keep(contact, what string, fields map[string]any) bool {
	user, began := d.of(contact).user, len(d.org.interactions(contact)) == 0
	sent := maps.Clone(fields)
	if began {
		sent["OwnerId"] = user
	}
	if _, err := d.org.Upsert(interaction, contactID, contact, sent); err != nil {
		d.tell(fmt.Sprintf("  %s of contact %s was not saved: %v", what, contact, err))
		return false
	}
	d.change(contact, func(is *desk) { is.began = is.began || began })
	return true
}

// of is what was done for a contact.
func (d *desks) of(contact string) desk {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.at[contact]
}

func (d *desks) change(contact string, how func(*desk)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	is := d.at[contact]
	how(&is)
	d.at[contact] = is
}

func (d *desks) forget(contact string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.at, contact)
}
