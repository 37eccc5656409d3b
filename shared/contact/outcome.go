package contact

// Outcome is what became of a contact, "" while it goes on. It is always
// derived, never stored.
type Outcome string

// The outcomes, each with the fact by which it is known, first come first.
// Guides are Amazon Connect's.
const (
	// Answered: a time to connect to an agent (administrator guide, "Data model
	// for contact records", Agent).
	Answered Outcome = "Answered"

	// Callback: another contact, initiated by CALLBACK, names this one as its
	// previous. This one's record names it as the next, but not how that began
	// (administrator guide, "Metrics example for a queued callback").
	Callback Outcome = "Callback"

	// Voicemail: answering machine detection heard the beginning of one, or its
	// beep. Only calls of outbound campaigns are listened to. That a caller left us
	// a voicemail no source tells (API reference, Contact,
	// AnsweringMachineDetectionStatus).
	Voicemail Outcome = "Voicemail"

	// Transferred: it goes on as another contact, or outside Connect, without an
	// agent on this one: a record's NextContactId or TransferCompletedTimestamp, or
	// another contact, initiated by QUEUE_TRANSFER, names this one as its previous.
	Transferred Outcome = "Transferred"

	// AgentMissed: the record counts attempts to connect an agent, all in vain, as
	// nobody connected (AgentConnectionAttempts). Connect's metrics count it among
	// the abandoned.
	AgentMissed Outcome = "Agent Missed"

	// AbandonedInQueue: enqueued, and none of the above ("Metrics definitions",
	// contacts abandoned).
	AbandonedInQueue Outcome = "Abandoned in Queue"

	// AbandonedInFlow: never enqueued, and none of the above. Its customer may have
	// got from the flow what they wanted: no source tells.
	AbandonedInFlow Outcome = "Abandoned in Flow"

	// Unknown: whom we called did not come to an agent, or nobody knows the end.
	Unknown Outcome = "Unknown"
)

// Outcome is the first of the outcomes whose fact is known.
func (v View) Outcome() Outcome {
	switch {
	case !v.ConnectedAt.IsZero():
		return Answered
	case v.Lapsed, v.Final && v.DisconnectedAt.IsZero():
		return Unknown
	case v.DisconnectedAt.IsZero():
		return ""
	case v.CalledBack:
		return Callback
	case v.Answering == "VOICEMAIL_BEEP", v.Answering == "VOICEMAIL_NO_BEEP":
		return Voicemail
	case v.Direction() != Outbound && (v.NextID != "" || !v.TransferredAt.IsZero()):
		return Transferred
	}
	return v.inVain()
}

// inVain is the outcome of a contact that came to nobody.
func (d Details) inVain() Outcome {
	switch {
	case !d.customerWaits():
		return Unknown
	case d.Attempts > 0:
		return AgentMissed
	case !d.EnqueuedAt.IsZero():
		return AbandonedInQueue
	}
	return AbandonedInFlow
}

// customerWaits reports whether somebody came to us, who can give up: whom we
// call may just not answer, and what a flow begins, or is left of a contact after
// its agent went, is nobody's wait.
func (d Details) customerWaits() bool {
	switch d.Method {
	case "TRANSFER", "QUEUE_TRANSFER", "":
		return true
	}
	return d.Direction() == Inbound
}
