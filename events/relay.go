package events

import "encoding/json"

// Relayed is the detail of an event that Salesforce's event relay puts on the
// partner bus (Salesforce help, "Event Relay"). Only the payload is documented;
// what may stand beside it is not read.
type Relayed struct {
	Payload json.RawMessage `json:"payload"`
}

// RelayedKey is what every platform event of ours carries: the relay may
// deliver twice and in any order, so it is told apart by a key of our own.
type RelayedKey struct {
	EventKey      Text `json:"Event_Key__c"`
	SchemaVersion Text `json:"Schema_Version__c"`
}
