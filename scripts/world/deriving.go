package world

import (
	"strconv"
	"strings"
	"time"
)

// What Connect's words mean, for the table of fields.

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
func outcome(e Expectation) any {
	switch {
	case !e.ConnectedAt.IsZero():
		return "Answered"
	case strings.HasPrefix(e.Detection, "VOICEMAIL"):
		return "Voicemail"
	case direction(e.Method) == "Outbound":
		return "Unknown"
	case e.CalledBack:
		return "Callback"
	case e.NextID != "":
		return "Transferred"
	case e.Attempts > 0:
		return "Agent Missed"
	case !e.EnqueuedAt.IsZero():
		return "Abandoned in Queue"
	}
	return "Abandoned in Flow"
}

// closed is when the contact and its after-contact work were over.
func closed(e Expectation) any {
	if e.AcwEndedAt.After(e.DisconnectedAt) {
		return e.AcwEndedAt
	}
	return e.DisconnectedAt
}

func waited(e Expectation) any {
	if e.QueueARN == "" {
		return nil
	}
	return e.DequeuedAt.Sub(e.EnqueuedAt).Seconds()
}

// ofAgent is a duration that means something only if there was an agent.
func (e Expectation) ofAgent(d time.Duration) any {
	if e.AgentARN == "" {
		return nil
	}
	return d.Seconds()
}

// popTime is what the screen pop says it took: only it knows.
func popTime(e Expectation) any {
	if e.Answer == nil {
		return nil
	}
	took, err := strconv.ParseFloat(e.Answer["tookMs"], 64)
	if err != nil {
		return "the milliseconds that the flow was told"
	}
	return took
}

// initial is the chain's first contact, which on itself may go unsaid.
func initial(e Expectation) any {
	if e.InitialID == "" {
		return e.ID
	}
	return e.InitialID
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

// followUpTask is what a flow makes of an agent's wish.
func followUpTask(e Expectation) any {
	if e.Desk.saved["Follow_Up__c"] == true {
		return anyID{}
	}
	return nil
}

// callTask is what a flow makes of a contact of which a task is wanted, and whose
// customer is known.
func callTask(e Expectation) any {
	if e.Desk.saved["Create_Task__c"] == true && e.Pop.record() != "" {
		return anyID{}
	}
	return nil
}
