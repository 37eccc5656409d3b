package connecttest

import (
	"encoding/json"
	"maps"
	"net/http"
	"regexp"
	"time"
)

// attributeName is what a key may be (Amazon Connect API reference,
// UpdateContactAttributes, Attributes).
var attributeName = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

func (i *Instance) getAttributes(_ *http.Request, id string) (any, *failure) {
	k, found := i.find(id)
	if !found {
		return nil, notFound
	}
	return map[string]map[string]string{"Attributes": k.attributes(&k.leg)}, nil
}

type attributesRequest struct {
	InstanceID string            `json:"InstanceId"`
	ContactID  string            `json:"InitialContactId"`
	Attributes map[string]string `json:"Attributes"`
}

func (i *Instance) updateAttributes(r *http.Request, _ string) (any, *failure) {
	var in attributesRequest
	if json.NewDecoder(r.Body).Decode(&in) != nil || in.ContactID == "" || in.Attributes == nil {
		return nil, badRequest
	}
	k, found := i.find(in.ContactID)
	if !found || in.InstanceID != lastPart(i.InstanceARN) {
		return nil, notFound
	}
	if !allowed(in.Attributes, over(in.Attributes, k.attributes(&k.leg))) {
		return nil, badRequest
	}
	if k, found = k.Instance.set(in.ContactID, in.Attributes); !found {
		return nil, notFound
	}
	if err := k.tells(r, k); err != nil {
		return nil, broken
	}
	return struct{}{}, nil
}

// over lays some attributes over others.
func over(upper, lower map[string]string) map[string]string {
	all := maps.Clone(upper)
	for name, value := range lower {
		if _, hidden := all[name]; !hidden {
			all[name] = value
		}
	}
	return all
}

// allowed reports whether the new attributes may be set, and all be kept.
func allowed(set, all map[string]string) bool {
	size := 0
	for name, value := range all {
		size += len(name) + len(value)
	}
	for name := range set {
		if !attributeName.MatchString(name) {
			return false
		}
	}
	return size <= attributesLimit
}

// set keeps attributes and returns the contact as it is then, false if it was
// forgotten meanwhile. A record that this brings about is a second younger than
// the last one, or more.
func (i *Instance) set(id string, attributes map[string]string) (known, bool) {
	i.mu.Lock()
	defer i.mu.Unlock()
	k, found := i.contacts[id]
	if !found {
		return known{}, false
	}
	k.set, k.told = over(attributes, k.set), i.Now().Sub(k.begin)
	if k.over() {
		k.told = max(k.told, k.again()+time.Second, k.last+time.Second)
		k.last = k.told
	}
	return *k, true
}

// tells gives out the event of a change and, if no record is yet to come, the
// record. That the event is lost concerns nobody: events are best effort.
func (i *Instance) tells(r *http.Request, k known) error {
	d := k.detail(&k.leg, Updated, k.since(i.Now())).updated("UserDefinedAttributes")
	if e, err := i.event(d, i.Now().UTC()); err == nil {
		_ = i.Bus.Publish(r.Context(), e)
	}
	if !k.over() {
		return nil
	}
	record, err := k.record(&k.leg, k.told, true)
	if err != nil {
		return err
	}
	return i.Stream.Put(r.Context(), k.id, record)
}
