// Package handler takes in what Amazon Connect says while a contact lasts: one
// contact event at a time. It knows nothing of where events come from, and what
// keeps a contact.
package handler

import (
	"cmp"
	"context"
	"encoding/json"
	"log/slog"
	"strings"
	"time"

	"tieline/events"
	"tieline/shared/batch"
	"tieline/shared/contact"
	"tieline/shared/fault"
	"tieline/shared/metric"
	"tieline/shared/names"
)

type learner interface {
	Learn(ctx context.Context, fact contact.State) (contact.Item, error)
}

// hearing tells others that contact events come, and of which queues.
type hearing interface {
	Heard(ctx context.Context, queue string) error
}

type handler struct {
	contacts learner
	hearing  hearing
}

// New returns the handling of one contact event, as EventBridge delivers it.
func New(contacts learner, heard hearing) batch.Handle { return handler{contacts, heard}.handle }

func (h handler) handle(ctx context.Context, body []byte) error {
	fact, err := decode(body)
	if err != nil {
		return err
	}
	item, err := h.contacts.Learn(ctx, fact)
	h.hear(ctx, fact.Events.Queued.Value)
	if err != nil {
		return err
	}
	slog.InfoContext(ctx, "contact event", "contact_id", item.ID, "version", item.Version, "due", !item.DueAt.IsZero())
	if !item.Erased.IsZero() {
		slog.InfoContext(ctx, "of an erased contact", slog.String("contact_id", item.ID), metric.Embed(metric.Of(names.MetricLateFacts, 1)))
	}
	return nil
}

// hear tells of an event, whatever comes of it. No contact waits for it, and none
// is heard of again because of it.
func (h handler) hear(ctx context.Context, queue string) {
	if err := h.hearing.Heard(ctx, queue); err != nil {
		slog.WarnContext(ctx, "queues not told", "kind", fault.KindOf(err), "err", err)
	}
}

// decode turns Amazon Connect's words into a fact of ours. It reads what the
// event carries and not what its type promises: an event of a type added
// tomorrow still tells what it repeats.
func decode(body []byte) (contact.State, error) {
	var e events.Envelope
	if err := json.Unmarshal(body, &e); err != nil {
		return contact.State{}, fault.Errorf(fault.Invalid, "decode envelope: %w", err)
	}
	var c events.ContactEvent
	if err := json.Unmarshal(e.Detail, &c); err != nil {
		return contact.State{}, fault.Errorf(fault.Invalid, "decode contact event: %w", err)
	}
	stamp := func(value events.Text) contact.Stamped { return contact.Stamp(e.Time.Time, string(value)) }
	queue, agent := c.QueueInfo.Value, c.AgentInfo.Value
	return contact.State{ID: string(c.ContactID), Events: contact.Draft{
		Heard:        e.Time.Time,
		Channel:      stamp(upper(c.Channel)),
		Method:       stamp(upper(c.InitiationMethod)),
		Initial:      stamp(c.InitialContactID),
		Previous:     stamp(c.PreviousContactID),
		Initiated:    c.InitiationTimestamp.Time,
		Queued:       contact.Stamp(queue.EnqueueTimestamp.Time, contact.QueueID(string(queue.QueueARN))),
		Connected:    contact.Stamp(agent.ConnectedToAgentTimestamp.Time, contact.AgentID(string(agent.AgentARN))),
		Disconnected: disconnected(e, c),
		Reason:       stamp(c.DisconnectReason),
		Answering:    stamp(upper(c.AnsweringMachineDetectionStatus)),
		AcwStarted:   agent.AfterContactWorkStartTimestamp.Time,
		Closed:       closed(e, c),
		Hold:         contact.Span(agent.AgentInitiatedHoldDuration),
		AfterWork:    contact.Span(agent.AfterContactWorkDuration),
	}}, nil
}

func upper(t events.Text) events.Text { return events.Text(strings.ToUpper(string(t))) }

// disconnected is the time of the disconnect. Some events of the contact's end
// do not carry it; then it is theirs.
func disconnected(e events.Envelope, c events.ContactEvent) time.Time {
	if c.EventType == events.ContactDisconnected {
		return cmp.Or(c.DisconnectTimestamp.Time, e.Time.Time)
	}
	return c.DisconnectTimestamp.Time
}

// closed is the later of the disconnect and the end of after-contact work,
// known once both are over.
func closed(e events.Envelope, c events.ContactEvent) time.Time {
	if c.EventType != events.ContactCompleted {
		return time.Time{}
	}
	left, worked := c.DisconnectTimestamp.Time, c.AgentInfo.Value.AfterContactWorkEndTimestamp.Time
	if worked.After(left) {
		return worked
	}
	return cmp.Or(left, e.Time.Time)
}
