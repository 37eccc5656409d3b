package events

import (
	"encoding/json"
	"time"
)

// DetailTypeWrapUp selects the platform event WrapUp.
const DetailTypeWrapUp = "Tieline_Wrap_Up__e"

// WrapUp says what an agent saved of a contact. A flow of ours in Salesforce
// publishes it when one of its fields is set or changed on a record. The notes
// are not in it.
type WrapUp struct {
	RelayedKey
	ContactID   Text   `json:"Contact_Id__c"`
	Disposition Text   `json:"Disposition__c"`
	FollowUpAt  Moment `json:"Follow_Up_At__c"`
	By          Text   `json:"Wrap_Up_By__c"` // user id
	At          Moment `json:"Wrap_Up_At__c"`
	Published   Moment `json:"CreatedDate"` // of the event itself
}

// NewWrapUp returns the envelope of a WrapUp as the event relay would bring it,
// for one that we found ourselves.
func NewWrapUp(w WrapUp) []byte {
	payload := map[string]any{
		"Event_Key__c":      w.EventKey,
		"Schema_Version__c": schemaVersion,
		"Contact_Id__c":     w.ContactID,
		"Disposition__c":    w.Disposition,
		"Wrap_Up_By__c":     w.By,
		"Wrap_Up_At__c":     moment(w.At.Time),
	}
	if !w.FollowUpAt.IsZero() {
		payload["Follow_Up_At__c"] = moment(w.FollowUpAt.Time)
	}
	// Texts, numbers and maps of them can be marshalled.
	body, _ := json.Marshal(map[string]any{"detail-type": DetailTypeWrapUp, "detail": map[string]any{"payload": payload}})
	return body
}

// moment is a time as Salesforce takes and writes it.
func moment(at time.Time) string { return at.UTC().Format("2006-01-02T15:04:05.000Z") }
