// Package handler takes in what Amazon Connect says of a contact that is over:
// one contact record at a time. It knows nothing of the stream, and of what keeps
// a contact.
package handler

import (
	"context"
	"encoding/json"
	"log/slog"
	"slices"
	"strings"

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

// hearing tells others of queues.
type hearing interface {
	Heard(ctx context.Context, queue string) error
}

type handler struct {
	contacts  learner
	hearing   hearing
	instances []string
}

// New returns the handling of one contact record. Instances are the ARNs of those
// whose contacts are taken in: others may send their records to the same stream.
func New(contacts learner, heard hearing, instances []string) batch.Handle {
	return handler{contacts, heard, instances}.handle
}

func (h handler) handle(ctx context.Context, body []byte) error {
	r, err := decode(body)
	if err != nil || h.foreign(ctx, r) {
		return err
	}
	fact, err := factOf(r)
	if err != nil {
		return err
	}
	item, err := h.contacts.Learn(ctx, fact)
	h.hear(ctx, fact.Record.Queue)
	if err != nil {
		return err
	}
	slog.InfoContext(ctx, "contact record", "contact_id", item.ID, "version", item.Version, "due", !item.DueAt.IsZero())
	if !item.Erased.IsZero() {
		slog.InfoContext(ctx, "of an erased contact", slog.String("contact_id", item.ID), metric.Embed(metric.Of(names.MetricLateFacts, 1)))
	}
	return nil
}

// hear tells of a contact's queue, whatever comes of the contact. No contact waits
// for it, and none is heard of again because of it.
func (h handler) hear(ctx context.Context, queue string) {
	if err := h.hearing.Heard(ctx, queue); err != nil {
		slog.WarnContext(ctx, "queues not told", "kind", fault.KindOf(err), "err", err)
	}
}

func decode(body []byte) (r events.ContactRecord, err error) {
	if err := json.Unmarshal(body, &r); err != nil {
		return r, fault.Errorf(fault.Invalid, "decode contact record: %w", err)
	}
	return r, nil
}

// foreign reports and logs a record that names an instance which is none of ours.
func (h handler) foreign(ctx context.Context, r events.ContactRecord) bool {
	if r.InstanceARN == "" || slices.Contains(h.instances, string(r.InstanceARN)) {
		return false
	}
	id := string(r.ContactID)
	if !contact.ValidID(id) {
		id = "" // it may be anything
	}
	slog.InfoContext(ctx, "contact record of another instance", "contact_id", id)
	return true
}

// factOf turns a contact record into a fact of ours.
func factOf(r events.ContactRecord) (contact.State, error) {
	fact := contact.State{ID: string(r.ContactID), Record: contact.Report{
		UpdatedAt: r.LastUpdateTimestamp.Time,
		Details:   details(r),
	}}
	if contact.ValidID(fact.ID) && !fact.Final() {
		return contact.State{}, fault.Errorf(fault.Invalid, "contact record %s says nothing", fact.ID)
	}
	return fact, nil
}

func details(r events.ContactRecord) contact.Details {
	queue, agent := r.Queue.Value, r.Agent.Value
	return contact.Details{
		Channel:          strings.ToUpper(string(r.Channel)),
		Method:           strings.ToUpper(string(r.InitiationMethod)),
		InitialID:        string(r.InitialContactID),
		PreviousID:       string(r.PreviousContactID),
		NextID:           string(r.NextContactID),
		Queue:            contact.QueueID(string(queue.ARN)),
		QueueName:        string(queue.Name),
		Agent:            contact.AgentID(string(agent.ARN)),
		AgentUsername:    string(agent.Username),
		CustomerEndpoint: string(r.CustomerEndpoint.Value.Address),
		SystemEndpoint:   string(r.SystemEndpoint.Value.Address),
		InitiatedAt:      r.InitiationTimestamp.Time,
		EnqueuedAt:       queue.EnqueueTimestamp.Time,
		DequeuedAt:       queue.DequeueTimestamp.Time,
		QueueDuration:    contact.Span(queue.Duration),
		Attempts:         int(r.AgentConnectionAttempts),
		ConnectedAt:      agent.ConnectedToAgentTimestamp.Time,
		DisconnectedAt:   r.DisconnectTimestamp.Time,
		AcwStartedAt:     agent.AfterContactWorkStartTimestamp.Time,
		AcwEndedAt:       agent.AfterContactWorkEndTimestamp.Time,
		TransferredAt:    r.TransferCompletedTimestamp.Time,
		DisconnectReason: string(r.DisconnectReason),
		Answering:        strings.ToUpper(string(r.AnsweringMachineDetectionStatus)),
		Recording:        recording(r),
		Interaction:      contact.Span(agent.AgentInteractionDuration),
		Hold:             contact.Span(agent.CustomerHoldDuration),
		AfterWork:        contact.Span(agent.AfterContactWorkDuration),
		Pause:            contact.Span(agent.AgentPauseDuration),
	}
}

// recording is where the first of the contact's recordings is.
func recording(r events.ContactRecord) string {
	for _, each := range append(events.List[events.RecordingRef]{r.Recording.Value}, r.Recordings...) {
		if each.Location != "" {
			return string(each.Location)
		}
	}
	return ""
}
