package salesforcetest_test

import "testing"

// TestWhoOwnsATask has one user edit contact c1 last, and both flows make a task.
func TestWhoOwnsATask(t *testing.T) {
	for name, tt := range map[string]struct {
		agent func(*world) string // whom the contact names
		wants func(agent, editor string) string
	}{
		"the agent": {func(w *world) string { return w.user("Hopper", true) }, agentOf},
		"of an agent who left, who changed it last": {func(w *world) string { return w.user("Gone", false) }, editorOf},
		"of nobody, who changed it last":            {func(*world) string { return "" }, editorOf},
		"of a record that the agent who left made": {func(w *world) string {
			agent := w.user("Gone", true)
			w.org.ActAs(agent)
			w.saves(map[string]any{"Desk_Pop__c": "Opened"})
			w.edit("User", agent, map[string]any{"IsActive": false})
			return agent
		}, editorOf},
	} {
		t.Run(name, func(t *testing.T) {
			inBothWays(t, func(w *world) {
				agent, editor, account := tt.agent(w), w.user("Editor", true), w.seed("Account", map[string]any{"Name": "A"})
				w.org.ActAs(editor)
				w.saves(map[string]any{"Agent__c": blank(agent), "Customer_Account__c": account, "Record_State__c": "Final",
					"Create_Task__c": true, "Follow_Up__c": true})
				all := w.tasks()
				if len(all) != 2 || all[0]["OwnerId"] != tt.wants(agent, editor) || all[1]["OwnerId"] != tt.wants(agent, editor) {
					w.Errorf("made %v", all)
				}
				w.noFault()
			})
		})
	}
}

func agentOf(agent, _ string) string { return agent }

func editorOf(_, editor string) string { return editor }

// blank is nil for no text.
func blank(text string) any {
	if text == "" {
		return nil
	}
	return text
}

func TestAFollowUpBelongsToWhoWrappedUp(t *testing.T) {
	inBothWays(t, func(w *world) {
		agent, other := w.user("Hopper", true), w.user("Lovelace", true)
		w.final(`,"Agent__c":"` + agent + `"`)
		w.saves(map[string]any{"Wrap_Up_By__c": other, "Follow_Up__c": true})
		if all := w.tasks(); len(all) != 1 || all[0]["OwnerId"] != other {
			w.Errorf("made %v", all)
		}
	})
}

func TestWhoSavedARecordIsKept(t *testing.T) {
	w := newWorld(t)
	one := w.seed("User", map[string]any{"LastName": "One", "Username": "one@example.com"})
	other := w.seed("User", map[string]any{"LastName": "Other", "Username": "other@example.com"})
	saved := func() [2]any { r := w.record("c1"); return [2]any{r["OwnerId"], r["LastModifiedById"]} }
	w.org.ActAs(other)
	w.saves(nil)
	if saved() != [2]any{other, other} {
		t.Errorf("made by the other, it has %v", saved())
	}
	w.upsert(false, `"Connect_Contact_Id__c":"c1","Queue_Name__c":"Sales"`)
	if saved() != [2]any{other, one} {
		t.Errorf("upserted by the client, it has %v", saved())
	}
	w.org.ActAs("")
	w.org.ActAs(other)
	w.edit(interaction, w.record("c1")["Id"].(string), map[string]any{"Queue_Name__c": "Service"})
	if saved() != [2]any{other, other} {
		t.Errorf("edited, it has %v", saved())
	}
	if a := w.call("PATCH", byKey+"c1", `{"LastModifiedById":"`+one+`"}`); a.status/100 == 2 {
		t.Error("who edited it was written")
	}
}
