package connecttest

import (
	"slices"
	"strings"
	"testing"
)

func TestACallerHearsTheFlowsAndTheAgentTheWhisper(t *testing.T) {
	i, _ := simulate(t)
	played := call(t, i, Known)
	heard := strings.Join(played.Said, "\n")
	for _, part := range []string{"Thank you for calling", "Ada", "Thank you for waiting"} {
		if !strings.Contains(heard, part) {
			t.Errorf("the caller hears %q, not %q", heard, part)
		}
	}
	if len(played.Whispered) != 1 || !strings.Contains(played.Whispered[0], "Ada") {
		t.Errorf("the agent hears %q", played.Whispered)
	}
	if abandoned := call(t, i, Abandoned); abandoned.Whispered != nil || len(abandoned.Said) != len(played.Said) {
		t.Errorf("abandoned, the caller hears %q, the agent %q", abandoned.Said, abandoned.Whispered)
	}
}

func TestATransferredContactGoesThroughItsOwnFlow(t *testing.T) {
	transfer := ship(t, desk.ARN)["transfer"]
	i, p := simulate(t, func(c *Config) { c.Transfer = transfer })
	played := call(t, i, Transferred)
	if second := played.Contacts[1]; second.Answer["recordId"] != "003x" || second.QueueName != desk.Name {
		t.Errorf("the second contact is %+v", second)
	}
	if len(played.Whispered) != 2 {
		t.Errorf("the agents hear %q", played.Whispered)
	}
	if got := p.steps[slices.Index(p.steps, played.Contacts[1].ID+" INITIATED")+1]; got != played.Contacts[1].ID+" FLOW_PLAYED" {
		t.Errorf("after the transfer comes %s", got)
	}
}

func TestATransferFlowMayTurnTheContactAway(t *testing.T) {
	refuse := mustParse(t, flowOf("hello", hello, bye))
	i, p := simulate(t, func(c *Config) { c.Transfer = refuse })
	both := call(t, i, Transferred).Contacts
	if second := both[1]; second.QueueARN != "" || second.DisconnectReason != "CONTACT_FLOW_DISCONNECT" || both[0].NextID != second.ID {
		t.Errorf("the contacts are %+v", both)
	}
	if got := p.told(both[1].ID); !slices.Equal(got, []string{"INITIATED", "DISCONNECTED", "COMPLETED"}) {
		t.Errorf("told %v", got)
	}
}

func TestAQueueFlowMayHangUp(t *testing.T) {
	flows := ship(t, desk.ARN)
	flows["arn:queue-flow"] = mustParse(t, flowOf("hello", hello, bye))
	for _, kind := range []Kind{Known, Transferred} {
		i, p := simulate(t, func(c *Config) { c.Flows = having(flows) })
		played := call(t, i, kind)
		c := played.Contacts[0]
		if len(played.Contacts) != 1 || c.AgentARN != "" || c.NextID != "" || c.DisconnectReason != "CONTACT_FLOW_DISCONNECT" || c.QueueARN == "" {
			t.Errorf("%s: contacts are %+v", kind, played.Contacts)
		}
		if got := p.told(c.ID); !slices.Equal(got, []string{"INITIATED", "QUEUED", "DISCONNECTED", "COMPLETED"}) || len(p.records) != 1 {
			t.Errorf("%s: told %v, %d records", kind, got, len(p.records))
		}
		if played.Whispered != nil {
			t.Errorf("%s: an agent hears %q", kind, played.Whispered)
		}
	}
}

func TestAWhisperMayChangeTheContact(t *testing.T) {
	flows := ship(t, desk.ARN)
	flows["arn:whisper"] = mustParse(t, flowOf("keep",
		`"Identifier":"keep","Type":"UpdateContactAttributes","Parameters":{"Attributes":{"by":"$.Agent.UserName"}},"Transitions":{"NextAction":"stop"}`, stop))
	i, p := simulate(t, func(c *Config) { c.Flows = having(flows) })
	played := call(t, i, Known)
	recorded := p.records[0]["Attributes"].(map[string]any)
	if by := played.Contacts[0].AgentUsername; played.Attributes["by"] != by || recorded["by"] != by {
		t.Errorf("%s answered, attributes are %v and %v", by, played.Attributes, recorded)
	}
}

func TestACallBringsItsInput(t *testing.T) {
	ask := `"Identifier":"ask","Type":"GetParticipantInput","Parameters":{"StoreInput":"True"},"Transitions":{"NextAction":"say"}`
	say := `"Identifier":"say","Type":"MessageParticipant","Parameters":{"Text":"$.StoredCustomerInput"},"Transitions":{"NextAction":"bye"}`
	menu := mustParse(t, flowOf("ask", ask, say, bye))
	i, _ := simulate(t, func(c *Config) { c.Flow = menu })
	played, err := i.Play(t.Context(), Call{Kind: Known, Input: []string{"42"}})
	if err != nil || !slices.Equal(played.Said, []string{"42"}) {
		t.Errorf("%v: said %q", err, played.Said)
	}
}
