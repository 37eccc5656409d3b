package dynamo

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"tieline/shared/contact"
	"tieline/shared/contact/contacttest"
	"tieline/shared/fault"
)

func TestRowKeepsTheItem(t *testing.T) {
	for _, item := range contacttest.Items() {
		attributes, err := encode(item, 4)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := decode(attributes); got != item || err != nil {
			t.Errorf("%s: %+v, %v", item.ID, got, err)
		}
		for attribute, want := range map[string]bool{
			"syncList": !item.DueAt.IsZero() || item.Rejected != contact.Refusal{}, "openList": !item.OpenAt.IsZero(),
			"expiresAt": !item.ExpiresAt.IsZero(), "erasedAt": !item.Erased.IsZero(),
		} {
			if _, is := attributes[attribute]; is != want {
				t.Errorf("%s: it has %s: %t", item.ID, attribute, is)
			}
		}
	}
}

func TestWhatIsDueOrRejectedHasNoTimeToLive(t *testing.T) {
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	for name, item := range map[string]contact.Item{
		"due":      {State: contact.State{ID: "c1"}, DueAt: at, ExpiresAt: at},
		"rejected": {State: contact.State{ID: "c1"}, Rejected: contact.Refusal{At: at}, ExpiresAt: at},
	} {
		attributes, err := encode(item, 4)
		if _, is := attributes["expiresAt"]; is || err != nil {
			t.Errorf("%s: it may expire, %v", name, err)
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
	late := contact.State{ID: "c1", Lapsed: time.Date(10_000, 1, 1, 0, 0, 0, 0, time.UTC)}
	if _, err := encode(contact.Item{Version: 1, State: late}, 1); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a time that JSON has no form for: %v", err)
	}
	for size, want := range map[int]fault.Kind{350_000: "", 400_000: fault.Invalid} {
		item := contact.Item{Version: 1, State: contact.State{ID: "c1",
			Record: contact.Report{Details: contact.Details{Recording: strings.Repeat("x", size)}}}}
		if _, err := encode(item, 1); fault.KindOf(err) != want {
			t.Errorf("%d bytes: %v, want kind %q", size, err, want)
		}
	}
}
