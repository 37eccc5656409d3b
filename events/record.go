package events

import (
	"bytes"
	"strconv"
)

// ContactRecord is a contact record, formerly contact trace record (Amazon
// Connect administrator guide, "Contact records data model"). The same contact
// is delivered again with a later LastUpdateTimestamp when anything changes.
// Absent parts come as null, times and durations in whole seconds.
type ContactRecord struct {
	ContactID                       Text               `json:"ContactId"`
	InitialContactID                Text               `json:"InitialContactId"` // null on the first contact of a chain
	PreviousContactID               Text               `json:"PreviousContactId"`
	NextContactID                   Text               `json:"NextContactId"`
	InstanceARN                     Text               `json:"InstanceARN"`
	Channel                         Text               `json:"Channel"`
	InitiationMethod                Text               `json:"InitiationMethod"`
	InitiationTimestamp             Time               `json:"InitiationTimestamp"`
	DisconnectTimestamp             Time               `json:"DisconnectTimestamp"`
	DisconnectReason                Text               `json:"DisconnectReason"`
	TransferCompletedTimestamp      Time               `json:"TransferCompletedTimestamp"` // out of Amazon Connect
	LastUpdateTimestamp             Time               `json:"LastUpdateTimestamp"`
	AgentConnectionAttempts         Count              `json:"AgentConnectionAttempts"`
	AnsweringMachineDetectionStatus Text               `json:"AnsweringMachineDetectionStatus"` // of an outbound campaign's call
	CustomerEndpoint                Part[Endpoint]     `json:"CustomerEndpoint"`
	SystemEndpoint                  Part[Endpoint]     `json:"SystemEndpoint"`
	Queue                           Part[RecordQueue]  `json:"Queue"` // of the last queue
	Agent                           Part[RecordAgent]  `json:"Agent"` // null if none ever connected
	Recording                       Part[RecordingRef] `json:"Recording"`
	Recordings                      List[RecordingRef] `json:"Recordings"` // the first of them is Recording, too
}

// Endpoint is one end of a contact. The address of a TELEPHONE_NUMBER is E.164.
type Endpoint struct {
	Address Text `json:"Address"`
	Type    Text `json:"Type"`
}

// RecordQueue is the queue of a contact record.
type RecordQueue struct {
	ARN              Text    `json:"ARN"`
	Name             Text    `json:"Name"`
	EnqueueTimestamp Time    `json:"EnqueueTimestamp"`
	DequeueTimestamp Time    `json:"DequeueTimestamp"`
	Duration         Seconds `json:"Duration"` // from EnqueueTimestamp to DequeueTimestamp; a callback's with its initial delay
}

// RecordAgent is the agent of a contact record.
type RecordAgent struct {
	ARN                            Text    `json:"ARN"`
	Username                       Text    `json:"Username"`
	ConnectedToAgentTimestamp      Time    `json:"ConnectedToAgentTimestamp"`
	AgentInteractionDuration       Seconds `json:"AgentInteractionDuration"` // without hold
	CustomerHoldDuration           Seconds `json:"CustomerHoldDuration"`
	AgentPauseDuration             Seconds `json:"AgentPauseDuration"` // of a task
	AfterContactWorkDuration       Seconds `json:"AfterContactWorkDuration"`
	AfterContactWorkStartTimestamp Time    `json:"AfterContactWorkStartTimestamp"`
	AfterContactWorkEndTimestamp   Time    `json:"AfterContactWorkEndTimestamp"`
}

// Count is a number of things. What is no number of things reads as 0.
type Count int

// UnmarshalJSON never fails on a JSON value.
func (c *Count) UnmarshalJSON(b []byte) error {
	n, err := strconv.ParseUint(string(bytes.Trim(b, `"`)), 10, 31)
	if *c = Count(n); err != nil {
		*c = 0
	}
	return nil
}

// RecordingRef says where the recording is.
type RecordingRef struct {
	Location Text `json:"Location"`
}
