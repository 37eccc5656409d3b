package salesforce

import (
	"time"

	"tieline/shared/alert"
)

// alertObject is the custom object that shows an alert.
const alertObject = "Tieline_Alert__c"

// Lengths of its fields that no other object of ours has.
const lenFigure = 80

// alertRecord is a Tieline_Alert__c: those of its fields that are ours. What is
// not known is left out; that an alert's own episode lasts is said by Closed_At__c
// being null, which the org's rule refuses of one that is over. Whether the alert
// is open the org computes.
type alertRecord struct {
	Attributes typed    `json:"attributes"`
	Key        string   `json:"Transition_Key__c"`
	Source     string   `json:"Source__c,omitzero"`
	Severity   string   `json:"Severity__c,omitzero"`
	Layer      string   `json:"Layer__c,omitzero"`
	QueueID    string   `json:"Queue_Id__c,omitzero"`
	QueueName  string   `json:"Queue_Name__c,omitzero"`
	Figure     string   `json:"Figure__c,omitzero"`
	Target     *float64 `json:"Target__c,omitzero"`
	Worst      *float64 `json:"Worst__c,omitzero"`
	Threshold  *int64   `json:"Threshold_Seconds__c,omitzero"`
	Hurt       *int     `json:"Contacts_Hurt__c,omitzero"`
	Repeats    int      `json:"Repeats__c,omitzero"` // a new record begins with 1 by itself
	OpenedAt   datetime `json:"Opened_At__c,omitzero"`
	ClosedAt   ending   `json:"Closed_At__c,omitzero"`
	LastOpened datetime `json:"Last_Opened_At__c,omitzero"`
	LastClosed datetime `json:"Last_Closed_At__c,omitzero"`
	Runbook    string   `json:"Runbook__c,omitzero"`
}

// ending is when an alert was over: null while it lasts, left out where nothing
// is said of it.
type ending struct {
	datetime
	said bool
}

// IsZero reports that nothing is said.
func (e ending) IsZero() bool { return !e.said }

// MarshalJSON writes a time or null.
func (e ending) MarshalJSON() ([]byte, error) {
	if e.datetime.IsZero() {
		return []byte("null"), nil
	}
	return e.datetime.MarshalJSON()
}

func newAlertRecord(a alert.Alert) alertRecord {
	r := alertRecord{
		Attributes: typed{alertObject}, Key: a.Key, Source: a.Source, Severity: a.Severity, Layer: a.Layer,
		QueueID: id(a.Queue), QueueName: cut(a.QueueName, lenQueueName), Figure: cut(a.Figure, lenFigure),
		Repeats: a.Repeats, Runbook: fit(a.Runbook, lenText),
		LastOpened: datetime{a.LastOpenedAt}, LastClosed: datetime{a.LastClosedAt},
	}
	if a.OpenedAt.IsZero() {
		return r
	}
	r.OpenedAt, r.ClosedAt = datetime{a.OpenedAt}, ending{datetime{a.ClosedAt}, true}
	if a.Target > 0 {
		r.Target, r.Worst, r.Threshold, r.Hurt = &a.Target, &a.Worst, whole(a.Threshold, time.Second), &a.Hurt
	}
	return r
}
