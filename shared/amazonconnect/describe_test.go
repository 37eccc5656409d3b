package amazonconnect

import (
	"testing"
	"time"

	"tieline/shared/amazonconnect/connecttest"
	"tieline/shared/contact"
	"tieline/shared/fault"
)

// told is what DescribeContact should tell of a contact that is over.
func told(c connecttest.Truth) contact.Details {
	span := func(d time.Duration) contact.Span { return contact.Span{Duration: d, Known: c.AgentARN != ""} }
	d := contact.Details{
		Channel: c.Channel, Method: c.Method, PreviousID: c.PreviousID, Queue: contact.QueueID(c.QueueARN), Agent: contact.AgentID(c.AgentARN),
		CustomerEndpoint: c.Customer, SystemEndpoint: c.System, InitiatedAt: c.InitiatedAt, EnqueuedAt: c.EnqueuedAt,
		ConnectedAt: c.ConnectedAt, DisconnectedAt: c.DisconnectedAt, AcwStartedAt: c.AcwStartedAt, AcwEndedAt: c.AcwEndedAt,
		ClosedAt: c.DisconnectedAt, DisconnectReason: c.DisconnectReason, Recording: c.Recording, Hold: span(c.Hold), AfterWork: span(c.Acw),
	}
	if c.InitialID != c.ID {
		d.InitialID = c.InitialID
	}
	if c.AgentARN != "" {
		d.ClosedAt = c.AcwEndedAt
	}
	d.Answering = c.Detection
	if c.Pause > 0 {
		d.Pause = contact.Span{Duration: c.Pause, Known: true}
	}
	if c.Method == "CALLBACK" {
		d.SystemEndpoint = "" // is not populated (API reference, DescribeContact)
	}
	return d
}

func TestDescribeTellsWhatIsTrueOfEveryKindOfContact(t *testing.T) {
	for _, kind := range connecttest.Kinds {
		i := simulate(t)
		c, _ := asking(i, instance)
		for _, truth := range play(t, i, kind) {
			got, err := c.Describe(t.Context(), truth.ID)
			if err != nil {
				t.Fatal(err)
			}
			if got.ID != truth.ID || got.Describe.UpdatedAt.IsZero() || got.Describe.UpdatedAt.Before(truth.DisconnectedAt) {
				t.Errorf("%s: %s was updated at %s", kind, got.ID, got.Describe.UpdatedAt)
			}
			if want := told(truth); got.Describe.Details != want {
				t.Errorf("%s: told\n%+v, true is\n%+v", kind, got.Describe.Details, want)
			}
			if alone := (contact.State{ID: got.ID, Describe: got.Describe}); got != alone {
				t.Errorf("%s: the fact says more: %+v", kind, got)
			}
		}
	}
}

func TestWhatIsNotSetIsNotTold(t *testing.T) {
	for name, tt := range map[string]struct {
		body string
		want contact.Details
	}{
		"nothing": {`{}`, contact.Details{}},
		"nulls":   {`{"AgentInfo":null,"QueueInfo":null,"CustomerEndpoint":null,"Recordings":null,"LastUpdateTimestamp":null}`, contact.Details{}},
		"the first of January 1970": {`{"InitiationTimestamp":0.001,"DisconnectTimestamp":0.001,"LastUpdateTimestamp":0.001,
			"QueueInfo":{"EnqueueTimestamp":0.001}}`, contact.Details{}},
		"an agent who has yet to accept": {`{"AgentInfo":{"Id":"a-1","ConnectedToAgentTimestamp":0.001}}`, contact.Details{}},
		"a negative duration": {`{"AgentInfo":{"Id":"a-1","ConnectedToAgentTimestamp":1772445600,"AfterContactWorkDuration":-4}}`,
			contact.Details{Agent: "a-1", ConnectedAt: now}},
		"after-contact work that goes on": {`{"Channel":"voice","DisconnectTimestamp":1772445600,
			"AgentInfo":{"Id":"a-1","ConnectedToAgentTimestamp":1772445600,"AfterContactWorkStartTimestamp":1772445600}}`,
			contact.Details{Channel: "VOICE", Agent: "a-1", ConnectedAt: now, DisconnectedAt: now, AcwStartedAt: now}},
		"no place of the first recording": {`{"Recordings":[{"Status":"DELETED"},{"Location":"b/k"}]}`, contact.Details{Recording: "b/k"}},
	} {
		c, _ := asking(answers(`{"Contact":`+tt.body+`}`), instance)
		got, err := c.Describe(t.Context(), "c1")
		if want := (contact.State{ID: "c1", Describe: contact.Report{Details: tt.want}}); err != nil || got != want {
			t.Errorf("%s: %v, told %+v", name, err, got.Describe)
		}
	}
}

func TestAnAnswerWithoutWhatWasAskedForIsAFault(t *testing.T) {
	c, _ := asking(answers(`{}`), instance)
	_, describe := c.Describe(t.Context(), "c1")
	_, _, user := c.User(t.Context(), "a-1")
	_, queue := c.Queue(t.Context(), "q-1")
	for what, err := range map[string]error{"contact": describe, "user": user, "queue": queue} {
		if fault.KindOf(err) != fault.Unknown || err == nil {
			t.Errorf("%s: %v", what, err)
		}
	}
}
