package salesforcetest_test

import (
	"strings"
	"testing"
)

// refusesID is a rule of an admin by which the id of a task cannot be stored
// before the queue is known.
func refusesID(field string) map[string]string {
	return map[string]string{"objects/Tieline_Interaction__c/validationRules/X.validationRule-meta.xml": rule(
		`AND(NOT(ISBLANK(` + field + `)), ISBLANK(PRIORVALUE(` + field + `)), ISBLANK(Queue_Id__c))`)}
}

// again takes a wish back and has it once more.
func (w *world) again(wish string) {
	w.Helper()
	w.saves(map[string]any{wish: false})
	w.saves(map[string]any{wish: true})
}

// one is the id of the only task, which the record has in the field.
func (w *world) one(field string) string {
	w.Helper()
	all := w.tasks()
	if len(all) != 1 || w.record("c1")[field] != all[0]["Id"] {
		w.Fatalf("%d tasks, and the record has %v", len(all), w.record("c1")[field])
	}
	return all[0]["Id"].(string)
}

// TestATaskIsNotMadeAgain is for each kind of task, and for each kind of customer.
func TestATaskIsNotMadeAgain(t *testing.T) {
	for _, tt := range []struct{ wish, id string }{{"Create_Task__c", "Task_Id__c"}, {"Follow_Up__c", "Follow_Up_Task_Id__c"}} {
		for customer, fields := range map[string]map[string]any{
			"Account": {"Name": "A"}, "Contact": {"LastName": "L"}, "Lead": {"LastName": "L", "Company": "C"},
		} {
			wanted := func(w *world) {
				w.final(`,"Customer_` + customer + `__c":"` + w.seed(customer, fields) + `"`)
				w.saves(map[string]any{tt.wish: true})
			}
			t.Run(tt.wish+" "+customer+" whose id was lost", func(t *testing.T) {
				inBothWays(t, func(w *world) {
					wanted(w)
					w.one(tt.id)
					if w.saves(map[string]any{tt.id: nil}); tt.wish == "Create_Task__c" {
						w.again(tt.wish)
					}
					w.one(tt.id)
					w.noFault()
				})
			})
			t.Run(tt.wish+" "+customer+" whose id was refused", func(t *testing.T) {
				inBothWaysWith(t, refusesID(tt.id), func(w *world) {
					wanted(w)
					w.again(tt.wish)
					if fault, _ := w.record("c1")["Fault__c"].(string); len(w.tasks()) != 1 || w.record("c1")[tt.id] != nil || !strings.Contains(fault, "VALIDATION") {
						w.Fatalf("%d tasks, and the fault is %q", len(w.tasks()), fault)
					}
					w.saves(map[string]any{"Queue_Id__c": "q1"})
					w.again(tt.wish)
					w.one(tt.id)
				})
			})
		}
	}
}

func TestATaskOfAnotherIsNotTakenForOurs(t *testing.T) {
	inBothWays(t, func(w *world) {
		contact := w.seed("Contact", map[string]any{"LastName": "L"})
		other := w.seed("Task", map[string]any{"Subject": "Call", "CallObject": "c1", "WhoId": contact})
		w.final(`,"Customer_Contact__c":"` + contact + `","Create_Task__c":true`)
		if r := w.record("c1"); len(w.tasks()) != 2 || r["Task_Id__c"] == nil || r["Task_Id__c"] == other {
			w.Errorf("%d tasks, and the record has %v", len(w.tasks()), r["Task_Id__c"])
		}
		w.noFault()
	})
}

func TestAFollowUpCanBeAskedForAgain(t *testing.T) {
	const id, earlier, nine = "Follow_Up_Task_Id__c", "Earlier_Follow_Up_Task_Id__c", "2026-01-09T08:00:00Z"
	for name, tt := range map[string]struct{ wish, none map[string]any }{
		"without a time":   {map[string]any{"Follow_Up__c": true}, map[string]any{"Follow_Up__c": false}},
		"at the same time": {map[string]any{"Follow_Up_At__c": nine}, map[string]any{"Follow_Up_At__c": nil}},
		"by both":          {map[string]any{"Follow_Up__c": true, "Follow_Up_At__c": nine}, map[string]any{"Follow_Up__c": false, "Follow_Up_At__c": nil}},
	} {
		t.Run(name, func(t *testing.T) {
			inBothWays(t, func(w *world) {
				w.final("")
				w.saves(tt.wish)
				first := w.one(id)
				if w.saves(tt.none); w.record("c1")[id] != nil || w.record("c1")[earlier] != first || len(w.tasks()) != 1 {
					w.Fatalf("taken back, it is %v", w.record("c1"))
				}
				w.saves(tt.wish)
				all := w.tasks()
				if len(all) != 2 || w.record("c1")[id] != all[1]["Id"] || all[0]["CallObject"] == all[1]["CallObject"] {
					w.Fatalf("asked for again, there are %v", all)
				}
				w.saves(tt.none)
				if w.saves(tt.wish); len(w.tasks()) != 3 || w.record("c1")[earlier] != all[1]["Id"] {
					w.Errorf("and a third time %d", len(w.tasks()))
				}
				w.noFault()
			})
		})
	}
}

func TestAFollowUpWithOneOfItsWishesStands(t *testing.T) {
	inBothWays(t, func(w *world) {
		w.final("")
		w.saves(map[string]any{"Follow_Up__c": true, "Follow_Up_At__c": "2026-01-09T08:00:00Z"})
		first := w.one("Follow_Up_Task_Id__c")
		w.saves(map[string]any{"Follow_Up__c": false})
		w.saves(map[string]any{"Follow_Up__c": true, "Follow_Up_At__c": nil})
		if w.one("Follow_Up_Task_Id__c") != first || w.record("c1")["Earlier_Follow_Up_Task_Id__c"] != nil {
			w.Errorf("it is %v", w.record("c1"))
		}
	})
}

func TestASecondFollowUpIsNotMadeAgain(t *testing.T) {
	later := map[string]string{"objects/Tieline_Interaction__c/validationRules/X.validationRule-meta.xml": rule(
		`AND(NOT(ISBLANK(Follow_Up_Task_Id__c)), NOT(ISBLANK(Earlier_Follow_Up_Task_Id__c)), ISBLANK(Queue_Id__c))`)}
	inBothWaysWith(t, later, func(w *world) {
		w.final("")
		w.saves(map[string]any{"Follow_Up__c": true})
		w.again("Follow_Up__c")
		w.again("Follow_Up__c")
		if all := w.tasks(); len(all) != 2 || w.record("c1")["Follow_Up_Task_Id__c"] != nil {
			w.Fatalf("%d tasks", len(all))
		}
		w.saves(map[string]any{"Queue_Id__c": "q1"})
		w.again("Follow_Up__c")
		if all := w.tasks(); len(all) != 2 || w.record("c1")["Follow_Up_Task_Id__c"] != all[1]["Id"] {
			w.Errorf("%d tasks, and the record has %v", len(all), w.record("c1")["Follow_Up_Task_Id__c"])
		}
	})
}
