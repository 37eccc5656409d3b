package salesforcetest

import (
	"crypto/rand"
	"fmt"
	"slices"
	"time"
)

// Event is a published platform event.
type Event struct {
	Object string // its API name, such as Wrapped_Up__e
	UUID   string // its EventUuid, which the publisher was told
	Time   time.Time
	Fields Record // blank ones are absent
}

// Published returns all events that were published, oldest first.
func (o *Org) Published() []Event {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.Clone(o.store.events)
}

// publish takes an event ("Publish Event Messages with Salesforce APIs",
// Platform Events Developer Guide): a success that names, among its errors, the
// event's UUID. One that is published after commit goes away with a call that
// is undone; one that is published at once does not.
func (o *Org) publish(d draft) saved {
	uuid := newUUID()
	if bad := o.store.publish(d, uuid, o.now()); len(bad) > 0 {
		return failed(bad...)
	}
	t := o.store.tables[d.object]
	t.last++
	queued := recordError{StatusCode: "OPERATION_ENQUEUED", Message: uuid, Fields: []string{}}
	return saved{ID: newID(d.object.prefix, t.last), Success: true, Errors: []recordError{queued}}
}

func (s *store) publish(d draft, uuid string, now time.Time) []refusal {
	if bad := s.troubled(d.object, ""); bad != nil {
		return bad
	}
	fields := d.object.initial()
	bad := append(s.fill(fields, d), s.checkRequired(d.object, fields)...)
	if len(bad) > 0 {
		return bad
	}
	before := s.events
	s.events = append(slices.Clip(before), Event{d.object.name, uuid, now, fields})
	if d.object.afterCommit {
		s.undoing(func() { s.events = before })
	}
	s.announce()
	return nil
}

// newEvent is an event as its metadata has it.
func newEvent(name, prefix string, file customObject) *object {
	return &object{name: name, label: file.Label, plural: file.PluralLabel, prefix: prefix, fields: eventFields(),
		event: true, afterCommit: file.Publish == "PublishAfterCommit"}
}

// eventKinds are what fields of an event may be ("Platform Event Fields").
var eventKinds = map[kind]bool{
	kindCheckbox: true, kindDate: true, kindDateTime: true, kindLongText: true, kindNumber: true, kindText: true,
}

// newUUID makes a random UUID (RFC 9562, section 5.4).
func newUUID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails (crypto/rand)
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
