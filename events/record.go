package events

// ContactRecord is a contact record, formerly contact trace record (Amazon
// Connect administrator guide, "Contact records data model"). The same contact
// is delivered again with a later LastUpdateTimestamp when anything changes.
// Absent parts come as null, times and durations in whole seconds.
type ContactRecord struct {
	ContactID           Text               `json:"ContactId"`
	InitialContactID    Text               `json:"InitialContactId"` // null on the first contact of a chain
	PreviousContactID   Text               `json:"PreviousContactId"`
	NextContactID       Text               `json:"NextContactId"`
	InstanceARN         Text               `json:"InstanceARN"`
	Channel             Text               `json:"Channel"`
	InitiationMethod    Text               `json:"InitiationMethod"`
	InitiationTimestamp Time               `json:"InitiationTimestamp"`
	DisconnectTimestamp Time               `json:"DisconnectTimestamp"`
	DisconnectReason    Text               `json:"DisconnectReason"`
	LastUpdateTimestamp Time               `json:"LastUpdateTimestamp"`
	CustomerEndpoint    Part[Endpoint]     `json:"CustomerEndpoint"`
	SystemEndpoint      Part[Endpoint]     `json:"SystemEndpoint"`
	Queue               Part[RecordQueue]  `json:"Queue"` // of the last queue
	Agent               Part[RecordAgent]  `json:"Agent"` // null if none ever connected
	Recording           Part[RecordingRef] `json:"Recording"`
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
	Duration         Seconds `json:"Duration"` // from EnqueueTimestamp to DequeueTimestamp
}

// RecordAgent is the agent of a contact record.
type RecordAgent struct {
	ARN                            Text    `json:"ARN"`
	Username                       Text    `json:"Username"`
	ConnectedToAgentTimestamp      Time    `json:"ConnectedToAgentTimestamp"`
	AgentInteractionDuration       Seconds `json:"AgentInteractionDuration"` // without hold
	CustomerHoldDuration           Seconds `json:"CustomerHoldDuration"`
	AfterContactWorkDuration       Seconds `json:"AfterContactWorkDuration"`
	AfterContactWorkStartTimestamp Time    `json:"AfterContactWorkStartTimestamp"`
	AfterContactWorkEndTimestamp   Time    `json:"AfterContactWorkEndTimestamp"`
}

// RecordingRef says where the recording is.
type RecordingRef struct {
	Location Text `json:"Location"`
}
