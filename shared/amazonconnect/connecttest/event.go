package connecttest

import (
	"encoding/json"
	"strings"
	"time"
)

const (
	channel    = "VOICE"
	detailType = "Amazon Connect Contact Event"
	// notSet is how the documentation's samples write a time that never was.
	notSet = "1970-01-01T00:00:00.001Z"
	millis = "2006-01-02T15:04:05.000Z"
)

// detail is what a contact event says (Amazon Connect administrator guide,
// "Contact events"). Of an ordinary call it has no reason for the disconnect,
// no attributes, no names, and of the customer's number nothing.
type detail struct {
	InitiationTimestamp        string            `json:"initiationTimestamp"`
	ConnectedToSystemTimestamp string            `json:"connectedToSystemTimestamp"`
	DisconnectTimestamp        string            `json:"disconnectTimestamp,omitempty"`
	ContactID                  string            `json:"contactId"`
	InitialContactID           string            `json:"initialContactId,omitempty"`
	PreviousContactID          string            `json:"previousContactId,omitempty"`
	Channel                    string            `json:"channel"`
	InstanceARN                string            `json:"instanceArn"`
	InitiationMethod           string            `json:"initiationMethod"`
	EventType                  Step              `json:"eventType"`
	CustomerID                 string            `json:"customerId,omitempty"`
	AgentInfo                  *agentInfo        `json:"agentInfo,omitempty"`
	QueueInfo                  *queueInfo        `json:"queueInfo,omitempty"`
	Tags                       map[string]string `json:"tags"`
}

type agentInfo struct {
	AgentARN                       string `json:"agentArn"`
	ConnectedToAgentTimestamp      string `json:"connectedToAgentTimestamp"`
	AgentInitiatedHoldDuration     *int   `json:"agentInitiatedHoldDuration,omitempty"`
	AfterContactWorkStartTimestamp string `json:"afterContactWorkStartTimestamp,omitempty"`
	AfterContactWorkEndTimestamp   string `json:"afterContactWorkEndTimestamp,omitempty"`
	AfterContactWorkDuration       *int   `json:"afterContactWorkDuration,omitempty"`
}

type queueInfo struct {
	QueueARN         string `json:"queueArn"`
	QueueType        string `json:"queueType"`
	EnqueueTimestamp string `json:"enqueueTimestamp"`
}

// event tells that a leg took a step: all that the steps before it told, too.
func (p *play) event(l *leg, s Step, at time.Duration) (Event, error) {
	d := detail{
		InitiationTimestamp: p.millis(l.begun), ConnectedToSystemTimestamp: p.millis(l.begun),
		ContactID: l.id, PreviousContactID: l.previous, Channel: channel, InstanceARN: p.InstanceARN,
		InitiationMethod: l.method, EventType: s, CustomerID: l.run.CustomerID, Tags: p.tags(),
	}
	if l.initial != l.id {
		d.InitialContactID = l.initial
	}
	if s == Initiated {
		d.ConnectedToSystemTimestamp = notSet
	} else if l.queued {
		d.QueueInfo = &queueInfo{QueueARN: p.Queue.ARN, QueueType: "STANDARD", EnqueueTimestamp: p.millis(l.enqueued)}
	}
	if l.agent != nil && s != Initiated && s != Enqueued {
		d.AgentInfo = p.agentInfo(l, s)
	}
	if s == Ended || s == Completed {
		d.DisconnectTimestamp = p.millis(l.ended)
	}
	body, err := json.Marshal(d)
	return Event{
		DetailType: detailType, Time: p.at(at), Detail: body,
		Resources: []string{p.InstanceARN, p.InstanceARN + "/contact/" + l.id},
	}, err
}

func (p *play) agentInfo(l *leg, s Step) *agentInfo {
	a := &agentInfo{AgentARN: l.agent.ARN, ConnectedToAgentTimestamp: p.millis(l.dequeued)}
	if s == Completed {
		hold, acw := seconds(l.hold()), seconds(l.worked-l.ended)
		a.AgentInitiatedHoldDuration, a.AfterContactWorkDuration = &hold, &acw
		a.AfterContactWorkStartTimestamp, a.AfterContactWorkEndTimestamp = p.millis(l.ended), p.millis(l.worked)
	}
	return a
}

func (p *play) tags() map[string]string {
	_, id, _ := strings.Cut(p.InstanceARN, ":instance/")
	return map[string]string{"aws:connect:instanceId": id, "aws:connect:systemEndpoint": p.call.To}
}

func (p *play) millis(since time.Duration) string { return p.at(since).Format(millis) }

func seconds(d time.Duration) int { return int(d / time.Second) }
