package events

import "time"

// DetailTypeHeartbeat selects the platform event Heartbeat, and names it where
// it is published.
const DetailTypeHeartbeat = "Tieline_Heartbeat__e"

// Heartbeat is what we publish into Salesforce to see whether the event relay
// brings it back.
type Heartbeat struct {
	RelayedKey
	SentAt Moment `json:"Sent_At__c"`
}

// NewHeartbeat returns the fields of a Heartbeat to be published.
func NewHeartbeat(key string, sent time.Time) map[string]any {
	return map[string]any{
		"Event_Key__c":      key,
		"Schema_Version__c": schemaVersion,
		"Sent_At__c":        sent.UTC().Format("2006-01-02T15:04:05.000Z"),
	}
}
