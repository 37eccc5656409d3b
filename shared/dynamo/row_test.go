package dynamo

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"tieline/shared/contact"
	"tieline/shared/fault"
)

func TestRowKeepsTheItem(t *testing.T) {
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	state := contact.State{ID: "c1",
		Events: contact.Draft{Connected: contact.Stamp(at, "agent")},
		Record: contact.Report{UpdatedAt: at, Details: contact.Details{Hold: contact.Span{Duration: time.Second, Known: true}, QueueName: "Service"}},
		Pop:    contact.Pop{At: at, Status: "HIT", Took: 3 * time.Millisecond, Contact: "003"}}
	for name, item := range map[string]contact.Item{
		"due":      {State: state, Version: 1, DueAt: at, Failures: 2, Unlinked: at},
		"rejected": {State: state, Version: 2, Rejected: contact.Refusal{Reason: "STRING_TOO_LONG [X__c]", At: at}},
		"in step":  {State: state, Version: 3, ExpiresAt: at},
	} {
		attributes, err := encode(item, 4)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := decode(attributes); got != item || err != nil {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
		if _, listed := attributes["syncList"]; listed == (name == "in step") {
			t.Errorf("%s: listed in the index: %v", name, listed)
		}
	}
}

func TestRowMayBeginWithoutAState(t *testing.T) {
	got, err := decode(map[string]types.AttributeValue{"contactId": &types.AttributeValueMemberS{Value: "c1"}, "version": number(7)})
	if want := (contact.Item{State: contact.State{ID: "c1"}, Version: 7}); got != want || err != nil {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestAnItemThatTheTableCannotTakeIsInvalid(t *testing.T) {
	for size, want := range map[int]fault.Kind{350_000: "", 400_000: fault.Invalid} {
		item := contact.Item{Version: 1, State: contact.State{ID: "c1",
			Record: contact.Report{Details: contact.Details{Recording: strings.Repeat("x", size)}}}}
		if _, err := encode(item, 1); fault.KindOf(err) != want {
			t.Errorf("%d bytes: %v, want kind %q", size, err, want)
		}
	}
}
