package events

import "encoding/json"

// SourceConnect and DetailTypeContact select contact events on the bus.
// infra/ uses them in the rule's pattern.
const (
	SourceConnect     = "aws.connect"
	DetailTypeContact = "Amazon Connect Contact Event"
)

// Event types that say more than the fields they come with: some events of a
// contact's end do not carry its time.
const (
	ContactDisconnected = "DISCONNECTED" // after-contact work may go on
	ContactCompleted    = "COMPLETED"    // after-contact work is over, too
)

// ContactEvent is the detail of a contact event (Amazon Connect administrator
// guide, "Contact events"). A later event of a contact repeats what earlier
// ones said, so one that arrives makes up for one lost. The guide's samples
// write most names in camelCase and some in PascalCase; both are read.
type ContactEvent struct {
	EventType                       Text               `json:"eventType"`
	ContactID                       Text               `json:"contactId"`
	InitialContactID                Text               `json:"initialContactId"`
	PreviousContactID               Text               `json:"previousContactId"`
	InstanceARN                     Text               `json:"instanceArn"`
	Channel                         Text               `json:"channel"`
	InitiationMethod                Text               `json:"initiationMethod"`
	InitiationTimestamp             Time               `json:"initiationTimestamp"`
	DisconnectTimestamp             Time               `json:"disconnectTimestamp"`
	DisconnectReason                Text               `json:"disconnectReason"`
	AnsweringMachineDetectionStatus Text               `json:"answeringMachineDetectionStatus"`
	QueueInfo                       Part[ContactQueue] `json:"queueInfo"`
	AgentInfo                       Part[ContactAgent] `json:"agentInfo"`
}

// ContactQueue is the queue of a contact event. It is absent when the contact
// was initiated OUTBOUND.
type ContactQueue struct {
	QueueARN         Text `json:"queueArn"`
	EnqueueTimestamp Time `json:"enqueueTimestamp"`
}

// ContactAgent is the agent of a contact event. Its time to connect is not set
// while the agent has yet to accept.
type ContactAgent struct {
	AgentARN                       Text    `json:"agentArn"`
	ConnectedToAgentTimestamp      Time    `json:"connectedToAgentTimestamp"`
	AgentInitiatedHoldDuration     Seconds `json:"agentInitiatedHoldDuration"`
	AfterContactWorkStartTimestamp Time    `json:"afterContactWorkStartTimestamp"`
	AfterContactWorkEndTimestamp   Time    `json:"afterContactWorkEndTimestamp"`
	AfterContactWorkDuration       Seconds `json:"afterContactWorkDuration"`
}

// Part is an object inside an event that may be absent, null or, in some
// senders' shorthand, a mere name; then it is zero.
type Part[T any] struct {
	Given bool
	Value T
}

// UnmarshalJSON reads an object; anything else reads as absent.
func (p *Part[T]) UnmarshalJSON(b []byte) error {
	*p = Part[T]{}
	if b[0] != '{' {
		return nil
	}
	p.Given = true
	return json.Unmarshal(b, &p.Value)
}

// List is an array of objects that may be absent or null; then, and where an
// element is no object, there is none.
type List[T any] []T

// UnmarshalJSON reads an array; anything else reads as absent.
func (l *List[T]) UnmarshalJSON(b []byte) error {
	*l = nil
	if b[0] != '[' {
		return nil
	}
	var parts []Part[T]
	err := json.Unmarshal(b, &parts)
	for _, p := range parts {
		if p.Given {
			*l = append(*l, p.Value)
		}
	}
	return err
}
