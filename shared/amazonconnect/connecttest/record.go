package connecttest

import (
	"encoding/json"
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
	TotalPauseCount                    *int `json:",omitempty"`
	TotalPauseDurationInSeconds        *int `json:",omitempty"`
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
	AgentPauseDuration             *int `json:",omitempty"`
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
	Name             *string
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
func (s *scene) record(l *leg, at time.Duration, whole bool) ([]byte, error) {
	r := record{
		AWSAccountID:                       strings.Split(s.InstanceARN+"::::", ":")[4],
		AWSContactTraceRecordFormatVersion: "2017-03-10",
		AgentConnectionAttempts:            l.attempts(), AnsweringMachineDetectionStatus: orNull(l.detection),
		Attributes: s.attributes(l), Campaign: map[string]*string{"CampaignId": nil}, Channel: l.channel,
		ConnectedToSystemTimestamp: s.stamp(max(l.begun, l.reached)), ContactID: l.id, CustomerEndpoint: l.endpoint(l.customer),
		CustomerID: orNull(l.run.CustomerID), DisconnectReason: l.reason, DisconnectTimestamp: s.stamp(l.ended),
		InitiationMethod: l.method, InitiationTimestamp: s.stamp(l.begun), InstanceARN: s.InstanceARN,
		LastUpdateTimestamp: s.stamp(at), MediaStreams: l.media(), NextContactID: orNull(l.next),
		PreviousContactID: orNull(l.previous), References: []string{}, SystemEndpoint: l.endpoint(l.systemAddress()), Tags: s.tags(l),
	}
	if l.detection != "" {
		r.Campaign["CampaignId"] = orNull("simulated-campaign")
	}
	if s.recordParts(&r, l); !whole {
		r.Recording, r.Recordings = nil, nil
	}
	return json.Marshal(r)
}

// recordParts adds what not every contact has.
func (s *scene) recordParts(r *record, l *leg) {
	if l.initial != l.id {
		r.InitialContactID = &l.initial
	}
	if l.queue != nil {
		r.Queue = &recordQueue{
			ARN: l.queue.ARN, Name: orNull(l.queue.Name), Duration: seconds(l.dequeued - l.enqueued),
			EnqueueTimestamp: s.stamp(l.enqueued), DequeueTimestamp: s.stamp(l.dequeued),
		}
	}
	if l.agent != nil {
		r.Agent = s.recordAgent(l)
	}
	if at := s.recordingOf(l); at != "" {
		r.Recording = &recording{Location: at, Status: "AVAILABLE", Type: l.media()[0].Type}
		r.Recordings = []recordingPart{{Location: at, MediaStreamType: l.media()[0].Type, Status: "AVAILABLE", StorageType: "S3"}}
	}
	if l.paused > 0 {
		once, length := 1, seconds(l.pause())
		r.TotalPauseCount, r.TotalPauseDurationInSeconds = &once, &length
	}
	if l.transferred {
		r.TransferCompletedTimestamp = orNull(s.stamp(l.ended))
	}
}

func (s *scene) recordAgent(l *leg) *recordAgent {
	a := &recordAgent{
		ARN: l.agent.ARN, Username: l.agent.Username, ConnectedToAgentTimestamp: s.stamp(l.connected),
		AgentInteractionDuration: seconds(l.talk()), CustomerHoldDuration: seconds(l.hold()),
		AgentInitiatedHoldDuration: seconds(l.hold()), NumberOfHolds: len(l.holds),
		AfterContactWorkDuration:       seconds(l.worked - l.ended),
		AfterContactWorkStartTimestamp: s.stamp(l.ended), AfterContactWorkEndTimestamp: s.stamp(l.worked),
	}
	for _, h := range l.holds {
		a.LongestHoldDuration = max(a.LongestHoldDuration, seconds(h))
	}
	if l.paused > 0 {
		pause := seconds(l.pause())
		a.AgentPauseDuration = &pause
	}
	return a
}

func (s *scene) stamp(since time.Duration) string { return s.at(since).Format(time.RFC3339) }
