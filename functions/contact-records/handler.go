package main

import (
	"context"
	"encoding/json"
	"log/slog"
	"strings"

	"tieline/events"
	"tieline/shared/contact"
	"tieline/shared/fault"
)

type learner interface {
	Learn(ctx context.Context, fact contact.State) (contact.Item, error)
}

type handler struct{ contacts learner }

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
		ConnectedAt:      agent.ConnectedToAgentTimestamp.Time,
		DisconnectedAt:   r.DisconnectTimestamp.Time,
		AcwStartedAt:     agent.AfterContactWorkStartTimestamp.Time,
		AcwEndedAt:       agent.AfterContactWorkEndTimestamp.Time,
		DisconnectReason: string(r.DisconnectReason),
		Recording:        string(r.Recording.Value.Location),
		Interaction:      contact.Span(agent.AgentInteractionDuration),
		Hold:             contact.Span(agent.CustomerHoldDuration),
		AfterWork:        contact.Span(agent.AfterContactWorkDuration),
	}
}
