package salesforcetest_test

import "testing"

// TestAFollowUpWaitsForTheCustomer: a desk often asks before Tieline has written who it was.
func TestAFollowUpWaitsForTheCustomer(t *testing.T) {
	for customer, fields := range map[string]map[string]any{"Contact": {"LastName": "L"}, "Lead": {"LastName": "L", "Company": "C"}} {
		t.Run(customer, func(t *testing.T) {
			inBothWays(t, func(w *world) {
				w.saves(map[string]any{"Follow_Up__c": true})
				if n := len(w.tasks()); n != 0 {
					w.Fatalf("%d tasks of nobody", n)
				}
				id := w.seed(customer, fields)
				w.saves(map[string]any{"Record_State__c": "Draft", "Customer_" + customer + "__c": id})
				w.one("Follow_Up_Task_Id__c")
				if who := w.tasks()[0]["WhoId"]; who != id {
					w.Errorf("it is about %v", who)
				}
				w.saves(map[string]any{"Record_State__c": "Final"})
				w.one("Follow_Up_Task_Id__c")
				w.noFault()
			})
		})
	}
}

func TestAFollowUpOfNobodyWeKnowIsMadeInTheEnd(t *testing.T) {
	inBothWays(t, func(w *world) {
		w.saves(map[string]any{"Follow_Up__c": true, "Record_State__c": "Draft"})
		if n := len(w.tasks()); n != 0 {
			w.Fatalf("%d tasks before the end", n)
		}
		w.saves(map[string]any{"Record_State__c": "Final"})
		w.one("Follow_Up_Task_Id__c")
		if r := w.tasks()[0]; r["WhoId"] != nil || r["WhatId"] != w.record("c1")["Id"] {
			w.Errorf("made %v", r)
		}
		w.noFault()
	})
}
