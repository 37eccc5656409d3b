package salesforcetest_test

import (
	"strings"
	"testing"
	"time"
)

// sentAfter counts what flows have sent, after all that is due has run.
func (w *world) sentAfter(d time.Duration) int {
	w.clock.pass(d)
	w.org.RunDue()
	return len(w.org.Sent())
}

func TestAnAlertThatOpensAgainIsToldAndEscalatedAnew(t *testing.T) {
	inBothWays(t, func(w *world) {
		id := w.alert()
		w.clock.pass(5 * time.Minute)
		w.edit("Tieline_Alert__c", id, map[string]any{"Closed_At__c": w.clock.Now()})
		if n := w.sentAfter(30 * time.Minute); n != 1 {
			w.Fatalf("over in time, it was told %d times", n)
		}
		w.edit("Tieline_Alert__c", id, map[string]any{"Last_Opened_At__c": w.clock.Now(), "Repeats__c": 2})
		if n := w.sentAfter(14 * time.Minute); n != 2 || w.org.All("Tieline_Alert__c")[0]["Escalated_At__c"] != nil {
			w.Fatalf("open again, it was told %d times", n)
		}
		if n := w.sentAfter(2 * time.Minute); n != 3 || !strings.HasPrefix(w.org.Sent()[2].Title, "Not acknowledged") {
			w.Errorf("nobody saw to it, and it was told %d times", n)
		}
		w.noFault()
	})
}

func TestAnAlertIsAcknowledgedWhenSomebodyDoes(t *testing.T) {
	inBothWays(t, func(w *world) {
		id := w.alert()
		if r := w.org.All("Tieline_Alert__c")[0]; r["Acknowledged_At__c"] != nil {
			w.Fatalf("nobody did, at %v", r["Acknowledged_At__c"])
		}
		w.clock.pass(time.Minute)
		w.edit("Tieline_Alert__c", id, map[string]any{"Acknowledged_By__c": w.user("Boss", true)})
		w.clock.pass(time.Minute)
		w.edit("Tieline_Alert__c", id, map[string]any{"Worst__c": 50})
		if at := w.org.All("Tieline_Alert__c")[0]["Acknowledged_At__c"]; at != "2026-01-02T03:05:05.000+0000" {
			w.Errorf("at %v", at)
		}
		w.edit("Tieline_Alert__c", id, map[string]any{"Acknowledged_By__c": w.user("Other", true)})
		if at := w.org.All("Tieline_Alert__c")[0]["Acknowledged_At__c"]; at != "2026-01-02T03:06:05.000+0000" {
			w.Errorf("taken over at %v", at)
		}
	})
}

func TestAFollowUpOfALeadIsAboutTheLeadAlone(t *testing.T) {
	inBothWays(t, func(w *world) {
		lead := w.seed("Lead", map[string]any{"LastName": "L", "Company": "C"})
		w.final(`,"Customer_Lead__c":"` + lead + `","Customer_Account__c":"` + w.seed("Account", map[string]any{"Name": "A"}) + `"`)
		w.saves(map[string]any{"Follow_Up__c": true})
		if all := w.tasks(); len(all) != 1 || all[0]["WhoId"] != lead || all[0]["WhatId"] != nil || all[0]["ActivityDate"] != "2026-01-03" {
			w.Errorf("made %v", all)
		}
		w.noFault()
	})
}

func TestWhoIsNotRemindedOfAWrapUp(t *testing.T) {
	inBothWays(t, func(w *world) {
		w.upsert(false, `"Connect_Contact_Id__c":"c2","Agent__c":"`+w.user("Hopper", true)+
			`","Connected_At__c":"2025-12-30T03:00:00Z","Closed_At__c":"2025-12-30T03:04:00Z"`)
		if n := w.sentAfter(time.Hour); n != 0 {
			w.Errorf("of days ago, %d were sent", n)
		}
		w.org.Bypass("integration@example.com")
		w.final(`,"Agent__c":"` + w.user("Lovelace", true) + `"`)
		if n := w.sentAfter(time.Hour); n != 0 {
			w.Errorf("bypassed, %d were sent", n)
		}
		w.noFault()
	})
}

func TestAReminderWithoutItsTypeLeavesAFault(t *testing.T) {
	inBothWays(t, func(w *world) {
		if err := w.org.Delete("CustomNotificationType", w.org.All("CustomNotificationType")[0]["Id"].(string)); err != nil {
			w.Fatal(err)
		}
		w.final(`,"Agent__c":"` + w.user("Hopper", true) + `"`)
		w.sentAfter(time.Hour)
		if fault, _ := w.record("c1")["Fault__c"].(string); !strings.Contains(fault, "Tieline_Alert is missing") {
			w.Errorf("says %q", fault)
		}
		if w.record("c1")["Fault_At__c"] == nil {
			w.Error("and no list shows it")
		}
	})
}
