package world

import (
	"slices"
	"testing"

	"tieline/shared/amazonconnect/connecttest"
)

func TestAnsweredContactsAreCounted(t *testing.T) {
	for name, tt := range map[string]struct {
		spoil func(w *World) error
		want  Answered
		says  []string
	}{
		"all is right": {func(*World) error { return nil }, Answered{1, 1, 1, 1, 1}, nil},
		"it stands there twice": {func(w *World) error {
			_, err := w.Org.Duplicate(w.org.interactions("c2")[0]["Id"].(string))
			return err
		}, Answered{1, 0, 0, 1, 0}, []string{"answered contacts with one Interaction", "answered contacts that were wrapped up", "Tasks that were asked for"}},
		"its wrap-up is gone":   {overwrite("Wrap_Up_At__c", nil), Answered{1, 1, 0, 1, 1}, []string{"answered contacts that were wrapped up"}},
		"another wrapped it up": {overwrite("Wrap_Up_By__c", nil), Answered{1, 1, 0, 1, 1}, []string{"answered contacts that were wrapped up"}},
		"nobody wrapped it up": {func(w *World) error {
			w.desks.change("c2", func(is *desk) { is.saved = map[string]any{"Follow_Up__c": true} })
			return nil
		}, Answered{1, 1, 0, 1, 1}, []string{"answered contacts that were wrapped up"}},
		"its task is gone": {func(w *World) error {
			return w.Org.Delete("Task", w.org.interactions("c2")[0]["Follow_Up_Task_Id__c"].(string))
		}, Answered{1, 1, 1, 1, 0}, []string{"Tasks that were asked for"}},
		"no task was made": {overwrite("Follow_Up_Task_Id__c", nil), Answered{1, 1, 1, 1, 0}, []string{"Tasks that were asked for"}},
	} {
		w, calls := judged(t, "")
		w.desks.wrapUp("c2", w.users["ada"], 5) // with a follow-up, and no task of the call
		if err := tt.spoil(w); err != nil {
			t.Fatal(err)
		}
		listened, alone := connecttest.Truth{ID: "m", Method: "MONITOR", AgentARN: "a"}, connecttest.Truth{ID: "q", Method: "INBOUND"}
		calls = append(calls, &Call{Played: connecttest.Played{Contacts: []connecttest.Truth{listened, alone}}})
		got := w.countAnswered(calls)
		var says []string
		for _, d := range got.wrong() {
			says = append(says, d.Field)
		}
		if got != tt.want || !slices.Equal(says, tt.says) {
			t.Errorf("%s: %+v, %v", name, got, says)
		}
	}
}

func TestTheCountIsToldInASentence(t *testing.T) {
	const want = "2 of 3 answered contacts are one Interaction, 1 of 3 were wrapped up by the agent who answered; of 5 Tasks asked for, 4 are there"
	if got := (Answered{Contacts: 3, Once: 2, WrappedUp: 1, Asked: 5, Tasks: 4}).String(); got != want {
		t.Errorf("says %s", got)
	}
}
