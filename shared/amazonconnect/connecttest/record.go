package connecttest

import (
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// record is a contact record (Amazon Connect administrator guide, "Contact
// records data model"), keys in the order of real ones. A part that the contact
// lacks is null; times and durations are whole seconds.
type record struct {
	AWSAccountID                       string `json:"AWSAccountId"`
	AWSContactTraceRecordFormatVersion string
	Agent                              *recordAgent
	AgentConnectionAttempts            int
	AnsweringMachineDetectionStatus    *string
	Attributes                         map[string]string
	Campaign                           map[string]*string
	Channel                            string
	ConnectedToSystemTimestamp         string
	ContactDetails                     struct{}
	ContactID                          string `json:"ContactId"`
	CustomerEndpoint                   *endpoint
	CustomerID                         *string `json:"CustomerId"`
	DisconnectReason                   string
	DisconnectTimestamp                string
	InitialContactID                   *string `json:"InitialContactId"`
	InitiationMethod                   string
	InitiationTimestamp                string
	InstanceARN                        string
	LastUpdateTimestamp                string
	MediaStreams                       []mediaStream
	NextContactID                      *string `json:"NextContactId"`
	PreviousContactID                  *string `json:"PreviousContactId"`
	Queue                              *recordQueue
	Recording                          *recording
	Recordings                         []recordingPart
	References                         []string
	ScheduledTimestamp                 *string
	SystemEndpoint                     *endpoint
	Tags                               map[string]string
	TransferCompletedTimestamp         *string
	TransferredToEndpoint              *endpoint
}

type recordAgent struct {
	ARN                            string
	AfterContactWorkDuration       int
	AfterContactWorkEndTimestamp   string
	AfterContactWorkStartTimestamp string
	AgentInitiatedHoldDuration     int
	AgentInteractionDuration       int
	ConnectedToAgentTimestamp      string
	CustomerHoldDuration           int
	HierarchyGroups                *string
	LongestHoldDuration            int
	NumberOfHolds                  int
	Username                       string
}

type recordQueue struct {
	ARN              string
	DequeueTimestamp string
	Duration         int
	EnqueueTimestamp string
	Name             string
}

type mediaStream struct{ Type string }

type recording struct {
	DeletionReason *string
	Location       string
	Status         string
	Type           string
}

type recordingPart struct {
	DeletionReason  *string
	Location        string
	MediaStreamType string
	Status          string
	StorageType     string
}

// record writes a leg's contact record, last updated at the time given, whole
// or without the recording.
func (p *play) record(l *leg, at time.Duration, whole bool) ([]byte, error) {
	r := record{
		AWSAccountID:                       strings.Split(p.InstanceARN+"::::", ":")[4],
		AWSContactTraceRecordFormatVersion: "2017-03-10",
		Attributes:                         l.run.Attributes, Campaign: map[string]*string{"CampaignId": nil}, Channel: channel,
		ConnectedToSystemTimestamp: p.stamp(l.begun), ContactID: l.id, CustomerEndpoint: phone(p.call.From),
		CustomerID: orNull(l.run.CustomerID), DisconnectReason: l.reason, DisconnectTimestamp: p.stamp(l.ended),
		InitiationMethod: l.method, InitiationTimestamp: p.stamp(l.begun), InstanceARN: p.InstanceARN,
		LastUpdateTimestamp: p.stamp(at), MediaStreams: []mediaStream{{"AUDIO"}}, NextContactID: orNull(l.next),
		PreviousContactID: orNull(l.previous), References: []string{}, SystemEndpoint: phone(p.call.To), Tags: p.tags(),
	}
	if p.recordParts(&r, l); !whole {
		r.Recording, r.Recordings = nil, nil
	}
	return json.Marshal(r)
}

// recordParts adds what not every contact has.
func (p *play) recordParts(r *record, l *leg) {
	if l.initial != l.id {
		r.InitialContactID = &l.initial
	}
	if l.queued {
		r.Queue = &recordQueue{
			ARN: p.Queue.ARN, Name: p.Queue.Name, Duration: seconds(l.dequeued - l.enqueued),
			EnqueueTimestamp: p.stamp(l.enqueued), DequeueTimestamp: p.stamp(l.dequeued),
		}
	}
	if l.agent != nil {
		r.AgentConnectionAttempts, r.Agent = 1, p.recordAgent(l)
		at := p.recordingOf(l)
		r.Recording = &recording{Location: at, Status: "AVAILABLE", Type: "AUDIO"}
		r.Recordings = []recordingPart{{Location: at, MediaStreamType: "AUDIO", Status: "AVAILABLE", StorageType: "S3"}}
	}
	if l.next != "" {
		r.TransferCompletedTimestamp = orNull(p.stamp(l.ended))
	}
}

func (p *play) recordAgent(l *leg) *recordAgent {
	a := &recordAgent{
		ARN: l.agent.ARN, Username: l.agent.Username, ConnectedToAgentTimestamp: p.stamp(l.dequeued),
		AgentInteractionDuration: seconds(l.talk()), CustomerHoldDuration: seconds(l.hold()),
		AgentInitiatedHoldDuration: seconds(l.hold()), NumberOfHolds: len(l.holds),
		AfterContactWorkDuration:       seconds(l.worked - l.ended),
		AfterContactWorkStartTimestamp: p.stamp(l.ended), AfterContactWorkEndTimestamp: p.stamp(l.worked),
	}
	if len(l.holds) > 0 {
		a.LongestHoldDuration = seconds(slices.Max(l.holds))
	}
	return a
}

// recordingOf is where the recording of an answered leg lies: bucket and key,
// with the minute in which the agent connected.
func (p *play) recordingOf(l *leg) string {
	t := p.at(l.dequeued)
	return "connect-recordings/connect/simulated/CallRecordings/" +
		t.Format("2006/01/02/") + l.id + t.Format("_20060102T15:04_UTC.wav")
}

func (p *play) stamp(since time.Duration) string { return p.at(since).Format(time.RFC3339) }
