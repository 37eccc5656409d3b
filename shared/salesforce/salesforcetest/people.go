package salesforcetest

import (
	"fmt"
	"maps"
)

// Edit changes a record as somebody would on its page: past logins, but within
// the schema and its rules, and flows run. A nil value makes a field blank.
func (o *Org) Edit(object, id string, fields map[string]any) error {
	o.lock()
	defer o.unlock()
	id, err := o.existing(object, id)
	if err == nil {
		_, err = o.write(object, id, fields)
	}
	if err != nil {
		return fmt.Errorf("edit %s: %w", object, err)
	}
	return nil
}

// Upsert saves what somebody says of the record that an external id names, such
// as an agent who wraps up a contact, be the record there or not. Otherwise it is
// like Edit. It returns the record's id.
func (o *Org) Upsert(object, externalID, value string, fields map[string]any) (string, error) {
	o.lock()
	defer o.unlock()
	id, err := o.upsertAs(object, externalID, value, fields)
	if err != nil {
		return "", fmt.Errorf("upsert %s: %w", object, err)
	}
	return id, nil
}

func (o *Org) upsertAs(object, externalID, value string, fields map[string]any) (string, error) {
	of := o.store.schema.object(object)
	if of == nil || of.field(externalID) == nil || !of.field(externalID).externalID {
		return "", fmt.Errorf("no external id %s of %s", externalID, object)
	}
	key := of.field(externalID)
	u := upsert{draft: draft{object: of}, key: blankIfEmpty(value)}
	if o.store.locate(&u, key); u.refused != nil {
		return "", errorOf(u.refused)
	}
	named := maps.Clone(fields)
	if named == nil {
		named = map[string]any{}
	}
	named[key.name] = value
	return o.write(object, u.id, named)
}

// Delete deletes a record as somebody would on its page, and flows run.
func (o *Org) Delete(object, id string) error {
	o.lock()
	defer o.unlock()
	id, err := o.existing(object, id)
	if err == nil {
		err = errorOf(o.store.erase(id, o.now()))
	}
	if err != nil {
		return fmt.Errorf("delete %s: %w", object, err)
	}
	return nil
}

// ActAs has all that is seeded, edited and upserted from now on done by a user, of
// whom only the id counts; by an admin if it is "".
func (o *Org) ActAs(id string) {
	o.lock()
	defer o.unlock()
	if o.acting = nil; id != "" {
		o.acting = &user{id: fullID(id)}
	}
}

// Bypass gives a user the custom permission Tieline_Bypass: the flows publish
// nothing of what this user changes.
func (o *Org) Bypass(username string) { o.Grant(username, "Tieline_Bypass") }

// Grant gives a user a custom permission. It panics if the source has none of this
// name.
func (o *Org) Grant(username, permission string) {
	o.lock()
	defer o.unlock()
	if !o.store.schema.Permission(permission) {
		panic("grant unknown permission " + permission)
	}
	if o.granted[username] == nil {
		o.granted[username] = map[string]bool{}
	}
	o.granted[username][permission] = true
}

// existing returns the full id of an object's record, an error if there is none.
func (o *Org) existing(object, id string) (string, error) {
	of := o.store.schema.object(object)
	if of == nil || !o.store.has(of, id) {
		return "", fmt.Errorf("no %s %s", object, id)
	}
	return fullID(id), nil
}
