package connecttest

import (
	"strings"
	"time"
)

const (
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
	Detection                  string            `json:"answeringMachineDetectionStatus,omitempty"`
	UpdatedProperties          []string          `json:"updatedProperties,omitempty"`
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

// detail tells that a leg took a step: all that the steps before it told, too.
func (s *scene) detail(l *leg, step Step, at time.Duration) detail {
	d := detail{
		InitiationTimestamp: s.millis(l.begun), ConnectedToSystemTimestamp: s.millis(max(l.begun, l.reached)),
		ContactID: l.id, PreviousContactID: l.previous, Channel: l.channel, InstanceARN: s.InstanceARN,
		InitiationMethod: l.method, EventType: step, CustomerID: l.run.CustomerID, Tags: s.tags(l),
	}
	if l.initial != l.id {
		d.InitialContactID = l.initial
	}
	if step == Initiated || at < l.reached {
		d.ConnectedToSystemTimestamp = notSet
	}
	if l.queue != nil && at >= l.enqueued {
		d.QueueInfo = &queueInfo{QueueARN: l.queue.ARN, QueueType: l.queue.kind(), EnqueueTimestamp: s.millis(l.enqueued)}
	}
	if l.agent != nil && at >= l.connected {
		d.AgentInfo = s.agentInfo(l, at)
	}
	if at >= l.ended {
		d.DisconnectTimestamp, d.Detection = s.millis(l.ended), l.detection
	}
	return d
}

// updated is a detail as the event tells it that says what has changed.
func (d detail) updated(property string) detail {
	d.EventType, d.UpdatedProperties = Updated, []string{property}
	return d
}

func (s *scene) agentInfo(l *leg, at time.Duration) *agentInfo {
	a := &agentInfo{AgentARN: l.agent.ARN, ConnectedToAgentTimestamp: s.millis(l.connected)}
	if at >= l.worked {
		hold, acw := seconds(l.hold()), seconds(l.worked-l.ended)
		a.AgentInitiatedHoldDuration, a.AfterContactWorkDuration = &hold, &acw
		a.AfterContactWorkStartTimestamp, a.AfterContactWorkEndTimestamp = s.millis(l.ended), s.millis(l.worked)
	}
	return a
}

// kind is the type of a queue: an agent's own is named by the agent.
func (q Queue) kind() string {
	if strings.Contains(q.ARN, "/queue/agent/") {
		return "AGENT"
	}
	return "STANDARD"
}

func (s *scene) tags(l *leg) map[string]string {
	tags := map[string]string{"aws:connect:instanceId": lastPart(s.InstanceARN)}
	if l.system != "" {
		tags["aws:connect:systemEndpoint"] = l.system
	}
	return tags
}

func (s *scene) millis(since time.Duration) string { return s.at(since).Format(millis) }

func seconds(d time.Duration) int { return int(d / time.Second) }
