package world

import (
	"maps"
	"os"
	"strings"
	"testing"
	"time"

	"tieline/shared/amazonconnect/connecttest"
)

func at(clock string) time.Time {
	t, err := time.Parse(time.DateTime, "2026-03-02 "+clock)
	if err != nil {
		panic(err)
	}
	return t
}

// second is the second contact of a transferred call: it has every part.
var second = Expectation{
	Parent: "a01000000000001AAA",
	Pop:    Pop{Status: "HIT", Contact: "003000000000001AAA", Account: "001000000000001AAA"},
	Left:   Pop{Status: "HIT", Contact: "003000000000001AAA", Account: "001000000000001AAA"},
	User:   "005000000000002AAA",
	Desk: desk{
		user: "005000000000002AAA", began: true,
		popped: map[string]any{"Desk_Pop__c": "Opened", "Desk_Pop_Ms__c": 3.0},
		saved: map[string]any{"Disposition__c": "Resolved", "Wrap_Up_Notes__c": "to be left alone", "Wrap_Up_At__c": at("09:05:31"),
			"Wrap_Up_By__c": "005000000000002AAA", "Follow_Up__c": false, "Create_Task__c": false},
	},
	Truth: connecttest.Truth{
		ID: "c2", InitialID: "c1", PreviousID: "c1", NextID: "c3",
		Channel: "VOICE", Method: "TRANSFER", DisconnectReason: "AGENT_DISCONNECT", Recording: "bucket/key.wav",
		QueueARN: "arn:aws:connect:eu-west-2:1:instance/i/queue/q1", QueueName: "Service",
		AgentARN: "arn:aws:connect:eu-west-2:1:instance/i/agent/a1", AgentUsername: "ada",
		Customer: "+14155550132", System: "+442079460000",
		InitiatedAt: at("09:00:00"), EnqueuedAt: at("09:00:05"), DequeuedAt: at("09:00:25"), ConnectedAt: at("09:00:25"),
		DisconnectedAt: at("09:05:00"), AcwStartedAt: at("09:05:00"), AcwEndedAt: at("09:05:30"),
		Talk: 250 * time.Second, Hold: 25 * time.Second, Acw: 30 * time.Second,
		Answer: map[string]string{"source": "salesforce", "tookMs": "41"},
	},
}

// record is what must stand in Salesforce of second, as the org shows it.
var record = map[string]any{
	"Id": "a01000000000002AAA", "Connect_Contact_Id__c": "c2", "Sync_Version__c": 1772442330000.0,
	"Channel__c": "VOICE", "Direction__c": "Internal", "Initiation_Method__c": "TRANSFER",
	"Initial_Contact_Id__c": "c1", "Previous_Contact_Id__c": "c1", "Next_Contact_Id__c": "c3",
	"Parent_Interaction__c": "a01000000000001AAA", "Queue_Id__c": "q1", "Queue_Name__c": "Service",
	"Agent_Username__c": "ada", "Customer_Endpoint__c": "+14155550132", "System_Endpoint__c": "+442079460000",
	"Initiated_At__c": "2026-03-02T09:00:00.000+0000", "Enqueued_At__c": "2026-03-02T10:00:05.000+0100",
	"Connected_At__c": "2026-03-02T09:00:25.000+0000", "Disconnected_At__c": "2026-03-02T09:05:00.000+0000",
	"Acw_Started_At__c": "2026-03-02T09:05:00.000+0000", "Closed_At__c": "2026-03-02T09:05:30.000+0000",
	"Wait_Seconds__c": 20.0, "Talk_Seconds__c": 250.0, "Hold_Seconds__c": 25.0, "Acw_Seconds__c": 30.0, "Handle_Seconds__c": 305.0,
	"Outcome__c": "Answered", "Disconnect_Reason__c": "AGENT_DISCONNECT",
	"Screen_Pop__c": "HIT", "Screen_Pop_Source__c": "salesforce", "Screen_Pop_Ms__c": 41.0,
	"Customer_Contact__c": "003000000000001AAA", "Customer_Account__c": "001000000000001AAA",
	"Recording_Location__c": "bucket/key.wav", "Record_State__c": "Final", "Cti_System__c": "tieline",
	"Service_Level_Met__c": 0.0, "Service_Level_Threshold__c": 20.0, "Local_Date__c": "2026-03-02", "Local_Hour__c": 9.0,
	"Follow_Up__c": false, "Create_Task__c": false, "Wrap_Up_Missing__c": false,
	"Disposition__c": "Resolved", "Wrap_Up_Notes__c": "to be left alone", "Wrap_Up_At__c": "2026-03-02T09:05:31.000+0000",
	"Wrap_Up_By__c": "005000000000002AAA", "Agent__c": "005000000000002AAA", "OwnerId": "005000000000002AAA",
	"Desk_Pop__c": "Opened", "Desk_Pop_Ms__c": 3.0,
}

