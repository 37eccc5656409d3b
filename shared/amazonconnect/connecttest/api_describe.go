package connecttest

import (
	"net/http"
	"time"
)

// contactAnswer is a contact as DescribeContact tells it (Amazon Connect API
// reference, "Contact"). Times are seconds since 1970. It has no names of queue
// and agent and no next contact.
type contactAnswer struct {
	Arn                             string
	ID                              string `json:"Id"`
	InitialContactID                string `json:"InitialContactId,omitempty"`
	PreviousContactID               string `json:"PreviousContactId,omitempty"`
	InitiationMethod                string
	Channel                         string
	Attributes                      map[string]string `json:",omitempty"`
	AnsweringMachineDetectionStatus string            `json:",omitempty"`
	CustomerID                      string            `json:"CustomerId,omitempty"`
	CustomerEndpoint                *endpoint         `json:",omitempty"`
	SystemEndpoint                  *endpoint         `json:",omitempty"`
	QueueInfo                       *queueAnswer      `json:",omitempty"`
	AgentInfo                       *agentAnswer      `json:",omitempty"`
	DisconnectReason                string            `json:",omitempty"`
	Recordings                      []recordingPart   `json:",omitempty"`
	Tags                            map[string]string
	InitiationTimestamp             float64
	ConnectedToSystemTimestamp      float64 `json:",omitempty"`
	DisconnectTimestamp             float64 `json:",omitempty"`
	LastUpdateTimestamp             float64
	TotalPauseCount                 int `json:",omitempty"`
	TotalPauseDurationInSeconds     int `json:",omitempty"`
}

type queueAnswer struct {
	ID               string `json:"Id"`
	EnqueueTimestamp float64
}

type agentAnswer struct {
	ID                             string `json:"Id"`
	ConnectedToAgentTimestamp      float64
	AgentInitiatedHoldDuration     *int    `json:",omitempty"`
	AgentPauseDurationInSeconds    *int    `json:",omitempty"`
	AfterContactWorkDuration       *int    `json:",omitempty"`
	AfterContactWorkStartTimestamp float64 `json:",omitempty"`
	AfterContactWorkEndTimestamp   float64 `json:",omitempty"`
}

func (i *Instance) describeContact(_ *http.Request, id string) (any, *failure) {
	k, found := i.find(id)
	if !found || k.since(i.Now()) < k.begun {
		return nil, notFound
	}
	return map[string]contactAnswer{"Contact": k.answer(k.since(i.Now()))}, nil
}

// answer is what DescribeContact tells of a contact that has come so far.
func (k *known) answer(since time.Duration) contactAnswer {
	l := &k.leg
	a := contactAnswer{
		Arn: k.InstanceARN + "/contact/" + l.id, ID: l.id, PreviousContactID: l.previous, InitiationMethod: l.method,
		Channel: l.channel, Attributes: k.attributes(l), CustomerID: l.run.CustomerID, CustomerEndpoint: l.endpoint(l.customer),
		SystemEndpoint: l.endpoint(l.system), Tags: k.tags(l),
		InitiationTimestamp: k.epoch(l.begun), LastUpdateTimestamp: k.epoch(k.updated(since)),
	}
	if l.initial != l.id {
		a.InitialContactID = l.initial
	}
	if since >= l.reached {
		a.ConnectedToSystemTimestamp = k.epoch(max(l.begun, l.reached))
	}
	if l.queue != nil && since >= l.enqueued {
		a.QueueInfo = &queueAnswer{l.queue.id(), k.epoch(l.enqueued)}
	}
	if l.agent != nil && since >= l.connected {
		a.AgentInfo = k.agentAnswer(since)
	}
	if since >= l.ended {
		a.DisconnectTimestamp, a.DisconnectReason, a.AnsweringMachineDetectionStatus = k.epoch(l.ended), l.reason, l.detection
	}
	if at := k.recordingOf(l); at != "" && since >= l.again() {
		a.Recordings = []recordingPart{{Location: at, MediaStreamType: l.media()[0].Type, Status: "AVAILABLE", StorageType: "S3"}}
	}
	if l.paused > 0 && since >= l.resumed {
		a.TotalPauseCount, a.TotalPauseDurationInSeconds = 1, seconds(l.pause())
	}
	return a
}

func (k *known) agentAnswer(since time.Duration) *agentAnswer {
	l := &k.leg
	a := &agentAnswer{ID: lastPart(l.agent.ARN), ConnectedToAgentTimestamp: k.epoch(l.connected)}
	if since < l.ended {
		return a
	}
	hold := seconds(l.hold())
	a.AgentInitiatedHoldDuration, a.AfterContactWorkStartTimestamp = &hold, k.epoch(l.ended)
	if l.paused > 0 {
		pause := seconds(l.pause())
		a.AgentPauseDurationInSeconds = &pause
	}
	if since >= l.worked {
		acw := seconds(l.worked - l.ended)
		a.AfterContactWorkDuration, a.AfterContactWorkEndTimestamp = &acw, k.epoch(l.worked)
	}
	return a
}

// updated is when the contact last changed.
func (k *known) updated(since time.Duration) time.Duration {
	l, latest := &k.leg, max(k.begun, k.told)
	for _, at := range []time.Duration{l.enqueued, l.connected, l.resumed, l.ended, l.worked, l.recorded(), l.again()} {
		if at <= since {
			latest = max(latest, at)
		}
	}
	return latest
}

// epoch is a time in seconds since 1970, with milliseconds.
func (s *scene) epoch(since time.Duration) float64 {
	return float64(s.at(since).UnixMilli()) / 1000
}
