package salesforcetest_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"tieline/shared/salesforce/salesforcetest"
)

// project is the root of the Salesforce half.
const project = "../../../salesforce"

// inBothWays runs a test in an org with the whole project, and in one that is
// strict with records that flows did not find.
func inBothWays(t *testing.T, run func(*world)) { inBothWaysWith(t, nil, run) }

// inBothWaysWith adds files to the project.
func inBothWaysWith(t *testing.T, files map[string]string, run func(*world)) {
	t.Helper()
	all := fstest.MapFS{}
	for _, dir := range []string{"force-app", "first-install"} {
		err := fs.WalkDir(os.DirFS(project), dir, func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(p, "-meta.xml") {
				return err
			}
			text, err := os.ReadFile(filepath.Join(project, p))
			all[p] = &fstest.MapFile{Data: text}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range files {
		all["force-app/main/default/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	for _, strict := range []bool{false, true} {
		t.Run(map[bool]string{false: "blank", true: "strict"}[strict], func(t *testing.T) {
			schema, err := salesforcetest.LoadProject(all)
			if err != nil {
				t.Fatal(err)
			}
			w := newWorld(t)
			w.org = salesforcetest.New(schema, w.clock.Now)
			w.org.TrustSecret("client", "secret")
			w.login()
			if strict {
				w.org.StrictFlows()
			}
			w.seed("User", map[string]any{"LastName": "Integration", "Username": "integration@example.com"}) // has the id of who is logged in
			run(w)
		})
	}
}

// user seeds a user, and returns the id.
func (w *world) user(name string, active bool) string {
	return w.seed("User", map[string]any{"LastName": name, "Username": name + "@example.com", "IsActive": active})
}

// final upserts contact c1 as Tieline writes it when the contact is over.
func (w *world) final(fields string) {
	w.Helper()
	if got := w.upsert(false, `"Connect_Contact_Id__c":"c1","Record_State__c":"Final","Channel__c":"VOICE","Queue_Name__c":"Sales",`+
		`"Connected_At__c":"2026-01-02T03:00:00Z","Closed_At__c":"2026-01-02T03:04:00Z"`+fields); got[0] != "created" && got[0] != "updated" {
		w.Fatalf("answers %v", got)
	}
}

func (w *world) noFault() {
	w.Helper()
	if faults := w.org.FlowFaults(); len(faults) != 0 {
		w.Errorf("a flow failed: %+v", faults)
	}
}

func TestEveryShippedFlowLoads(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(shipped, "flows", "*.flow-meta.xml"))
	if err != nil || len(files) < 19 {
		t.Fatalf("%d flows, %v", len(files), err)
	}
	if _, err := salesforcetest.Load(os.DirFS(shipped)); err != nil {
		t.Error(err)
	}
	schema, err := salesforcetest.LoadProject(os.DirFS(project))
	if err != nil {
		t.Fatal(err)
	}
	org := salesforcetest.New(schema, time.Now)
	if n := len(org.All("Tieline_Disposition__mdt")); n != 5 {
		t.Errorf("%d dispositions are installed", n)
	}
	if n := len(org.All("Tieline_Follow_Up_Rule__mdt")); n != 1 {
		t.Errorf("%d follow-up rules are installed", n)
	}
}

func TestOneTaskOfAFinalInteraction(t *testing.T) {
	inBothWays(t, func(w *world) {
		agent, contact := w.user("Hopper", true), w.seed("Contact", map[string]any{"LastName": "<b>Lovelace"})
		links := `,"Agent__c":"` + agent + `","Customer_Contact__c":"` + contact + `"`
		if w.final(links); len(w.tasks()) != 0 {
			w.Fatal("it is on, and nobody asked for it")
		}
		w.final(links + `,"Create_Task__c":true,"Talk_Seconds__c":90`)
		all := w.tasks()
		if len(all) != 1 || all[0]["WhoId"] != contact || all[0]["WhatId"] != w.record("c1")["Id"] || all[0]["OwnerId"] != agent ||
			all[0]["Status"] != "Completed" || all[0]["Subject"] != "Call: Sales" || all[0]["CallDurationInSeconds"] != 90.0 {
			w.Fatalf("made %v", all)
		}
		if r := w.record("c1"); r["Task_Id__c"] != all[0]["Id"] || r["Fault__c"] != nil {
			w.Errorf("holds %v", r)
		}
		w.final(links + `,"Create_Task__c":true,"Talk_Seconds__c":91`)
		w.final(links + `,"Create_Task__c":false`)
		if w.final(links + `,"Create_Task__c":true`); len(w.tasks()) != 1 {
			w.Errorf("saved once more, there are %d", len(w.tasks()))
		}
		w.noFault()
		inOrder(w.TB, w.page("/record/"+w.record("c1")["Id"].(string)).text, "Customer_Contact__c", "&lt;b&gt;Lovelace", "Task_Id__c", "Tasks (1)", "Call: Sales")
	})
}

func TestATaskOfALeadIsAboutTheLeadAlone(t *testing.T) {
	inBothWays(t, func(w *world) {
		agent, lead := w.user("Hopper", true), w.seed("Lead", map[string]any{"LastName": "L", "Company": "C"})
		account := w.seed("Account", map[string]any{"Name": "Whose the number is as well"})
		w.final(`,"Agent__c":"` + agent + `","Customer_Lead__c":"` + lead + `","Customer_Account__c":"` + account + `","Create_Task__c":true`)
		if all := w.tasks(); len(all) != 1 || all[0]["WhoId"] != lead || all[0]["WhatId"] != nil {
			w.Errorf("made %v", all)
		}
		w.noFault()
	})
}

func TestATaskOfAnAgentWhoLeft(t *testing.T) {
	inBothWays(t, func(w *world) {
		agent, account := w.user("Gone", false), w.seed("Account", map[string]any{"Name": "A"})
		w.final(`,"Agent__c":"` + agent + `","Customer_Account__c":"` + account + `","Create_Task__c":true`)
		if all := w.tasks(); len(all) != 1 || all[0]["OwnerId"] != w.record("c1")["LastModifiedById"] || all[0]["OwnerId"] == agent {
			w.Errorf("made %v", all)
		}
		w.noFault()
	})
}

func TestATaskThatIsRefusedLeavesItsFault(t *testing.T) {
	refused := map[string]string{"objects/Task/validationRules/X.validationRule-meta.xml": rule(`ISNEW()`)}
	inBothWaysWith(t, refused, func(w *world) {
		contact := w.seed("Contact", map[string]any{"LastName": "L"})
		w.final(`,"Agent__c":"` + w.user("Hopper", true) + `","Customer_Contact__c":"` + contact + `","Create_Task__c":true`)
		fault, _ := w.record("c1")["Fault__c"].(string)
		if !strings.Contains(fault, "Interaction Task") || !strings.Contains(fault, "FIELD_CUSTOM_VALIDATION_EXCEPTION") {
			w.Errorf("says %q", fault)
		}
		inOrder(w.TB, w.page("/").text, "Faults of flows (1)", "Tieline_Interaction_Task", "Create_Task", "yes")
	})
}

func TestAFollowUpTask(t *testing.T) {
	inBothWays(t, func(w *world) {
		w.edit("Tieline_Follow_Up_Rule__mdt", w.org.All("Tieline_Follow_Up_Rule__mdt")[0]["Id"].(string),
			map[string]any{"Subject__c": "Ring back", "Priority__c": "Urgent!", "Days__c": 3})
		agent := w.user("Hopper", true)
		w.final(`,"Agent__c":"` + agent + `"`)
		w.saves(map[string]any{"Disposition__c": "Resolved", "Follow_Up__c": true, "Wrap_Up_By__c": agent})
		all := w.tasks()
		if len(all) != 1 || all[0]["Subject"] != "Ring back" || all[0]["Priority"] != "Normal" || all[0]["ActivityDate"] != "2026-01-05" || all[0]["OwnerId"] != agent {
			w.Fatalf("a wrong priority makes %v", all)
		}
		w.saves(map[string]any{"Follow_Up_At__c": "2026-01-09T08:00:00Z"})
		if len(w.tasks()) != 1 || w.record("c1")["Follow_Up_Task_Id__c"] != all[0]["Id"] {
			w.Errorf("then there are %d", len(w.tasks()))
		}
		w.noFault()
	})
}

func TestAFollowUpWithoutARule(t *testing.T) {
	inBothWays(t, func(w *world) {
		if err := w.org.Delete("Tieline_Follow_Up_Rule__mdt", w.org.All("Tieline_Follow_Up_Rule__mdt")[0]["Id"].(string)); err != nil {
			w.Fatal(err)
		}
		w.final(`,"Agent__c":"` + w.user("Gone", false) + `"`)
		w.saves(map[string]any{"Follow_Up_At__c": "2026-01-09T08:00:00Z"})
		if all := w.tasks(); len(all) != 1 || all[0]["Subject"] != "Follow up" || all[0]["ActivityDate"] != "2026-01-09" || all[0]["IsReminderSet"] != true {
			w.Errorf("made %v", all)
		}
		w.noFault()
	})
}

func TestAMissingWrapUpIsRemindedOfOnce(t *testing.T) {
	inBothWays(t, func(w *world) {
		agent := w.user("Hopper", true)
		w.final(`,"Agent__c":"` + agent + `","Agent_Username__c":"Hopper"`)
		w.clock.pass(9 * time.Minute)
		if w.org.RunDue(); len(w.org.Sent()) != 0 || w.record("c1")["Wrap_Up_Missing__c"] != false {
			w.Fatalf("too early: %v", w.org.Sent())
		}
		w.clock.pass(time.Minute)
		w.org.RunDue()
		if sent := w.org.Sent(); len(sent) != 1 || sent[0].To[0] != agent || !strings.Contains(sent[0].Title, "INT-00000001") || w.record("c1")["Wrap_Up_Missing__c"] != true {
			w.Errorf("sent %+v", sent)
		}
		w.noFault()
	})
	inBothWays(t, func(w *world) {
		w.final(`,"Agent__c":"` + w.user("Hopper", true) + `"`)
		w.saves(map[string]any{"Disposition__c": "Resolved"})
		w.clock.pass(time.Hour)
		if w.org.RunDue(); len(w.org.Sent()) != 0 {
			w.Errorf("wrapped up in time: %v", w.org.Sent())
		}
	})
}

// alert seeds an alert that has opened, and returns its id.
func (w *world) alert() string {
	return w.seed("Tieline_Alert__c", map[string]any{"Transition_Key__c": "k1", "Opened_At__c": w.clock.Now(), "Queue_Name__c": "<i>Sales</i>",
		"Figure__c": "Service level", "Target__c": 80, "Worst__c": 55, "Runbook__c": "docs/runbook.md"})
}

func TestAnAlertIsToldAndEscalated(t *testing.T) {
	inBothWays(t, func(w *world) {
		for _, system := range w.org.All("Tieline_CTI_System__mdt") {
			w.edit("Tieline_CTI_System__mdt", system["Id"].(string), map[string]any{"Alert_Email__c": "boss@example.com"})
		}
		id, group := w.alert(), w.org.Find("Group", "DeveloperName", "Tieline_Supervisors")[0]["Id"]
		sent := w.org.Sent()
		if len(sent) != 2 || sent[0].To[0] != group || sent[0].Target != id || sent[1].To[0] != "boss@example.com" || !strings.Contains(sent[1].Title, "<i>Sales</i>") {
			w.Fatalf("sent %+v", sent)
		}
		w.clock.pass(15 * time.Minute)
		w.org.RunDue()
		if sent := w.org.Sent(); len(sent) != 4 || !strings.HasPrefix(sent[2].Title, "Not acknowledged") || w.org.All("Tieline_Alert__c")[0]["Escalated_At__c"] == nil ||
			sent[1].From != "DefaultWorkflowUser" || sent[3].From != "DefaultWorkflowUser" {
			w.Errorf("escalated, it has sent %+v", sent)
		}
		w.clock.pass(time.Hour)
		if w.org.RunDue(); len(w.org.Sent()) != 4 {
			w.Error("it escalates again")
		}
		w.noFault()
	})
}

func TestAnAcknowledgedAlertIsNotEscalated(t *testing.T) {
	inBothWays(t, func(w *world) {
		id := w.alert()
		w.edit("Tieline_Alert__c", id, map[string]any{"Acknowledged_By__c": w.user("Boss", true)})
		if r := w.org.All("Tieline_Alert__c")[0]; r["Acknowledged_At__c"] != "2026-01-02T03:04:05.000+0000" {
			w.Errorf("holds %v", r)
		}
		before := len(w.org.Sent())
		w.clock.pass(time.Hour)
		if w.org.RunDue(); len(w.org.Sent()) != before || w.org.All("Tieline_Alert__c")[0]["Escalated_At__c"] != nil {
			w.Error("it is escalated")
		}
		w.noFault()
	})
}

func TestAnAlertThatNobodyCanBeToldOfIsSavedAllTheSame(t *testing.T) {
	inBothWays(t, func(w *world) {
		if err := w.org.Delete("Group", w.org.All("Group")[0]["Id"].(string)); err != nil {
			w.Fatal(err)
		}
		w.alert()
		if fault, _ := w.org.All("Tieline_Alert__c")[0]["Fault__c"].(string); !strings.Contains(fault, "Alert Opened") {
			w.Errorf("says %q", fault)
		}
	})
}