func TestARightRecordHasNoDifference(t *testing.T) {
	compared, found := Compare(second, []map[string]any{record})
	if compared != len(fields) || len(found) > 0 {
		t.Errorf("compared %d of %d fields, found %v", compared, len(fields), found)
	}
}

func TestEveryFieldIsCompared(t *testing.T) {
	for _, f := range fields {
		wrong := maps.Clone(record)
		if wrong[f.name] == nil {
			wrong[f.name] = "somebody's"
		} else {
			delete(wrong, f.name)
		}
		_, found := Compare(second, []map[string]any{wrong})
		if len(found) != 1 || found[0].Field != f.name || found[0].Contact != "c2" {
			t.Errorf("%s is wrong, and found is %v", f.name, found)
		}
	}
}

func TestEveryFieldOfTheObjectIsInTheTable(t *testing.T) {
	dir := "../../salesforce/force-app/main/default/objects/" + interaction + "/fields"
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	compared := map[string]bool{}
	for _, f := range fields {
		compared[f.name] = true
	}
	for _, file := range files {
		if name, isField := strings.CutSuffix(file.Name(), ".field-meta.xml"); isField && !compared[name] {
			t.Errorf("nothing compares %s", name)
		}
	}
}

func TestOneRecordIsWanted(t *testing.T) {
	for want, records := range map[string][]map[string]any{"0": nil, "2": {record, record}} {
		_, found := Compare(second, records)
		if len(found) != 1 || found[0].Got != want {
			t.Errorf("%s records: %v", want, found)
		}
	}
}

func TestADifferenceDoesNotSayWhoItIs(t *testing.T) {
	wrong := maps.Clone(record)
	wrong["Customer_Endpoint__c"], wrong["Agent_Username__c"] = "+15005550006", "eve"
	_, found := Compare(second, []map[string]any{wrong})
	for _, d := range found {
		if s := d.String(); strings.Contains(s, "+1") || strings.Contains(s, "ada") || strings.Contains(s, "eve") {
			t.Errorf("%s", s)
		}
	}
	if len(found) != 2 {
		t.Errorf("found %v", found)
	}
}

