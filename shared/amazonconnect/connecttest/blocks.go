package connecttest

import "context"

// block is how one type of action is played. Each is documented on a page of
// its own (Amazon Connect developer guide, "Flow language", actions).
type block struct {
	play   func(context.Context, *visit, action) way
	goesOn bool // needs a next action
}

// blocks are the actions that can be played: what public sample flows use in a
// contact that comes in.
var blocks = map[string]block{
	// Control of the flow.
	"CheckHoursOfOperation":     {checkHours, false},
	"CheckMetricData":           {checkMetric, false},
	"Compare":                   {compare, false},
	"DistributeByPercentage":    {distribute, false},
	"EndFlowExecution":          {finish, false},
	"EndFlowModuleExecution":    {endModule, false},
	"GetMetricData":             {getMetrics, true},
	"InvokeFlowModule":          {invokeModule, true},
	"Loop":                      {loop, false},
	"TransferToFlow":            {transferToFlow, false},
	"UpdateFlowAttributes":      {updateFlowAttributes, true},
	"UpdateFlowLoggingBehavior": {unseen, true},
	"Wait":                      {wait, false},

	// What a participant hears and does.
	"ConnectParticipantWithLexBot":    {lexBot, false},
	"DisconnectParticipant":           {disconnect, false},
	"GetParticipantInput":             {getInput, false},
	"MessageParticipant":              {playPrompt, true},
	"MessageParticipantIteratively":   {loopPrompts, false},
	"ShowView":                        {showView, false},
	"TransferParticipantToThirdParty": {thirdParty, false},

	// The contact.
	"CreateCallbackContact":            {createCallback, true},
	"DequeueContactAndTransferToQueue": {dequeue, false},
	"TransferContactToQueue":           {transferToQueue, false},
	"UpdateContactAttributes":          {updateAttributes, true},
	"UpdateContactCallbackNumber":      {updateCallback, true},
	"UpdateContactData":                {updateData, true},
	"UpdateContactEventHooks":          {updateHooks, true},
	"UpdateContactTargetQueue":         {updateQueue, true},

	"CompleteOutboundCall":                       {unseen, true},
	"TagContact":                                 {unseen, true},
	"UnTagContact":                               {unseen, true},
	"UpdateContactMediaProcessing":               {unseen, true},
	"UpdateContactMediaStreamingBehavior":        {unseen, true},
	"UpdateContactRecordingAndAnalyticsBehavior": {unseen, true},
	"UpdateContactRecordingBehavior":             {unseen, true},
	"UpdateContactRoutingBehavior":               {unseen, true},
	"UpdateContactRoutingCriteria":               {unseen, true},
	"UpdateContactTextToSpeechVoice":             {unseen, true},
	"UpdatePreviousContactParticipantState":      {unseen, true},

	// Other services.
	"InvokeLambdaFunction": {invokeLambda, true},

	"CheckVoiceId":          {missing, false},
	"CreateCase":            {missing, true},
	"CreateCustomerProfile": {missing, true},
	"CreateTask":            {missing, true},
	"CreateWisdomSession":   {missing, true},
	"GetCase":               {missing, true},
	"GetCustomerProfile":    {missing, true},
	"StartVoiceIdStream":    {missing, true},
	"UpdateCase":            {missing, true},
	"UpdateCustomerProfile": {missing, true},
}

// unseen changes nothing that shows: nobody here keeps flow logs, records,
// streams, speaks with a voice or chooses among contacts.
func unseen(context.Context, *visit, action) way { return onward }

// missing is an action of a service that an instance need not have, and this
// one has not: Customer Profiles, Cases, tasks, Wisdom, Voice ID. Their blocks
// then take the error branch (administrator guide, "Flow block: Customer
// profiles", configuration tips; likewise of the others).
func missing(context.Context, *visit, action) way { return failed }
