// Package handler takes in what Amazon Connect says of a contact that is over:
// one contact record at a time. It knows nothing of the stream, and of what keeps
// a contact.
package handler

import (
	"context"
	"encoding/json"
	"log/slog"
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

type handler struct{ contacts learner }

// New returns the handling of one contact record.
func New(contacts learner) batch.Handle { return handler{contacts}.handle }

func (h handler) handle(ctx context.Context, body []byte) error {
	fact, err := decode(body)
	if err != nil {
		return err
	}
	item, err := h.contacts.Learn(ctx, fact)
	if err != nil {
		return err
	}
	slog.InfoContext(ctx, "contact record", "contact_id", item.ID, "version", item.Version, "due", !item.DueAt.IsZero())
	if !item.Erased.IsZero() {
		slog.InfoContext(ctx, "of an erased contact", slog.String("contact_id", item.ID), metric.Embed(metric.Of(names.MetricLateFacts, 1)))
	}
	return nil
}

// decode turns a contact record into a fact of ours.
func decode(body []byte) (contact.State, error) {
	var r events.ContactRecord
	if err := json.Unmarshal(body, &r); err != nil {
		return contact.State{}, fault.Errorf(fault.Invalid, "decode contact record: %w", err)
	}
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
