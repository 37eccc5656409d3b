package events

import "strings"

// DetailTypeCallerChanged selects the platform event CallerChanged.
const DetailTypeCallerChanged = "Tieline_Caller_Changed__e"

// CallerChanged says that somebody may bear other telephone numbers now. A flow
// of ours in Salesforce publishes it when a phone field of a Contact, Lead or
// Account changes, and when one is created, deleted or converted.
type CallerChanged struct {
	RelayedKey
	Object     Text   `json:"Object__c"`      // Contact, Lead or Account
	RecordID   Text   `json:"Record_Id__c"`   // 18 characters
	Change     Text   `json:"Change__c"`      // Created, Updated, Deleted or Converted
	OldNumbers Joined `json:"Old_Numbers__c"` // as typed
	NewNumbers Joined `json:"New_Numbers__c"` // as typed
}

// Joined is a list whose values stand in one text, with | between them. Blank
// ones are left out.
type Joined []string

// UnmarshalJSON never fails on a JSON value.
func (j *Joined) UnmarshalJSON(b []byte) error {
	var t Text
	if err := t.UnmarshalJSON(b); err != nil {
		return err
	}
	*j = nil
	for value := range strings.SplitSeq(string(t), "|") {
		if value = strings.TrimSpace(value); value != "" {
			*j = append(*j, value)
		}
	}
	return nil
}
