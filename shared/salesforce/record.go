package salesforce

import (
	"cmp"
	"time"

	"tieline/shared/contact"
)

// object is the custom object that shows a contact.
const object = "Tieline_Interaction__c"

// record is a Tieline_Interaction__c: those of its fields that are ours. What is
// not known is left out and never null, as another source may own or know it;
// a 0 that is known is sent.
type record struct {
	Attributes       typed           `json:"attributes"`
	ContactID        string          `json:"Connect_Contact_Id__c"`
	SyncVersion      int64           `json:"Sync_Version__c"`
	Parent           *parent         `json:"Parent_Interaction__r,omitzero"`
	InitialID        string          `json:"Initial_Contact_Id__c,omitzero"`
	PreviousID       string          `json:"Previous_Contact_Id__c,omitzero"`
	NextID           string          `json:"Next_Contact_Id__c,omitzero"`
	Channel          string          `json:"Channel__c,omitzero"`
	Direction        string          `json:"Direction__c,omitzero"`
	Method           string          `json:"Initiation_Method__c,omitzero"`
	QueueID          string          `json:"Queue_Id__c,omitzero"`
	QueueName        string          `json:"Queue_Name__c,omitzero"`
	AgentUsername    string          `json:"Agent_Username__c,omitzero"`
	Agent            string          `json:"Agent__c,omitzero"`
	CustomerEndpoint string          `json:"Customer_Endpoint__c,omitzero"`
	SystemEndpoint   string          `json:"System_Endpoint__c,omitzero"`
	InitiatedAt      datetime        `json:"Initiated_At__c,omitzero"`
	EnqueuedAt       datetime        `json:"Enqueued_At__c,omitzero"`
	ConnectedAt      datetime        `json:"Connected_At__c,omitzero"`
	DisconnectedAt   datetime        `json:"Disconnected_At__c,omitzero"`
	AcwStartedAt     datetime        `json:"Acw_Started_At__c,omitzero"`
	ClosedAt         datetime        `json:"Closed_At__c,omitzero"`
	Wait             *int64          `json:"Wait_Seconds__c,omitzero"`
	Talk             *int64          `json:"Talk_Seconds__c,omitzero"`
	Hold             *int64          `json:"Hold_Seconds__c,omitzero"`
	Acw              *int64          `json:"Acw_Seconds__c,omitzero"`
	Handle           *int64          `json:"Handle_Seconds__c,omitzero"`
	LevelMet         *int64          `json:"Service_Level_Met__c,omitzero"`
	LevelThreshold   *int64          `json:"Service_Level_Threshold__c,omitzero"`
	LocalDate        string          `json:"Local_Date__c,omitzero"`
	LocalHour        *int64          `json:"Local_Hour__c,omitzero"`
	Outcome          contact.Outcome `json:"Outcome__c,omitzero"`
	DisconnectReason string          `json:"Disconnect_Reason__c,omitzero"`
	Recording        string          `json:"Recording_Location__c,omitzero"`
	Pop              string          `json:"Screen_Pop__c,omitzero"`
	PopSource        string          `json:"Screen_Pop_Source__c,omitzero"`
	PopMs            *int64          `json:"Screen_Pop_Ms__c,omitzero"`
	CustomerContact  string          `json:"Customer_Contact__c,omitzero"`
	CustomerAccount  string          `json:"Customer_Account__c,omitzero"`
	CustomerLead     string          `json:"Customer_Lead__c,omitzero"`
	CreateTask       bool            `json:"Create_Task__c,omitzero"` // never false: an admin's flow may want a Task, too
	RecordState      string          `json:"Record_State__c"`
	System           string          `json:"Cti_System__c,omitzero"`
}

type typed struct {
	Type string `json:"type"`
}

// parent links to another record by its external id, so that no id of
// Salesforce's need be known (REST API guide, "Insert or Update (Upsert) a
// Record Using an External ID").
type parent struct {
	ContactID string `json:"Connect_Contact_Id__c"`
}

// datetime is a time as Salesforce writes it, in UTC.
type datetime struct{ time.Time }

// IsZero is true also of times that Salesforce does not take, so that one is
// left out and does not cost its record (Salesforce Help 000383587: from 1700 to
// 4000, in the time zone of whoever reads it).
func (d datetime) IsZero() bool {
	return d.Time.IsZero() || d.Year() <= 1700 || d.Year() >= 4000
}

// MarshalJSON writes milliseconds, be they 0.
func (d datetime) MarshalJSON() ([]byte, error) {
	return []byte(d.UTC().Format(`"2006-01-02T15:04:05.000Z"`)), nil
}

// newRecord shows an item as people should see it.
func newRecord(s contact.Showing, system string) record {
	i, v := s.Item, s.View()
	v.QueueName, v.AgentUsername = cmp.Or(v.QueueName, s.QueueName), cmp.Or(v.AgentUsername, s.Agent.Username)
	r := record{
		Attributes: typed{object}, ContactID: i.ID, SyncVersion: i.Version, Parent: parentOf(v),
		InitialID: id(first(v, i.ID)), PreviousID: id(v.PreviousID), NextID: id(v.NextID),
		Channel: cut(v.Channel, lenPicklist), Direction: string(v.Direction()), Method: cut(v.Method, lenPicklist),
		QueueID: id(v.Queue), QueueName: cut(v.QueueName, lenQueueName), AgentUsername: cut(v.AgentUsername, lenUsername), Agent: s.Agent.User,
		CustomerEndpoint: cut(v.CustomerEndpoint, lenText), SystemEndpoint: cut(v.SystemEndpoint, lenText),
		InitiatedAt: datetime{v.InitiatedAt}, EnqueuedAt: datetime{v.EnqueuedAt}, ConnectedAt: datetime{v.ConnectedAt},
		DisconnectedAt: datetime{v.DisconnectedAt}, AcwStartedAt: datetime{v.AcwStartedAt}, ClosedAt: datetime{v.Closed()},
		Outcome: v.Outcome(), DisconnectReason: cut(v.DisconnectReason, lenReason), Recording: fit(v.Recording, lenText),
		RecordState: "Draft", System: cut(system, lenSystem),
	}
	if v.Final {
		r.RecordState = "Final"
	}
	r.measure(v)
	r.rate(s)
	r.popped(v.Pop)
	r.CreateTask = s.Task
	return r
}

// first is the id of the chain's first contact, which may be the contact itself.
// Until a source has told how the contact began, nobody knows.
func first(v contact.View, own string) string {
	switch {
	case v.InitialID != "":
		return v.InitialID
	case v.Final || v.Method != "":
		return own
	}
	return ""
}

func parentOf(v contact.View) *parent {
	if id(v.InitialID) == "" {
		return nil
	}
	return &parent{v.InitialID}
}
