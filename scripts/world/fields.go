package world

import "time"

// field says what a field of the interaction object must hold. This is the
// table of the object's contract once more, in terms of what was true of the
// call; it shares no code with what fills the fields.
type field struct {
	name     string
	want     func(Expectation) any // string, float64, bool, time.Time, or an any…; nil for an empty field
	personal bool                  // says who somebody is
}

// anyVersion is wanted of the fence: any number above 0.
type anyVersion struct{}

// anyAnswer is wanted of a checkbox that is computed: yes or no.
type anyAnswer struct{}

// anyID is wanted of what a flow made.
type anyID struct{}

var fields = []field{
	{contactID, func(e Expectation) any { return e.ID }, false},
	{"Sync_Version__c", func(Expectation) any { return anyVersion{} }, false},
	{"Channel__c", func(e Expectation) any { return e.Channel }, false},
	{"Direction__c", func(e Expectation) any { return direction(e.Method) }, false},
	{"Initiation_Method__c", func(e Expectation) any { return e.Method }, false},
	{"Initial_Contact_Id__c", initial, false},
	{"Previous_Contact_Id__c", func(e Expectation) any { return text(e.PreviousID) }, false},
	{"Next_Contact_Id__c", func(e Expectation) any { return text(e.NextID) }, false},
	{"Parent_Interaction__c", func(e Expectation) any { return text(e.Parent) }, false},
	{"Queue_Id__c", func(e Expectation) any { return id(e.QueueARN, "queue") }, false},
	{"Queue_Name__c", func(e Expectation) any { return text(e.QueueName) }, false},
	{"Agent_Username__c", func(e Expectation) any { return text(e.AgentUsername) }, true},
	{"Agent__c", func(e Expectation) any { return text(e.User) }, false},
	{"Customer_Endpoint__c", func(e Expectation) any { return text(e.Customer) }, true},
	{"System_Endpoint__c", func(e Expectation) any { return text(e.System) }, true},
	{"Initiated_At__c", func(e Expectation) any { return instant(e.InitiatedAt) }, false},
	{"Enqueued_At__c", func(e Expectation) any { return instant(e.EnqueuedAt) }, false},
	{"Connected_At__c", func(e Expectation) any { return instant(e.ConnectedAt) }, false},
	{"Disconnected_At__c", func(e Expectation) any { return instant(e.DisconnectedAt) }, false},
	{"Acw_Started_At__c", func(e Expectation) any { return instant(e.AcwStartedAt) }, false},
	{"Closed_At__c", closed, false},
	{"Wait_Seconds__c", waited, false},
	{"Talk_Seconds__c", func(e Expectation) any { return e.ofAgent(e.Talk) }, false},
	{"Hold_Seconds__c", func(e Expectation) any { return e.ofAgent(e.Hold) }, false},
	{"Acw_Seconds__c", func(e Expectation) any { return e.ofAgent(e.Acw) }, false},
	{"Handle_Seconds__c", func(e Expectation) any { return e.ofAgent(e.Talk + e.Hold + e.Acw + e.Pause) }, false},
	{"Service_Level_Met__c", levelMet, false},
	{"Service_Level_Threshold__c", levelThreshold, false},
	{"Local_Date__c", func(e Expectation) any { return e.InitiatedAt.UTC().Format(time.DateOnly) }, false},
	{"Local_Hour__c", func(e Expectation) any { return float64(e.InitiatedAt.UTC().Hour()) }, false},
	{"Outcome__c", outcome, false},
	{"Disconnect_Reason__c", func(e Expectation) any { return text(e.DisconnectReason) }, false},
	{"Screen_Pop__c", func(e Expectation) any { return text(e.Pop.Status) }, false},
	{"Screen_Pop_Source__c", func(e Expectation) any { return text(e.Answer["source"]) }, false},
	{"Screen_Pop_Ms__c", popTime, false},
	{"Customer_Contact__c", func(e Expectation) any { return text(e.Pop.Contact) }, false},
	{"Customer_Account__c", func(e Expectation) any { return text(e.Pop.Account) }, false},
	{"Customer_Lead__c", func(e Expectation) any { return text(e.Pop.Lead) }, false},
	{"Recording_Location__c", func(e Expectation) any { return text(e.Recording) }, false},
	{"Record_State__c", func(Expectation) any { return "Final" }, false},
	{ctiSystem, func(Expectation) any { return tieline }, false},
	{"Disposition__c", saved("Disposition__c"), false}, // the wrap-up is the agent's
	{"Wrap_Up_Notes__c", saved("Wrap_Up_Notes__c"), true},
	{"Follow_Up_At__c", saved("Follow_Up_At__c"), false},
	{"Wrap_Up_By__c", wrappedUpBy, false},
	{"Wrap_Up_At__c", wrappedUpAt, false},
	{"Follow_Up__c", ticked("Follow_Up__c"), false},
	{"Follow_Up_Task_Id__c", followUpTask, false},
	{"Earlier_Follow_Up_Task_Id__c", empty, false},      // nobody takes a wish back here
	{"Create_Task__c", ticked("Create_Task__c"), false}, // nobody tuned it
	{"Task_Id__c", callTask, false},
	{"Customer_Case__c", empty, false},
	{"Desk_Pop__c", deskPop, false},
	{"Desk_Pop_Ms__c", deskTime, false},
	{"Fault__c", empty, false},
	{"Fault_At__c", empty, false},
	{"OwnerId", owner, false},
	{"Wrap_Up_Missing__c", func(Expectation) any { return anyAnswer{} }, false}, // it depends on the time at which one looks
}

func empty(Expectation) any { return nil }

// ticked is a checkbox that was ticked there, or was not.
func ticked(field string) func(Expectation) any {
	return func(e Expectation) any { return e.Desk.saved[field] == true }
}

// saved is what the agent saved of a field, as it must stand there untouched.
func saved(field string) func(Expectation) any {
	return func(e Expectation) any { return e.Desk.saved[field] }
}
