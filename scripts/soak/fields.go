package main

import (
	"strconv"
	"strings"
	"time"
)

// field says what a field of the interaction object must hold: the contract once
// more, in terms of what was true of the contact. It shares no code with what
// fills the fields.
type field struct {
	name string
	want func(truth) any // string, float64, time.Time; nil for an empty field
}

var fields = []field{
	{"Channel__c", func(t truth) any { return t.Channel }},
	{"Direction__c", func(t truth) any { return direction(t.Method) }},
	{"Initiation_Method__c", func(t truth) any { return t.Method }},
	{"Initial_Contact_Id__c", func(t truth) any { return t.first() }},
	{"Previous_Contact_Id__c", func(t truth) any { return text(t.PreviousID) }},
	{"Next_Contact_Id__c", func(t truth) any { return text(t.NextID) }},
	{"Parent_Interaction__c", func(t truth) any { return text(t.parent) }},
	{"Queue_Id__c", func(t truth) any { return id(t.QueueARN, "queue") }},
	{"Queue_Name__c", func(t truth) any { return text(t.QueueName) }},
	{"Agent_Username__c", func(t truth) any { return text(t.AgentUsername) }},
	{"Agent__c", func(t truth) any { return text(t.user) }},
	{"Customer_Endpoint__c", func(t truth) any { return text(t.Customer) }},
	{"System_Endpoint__c", func(t truth) any { return text(t.System) }},
	{"Initiated_At__c", func(t truth) any { return instant(t.InitiatedAt) }},
	{"Enqueued_At__c", func(t truth) any { return instant(t.EnqueuedAt) }},
	{"Connected_At__c", func(t truth) any { return instant(t.ConnectedAt) }},
	{"Disconnected_At__c", func(t truth) any { return instant(t.DisconnectedAt) }},
	{"Acw_Started_At__c", func(t truth) any { return instant(t.AcwStartedAt) }},
	{"Closed_At__c", func(t truth) any { return instant(later(t.AcwEndedAt, t.DisconnectedAt)) }},
	{"Wait_Seconds__c", truth.waited},
	{"Talk_Seconds__c", func(t truth) any { return t.ofAgent(t.Talk) }},
	{"Hold_Seconds__c", func(t truth) any { return t.ofAgent(t.Hold) }},
	{"Acw_Seconds__c", func(t truth) any { return t.ofAgent(t.Acw) }},
	{"Handle_Seconds__c", func(t truth) any { return t.ofAgent(t.Talk + t.Hold + t.Acw + t.Pause) }}, // a pause is of a task
	{"Service_Level_Met__c", truth.levelMet},
	{"Service_Level_Threshold__c", truth.levelThreshold},
	{"Local_Date__c", func(t truth) any { return t.InitiatedAt.UTC().Format(time.DateOnly) }},
	{"Local_Hour__c", func(t truth) any { return float64(t.InitiatedAt.UTC().Hour()) }},
	{"Outcome__c", truth.outcome},
	{"Disconnect_Reason__c", func(t truth) any { return text(t.DisconnectReason) }},
	{"Screen_Pop__c", func(t truth) any { return text(t.told.status) }},
	{"Screen_Pop_Source__c", func(t truth) any { return text(t.told.source) }},
	{"Screen_Pop_Ms__c", truth.popTime},
	{"Customer_Contact__c", func(t truth) any { return text(t.customer().contact) }},
	{"Customer_Account__c", func(t truth) any { return text(t.customer().account) }},
	{"Customer_Lead__c", func(t truth) any { return text(t.customer().lead) }},
	{"Recording_Location__c", func(t truth) any { return text(t.Recording) }},
	{"Record_State__c", func(truth) any { return "Final" }},
	{"Create_Task__c", func(truth) any { return false }}, // nobody tuned it
	{"Cti_System__c", func(truth) any { return "tieline" }},
	{"Disposition__c", func(t truth) any { return t.wrapUp["Disposition__c"] }},
	{"Wrap_Up_Notes__c", func(t truth) any { return t.wrapUp["Wrap_Up_Notes__c"] }},
	{"Follow_Up_At__c", func(t truth) any { return t.wrapUp["Follow_Up_At__c"] }},
	{"Wrap_Up_By__c", func(t truth) any { return t.wrapUp["Wrap_Up_By__c"] }},
	{"Wrap_Up_At__c", func(t truth) any { return t.wrapUp["Wrap_Up_At__c"] }},
}

// direction is from where a contact was begun (Amazon Connect administrator
// guide, "Contact records data model", InitiationMethod).
func direction(method string) any {
	switch method {
	case "INBOUND", "API", "WEBRTC_API":
		return "Inbound"
	case "OUTBOUND", "CALLBACK", "EXTERNAL_OUTBOUND", "AGENT_REPLY", "CAMPAIGN_PREVIEW":
		return "Outbound"
	}
	return "Internal"
}

// outcome follows Connect's "contacts abandoned": queued, never connected to an
// agent, and no next contact (same guide, "Metrics definitions").
func (t truth) outcome() any {
	switch {
	case !t.ConnectedAt.IsZero():
		return "Answered"
	case strings.HasPrefix(t.Detection, "VOICEMAIL"):
		return "Voicemail"
	case direction(t.Method) == "Outbound":
		return "Unknown"
	case t.callback:
		return "Callback"
	case t.NextID != "":
		return "Transferred"
	case t.Attempts > 0:
		return "Agent Missed"
	case !t.EnqueuedAt.IsZero():
		return "Abandoned in Queue"
	}
	return "Abandoned in Flow"
}

// first is the chain's first contact, which on itself may go unsaid.
func (t truth) first() any {
	if t.InitialID == "" {
		return t.ID
	}
	return t.InitialID
}

func (t truth) waited() any {
	if t.QueueARN == "" {
		return nil
	}
	return t.DequeuedAt.Sub(t.EnqueuedAt).Seconds()
}

// levelMet is Connect's service level of 20 s, which nobody tuned: contacts removed
// from the queue in less, however, of all that were in it (administrator guide,
// "Metrics definitions").
func (t truth) levelMet() any {
	switch {
	case !t.promised():
		return nil
	case t.DequeuedAt.Sub(t.EnqueuedAt) < 20*time.Second:
		return 1.0
	}
	return 0.0
}

func (t truth) levelThreshold() any {
	if !t.promised() {
		return nil
	}
	return 20.0
}

// promised reports whether it was in a queue, and not only in an agent's own, of
// which nobody promises anything.
func (t truth) promised() bool {
	return t.QueueARN != "" && !strings.Contains(t.QueueARN, "/queue/agent/")
}

// ofAgent is a duration that means something only if there was an agent.
func (t truth) ofAgent(d time.Duration) any {
	if t.AgentARN == "" {
		return nil
	}
	return d.Seconds()
}

// customer is who the screen pop found for this contact.
func (t truth) customer() person {
	if t.told.status != "HIT" {
		return person{}
	}
	return t.by
}

func (t truth) popTime() any {
	took, err := strconv.ParseFloat(t.told.took, 64)
	if err != nil {
		return nil
	}
	return took
}

// id is the end of an ARN, behind the kind of thing it names.
func id(arn, kind string) any {
	_, id, _ := strings.Cut(arn, "/"+kind+"/")
	return text(id)
}

// text and instant are nil where there is nothing to say.
func text(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func instant(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t
}
