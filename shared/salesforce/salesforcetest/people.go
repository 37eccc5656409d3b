package salesforcetest

import "fmt"

// Edit changes a record as somebody would on its page: past logins, but within
// the schema and its rules, and flows run. A nil value makes a field blank.
func (o *Org) Edit(object, id string, fields map[string]any) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	id, err := o.existing(object, id)
	if err == nil {
		_, err = o.write(object, id, fields)
	}
	if err != nil {
		return fmt.Errorf("edit %s: %w", object, err)
	}
	return nil
}

// Delete deletes a record as somebody would on its page, and flows run.
func (o *Org) Delete(object, id string) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	id, err := o.existing(object, id)
	if err == nil {
		err = errorOf(o.store.erase(id, o.now()))
	}
	if err != nil {
		return fmt.Errorf("delete %s: %w", object, err)
	}
	return nil
}

// Bypass gives a user the custom permission Tieline_Bypass_Events: the flows
// publish nothing of what this user changes.
func (o *Org) Bypass(username string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.bypass[username] = true
}

// existing returns the full id of an object's record, an error if there is none.
func (o *Org) existing(object, id string) (string, error) {
	of := o.store.schema.object(object)
	if of == nil || o.store.get(of, id) == nil {
		return "", fmt.Errorf("no %s %s", object, id)
	}
	return fullID(id), nil
}