func TestWhatBecameOfAContact(t *testing.T) {
	for name, tt := range map[string]struct {
		truth connecttest.Truth
		want  map[string]any
	}{
		"answered": {second.Truth, map[string]any{"Outcome__c": "Answered", "Closed_At__c": at("09:05:30")}},
		"abandoned in the queue": {
			connecttest.Truth{QueueARN: "a/queue/q1", EnqueuedAt: at("09:00:05"), DequeuedAt: at("09:00:45"), DisconnectedAt: at("09:00:45")},
			map[string]any{"Outcome__c": "Abandoned in Queue", "Service_Level_Met__c": 0.0, "Wait_Seconds__c": 40.0, "Talk_Seconds__c": nil, "Closed_At__c": at("09:00:45")},
		},
		"gave up soon": {
			connecttest.Truth{QueueARN: "a/queue/q1", EnqueuedAt: at("09:00:05"), DequeuedAt: at("09:00:24"), DisconnectedAt: at("09:00:24")},
			map[string]any{"Service_Level_Met__c": 1.0, "Service_Level_Threshold__c": 20.0},
		},
		"hung up in the flow": {
			connecttest.Truth{DisconnectedAt: at("09:00:03")},
			map[string]any{"Outcome__c": "Abandoned in Flow", "Service_Level_Met__c": nil, "Service_Level_Threshold__c": nil, "Wait_Seconds__c": nil, "Queue_Id__c": nil, "Enqueued_At__c": nil},
		},
		"transferred from the queue": {
			connecttest.Truth{EnqueuedAt: at("09:00:05"), NextID: "c2", DisconnectedAt: at("09:01:00")},
			map[string]any{"Outcome__c": "Transferred"},
		},
		"the first of its chain": {
			connecttest.Truth{ID: "c1", Method: "INBOUND"},
			map[string]any{"Initial_Contact_Id__c": "c1", "Parent_Interaction__c": nil, "Direction__c": "Inbound"},
		},
		"an outbound callback": {connecttest.Truth{Method: "CALLBACK"}, map[string]any{"Direction__c": "Outbound"}},
	} {
		for _, f := range fields {
			if want, asked := tt.want[f.name]; asked && f.want(Expectation{Truth: tt.truth}) != want {
				t.Errorf("%s: %s is %v, want %v", name, f.name, f.want(Expectation{Truth: tt.truth}), want)
			}
		}
	}
}

func TestTheFlowsAnswerIsCompared(t *testing.T) {
	for name, tt := range map[string]struct {
		want   Pop
		answer map[string]string // what the flow is told and leaves for the agent
		end    connecttest.End
		wrong  int
	}{
		"the right contact": {second.Pop, map[string]string{"matchStatus": "HIT", "recordId": second.Pop.Contact, "recordType": "Contact",
			"accountId": second.Pop.Account, "source": "salesforce"}, connecttest.Queued, 0},
		"its account instead": {second.Pop, map[string]string{"matchStatus": "HIT", "recordId": second.Pop.Account, "recordType": "Account",
			"accountId": second.Pop.Account, "source": "salesforce"}, connecttest.Queued, 3},
		"no answer":             {second.Pop, nil, connecttest.Queued, 7},
		"nobody, and rightly":   {Pop{Status: "NONE"}, map[string]string{"matchStatus": "NONE", "source": "salesforce"}, connecttest.Queued, 0},
		"nobody, and no queue":  {Pop{Status: "NONE"}, map[string]string{"matchStatus": "NONE", "source": "salesforce"}, connecttest.Disconnected, 1},
		"nobody, from long ago": {Pop{Status: "NONE"}, map[string]string{"matchStatus": "NONE", "source": "stale"}, connecttest.Queued, 1},
		"nobody, and late":      {Pop{Status: "NONE"}, map[string]string{"matchStatus": "NONE", "source": "index", "tookMs": "1501"}, connecttest.Queued, 1},
		"a search, unwanted":    {Pop{Status: "HIT", Lead: "00Q", Sources: []string{"index"}}, map[string]string{"matchStatus": "HIT", "recordId": "00Q", "recordType": "Lead", "source": "salesforce"}, connecttest.Queued, 1},
		"somebody for a silent": {Pop{Status: "ANON"}, map[string]string{"matchStatus": "HIT", "recordId": "x"}, connecttest.Queued, 4},
	} {
		if tt.answer != nil && tt.answer["tookMs"] == "" {
			tt.answer = maps.Clone(tt.answer)
			tt.answer["tookMs"] = "41"
		}
		left := map[string]string{}
		for key, value := range tt.answer {
			left["tieline_"+key] = value
		}
		played := connecttest.Played{End: tt.end, Answer: tt.answer, Attributes: left}
		if _, found := CompareAnswer("c2", tt.want, played); len(found) != tt.wrong {
			t.Errorf("%s: %v", name, found)
		}
	}
}
