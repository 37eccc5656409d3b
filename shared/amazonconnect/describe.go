package amazonconnect

import (
	"context"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/connect"
	"github.com/aws/aws-sdk-go-v2/service/connect/types"

	"tieline/shared/contact"
	"tieline/shared/fault"
)

// Describe returns what Connect says of a contact now, as a fact.
func (c *Client) Describe(ctx context.Context, id string) (contact.State, error) {
	var out *connect.DescribeContactOutput
	err := c.ask(ctx, c.limits.contacts, func(instance string) (err error) {
		out, err = c.api.DescribeContact(ctx, &connect.DescribeContactInput{InstanceId: &instance, ContactId: &id})
		return err
	})
	if err != nil {
		return contact.State{}, named("describe contact", id, err)
	}
	if out.Contact == nil {
		return contact.State{}, named("describe contact", id, fault.Errorf(fault.Unknown, "an answer without a contact"))
	}
	return contact.State{ID: id, Describe: contact.Report{
		UpdatedAt: utc(out.Contact.LastUpdateTimestamp),
		Details:   details(out.Contact),
	}}, nil
}

// details are what DescribeContact tells: no names of queue and agent, no
// interaction and no next contact.
func details(c *types.Contact) contact.Details {
	d := contact.Details{
		Channel:          strings.ToUpper(string(c.Channel)),
		Method:           strings.ToUpper(string(c.InitiationMethod)),
		InitialID:        aws.ToString(c.InitialContactId),
		PreviousID:       aws.ToString(c.PreviousContactId),
		CustomerEndpoint: address(c.CustomerEndpoint),
		SystemEndpoint:   address(c.SystemEndpoint),
		InitiatedAt:      utc(c.InitiationTimestamp),
		DisconnectedAt:   utc(c.DisconnectTimestamp),
		DisconnectReason: aws.ToString(c.DisconnectReason),
		Recording:        recording(c.Recordings),
		Answering:        string(c.AnsweringMachineDetectionStatus),
	}
	if q := c.QueueInfo; q != nil {
		d.Queue, d.EnqueuedAt = contact.QueueID(aws.ToString(q.Id)), utc(q.EnqueueTimestamp)
	}
	if a := c.AgentInfo; a != nil && !utc(a.ConnectedToAgentTimestamp).IsZero() { // else it was offered and not taken
		d.Agent, d.ConnectedAt = contact.AgentID(aws.ToString(a.Id)), utc(a.ConnectedToAgentTimestamp)
		d.AcwStartedAt, d.AcwEndedAt = utc(a.AfterContactWorkStartTimestamp), utc(a.AfterContactWorkEndTimestamp)
		d.Hold, d.AfterWork = span(a.AgentInitiatedHoldDuration), span(a.AfterContactWorkDuration)
		d.Pause = span(a.AgentPauseDurationInSeconds)
	}
	d.ClosedAt = closed(d)
	return d
}

// closed is when all was over: the later of the disconnect and the end of
// after-contact work, which every agent's contact has to come to.
func closed(d contact.Details) time.Time {
	switch {
	case d.DisconnectedAt.IsZero(), !d.ConnectedAt.IsZero() && d.AcwEndedAt.IsZero():
		return time.Time{}
	case d.AcwEndedAt.After(d.DisconnectedAt):
		return d.AcwEndedAt
	}
	return d.DisconnectedAt
}

func address(e *types.EndpointInfo) string {
	if e == nil {
		return ""
	}
	return aws.ToString(e.Address)
}

// recording is where the first of the recordings lies that has a place, as the
// contact record's Recording is the first, too (administrator guide, "Contact
// records data model").
func recording(all []types.RecordingInfo) string {
	for _, r := range all {
		if at := aws.ToString(r.Location); at != "" {
			return at
		}
	}
	return ""
}

// span is a duration given in whole seconds. One below none is none.
func span(seconds *int32) contact.Span {
	if seconds == nil || *seconds < 0 {
		return contact.Span{}
	}
	return contact.Span{Duration: time.Duration(*seconds) * time.Second, Known: true}
}
