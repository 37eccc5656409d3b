package salesforcetest

import (
	"fmt"
	"io"
	"time"
)

// Event is a published platform event.
type Event struct {
	Object string // its API name, such as Wrapped_Up__e
	UUID   string // its EventUuid, which the publisher was told
	Time   time.Time
	Fields Record // blank ones are absent

	of *object
}

// told is an event as it is kept.
type told struct {
	of     *object
	uuid   string
	at     time.Time
	fields row
}

func (t told) event() Event { return Event{t.of.name, t.uuid, t.at, t.of.unpack(t.fields), t.of} }

// Payload is what those who hear of the event get: all its fields, blank ones as
// null ("Considerations for Defining and Publishing Platform Events", Platform
// Events Developer Guide), and when and by whom it was published.
func (e Event) Payload() map[string]any {
	p := map[string]any{"CreatedDate": e.Time.UTC().Format(eventTimeLayout), "CreatedById": userID}
	for _, f := range e.of.fields {
		v := e.Fields[f.name]
		if t, ok := moment(v); ok && f.kind == kindDateTime {
			v = t.UTC().Format(eventTimeLayout)
		}
		if !f.readOnly {
			p[f.name] = shown(v)
		}
	}
	return p
}

// eventTimeLayout is how events show a DateTime; unlike records they keep
// milliseconds of CreatedDate.
const eventTimeLayout = "2006-01-02T15:04:05.000Z07:00"

// Published returns all events that were published, oldest first.
func (o *Org) Published() []Event {
	o.lock()
	defer o.mu.Unlock()
	all := make([]Event, len(o.store.events))
	for n, t := range o.store.events {
		all[n] = t.event()
	}
	return all
}

// Subscribe has hear called with each event from now on, in the order in which
// they are published. The org is locked meanwhile: hear must return at once and
// call nothing of it.
func (o *Org) Subscribe(hear func(Event)) {
	o.lock()
	defer o.mu.Unlock()
	o.store.hearers = append(o.store.hearers, hear)
}

// publish takes an event ("Publish Event Messages with Salesforce APIs",
// Platform Events Developer Guide): a success that names, among its errors, the
// event's UUID.
func (o *Org) publish(d draft) saved {
	uuid := newUUID(o.store.random)
	bad := o.store.troubled(d.object, "")
	if bad == nil {
		bad = o.store.enqueue(d, uuid, o.now())
	}
	if len(bad) > 0 {
		return failed(bad...)
	}
	n := o.store.tables[d.object].next()
	queued := recordError{StatusCode: "OPERATION_ENQUEUED", Message: uuid, Fields: []string{}}
	return saved{ID: newID(d.object.prefix, n), Success: true, Errors: []recordError{queued}}
}

// enqueue publishes an event that its fields allow. One that is published after
// commit waits for the end of the call, and goes away if that is undone; one that
// is published at once does not.
func (s *store) enqueue(d draft, uuid string, now time.Time) []refusal {
	fields := d.object.initial()
	if bad := append(s.fill(fields, d), s.checkRequired(d.object, fields)...); len(bad) > 0 {
		return bad
	}
	e := Event{d.object.name, uuid, now, fields, d.object}
	if s.depth == 0 || !d.object.afterCommit {
		s.spread(e)
		return nil
	}
	before := len(s.pending)
	s.pending = append(s.pending, e)
	s.undoing(func() { s.pending = s.pending[:before] })
	return nil
}

// spread publishes an event for good.
func (s *store) spread(e Event) {
	s.events = append(s.events, told{e.of, e.UUID, e.Time, e.of.pack(e.Fields)})
	for _, hear := range s.hearers {
		hear(e)
	}
	s.announce()
}

func (s *store) publishPending() {
	for _, e := range s.pending {
		s.spread(e)
	}
	s.pending = nil
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
func newUUID(random io.Reader) string {
	var b [16]byte
	_, _ = io.ReadFull(random, b[:]) // neither source ever fails
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
