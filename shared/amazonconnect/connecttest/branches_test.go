package connecttest

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// leave plays one block that has a branch for every error and every result
// named, and says by which of them the contact left it: "next" is its NextAction.
func leave(t *testing.T, r Runner, c Contact, kind, parameters string, results ...string) (string, Run) {
	t.Helper()
	end := func(id string) string { return strings.Replace(bye, "bye", id, 1) }
	actions := []string{end("next")}
	var errors, conditions []string
	for _, e := range []string{
		"NoMatchingError", "NoMatchingCondition", "QueueAtCapacity", "InputTimeLimitExceeded", "TimeLimitExceeded",
		"InvalidPhoneNumber", "InvalidCallbackNumber", "CallFailed",
	} {
		actions = append(actions, end(e))
		errors = append(errors, fmt.Sprintf(`{"ErrorType":%q,"NextAction":%q}`, e, e))
	}
	for _, result := range results {
		operator, operand, ok := strings.Cut(result, " ")
		if !ok {
			operator, operand = "Equals", result
		}
		actions = append(actions, end("is "+result))
		conditions = append(conditions, fmt.Sprintf(
			`{"NextAction":%q,"Condition":{"Operator":%q,"Operands":[%q]}}`, "is "+result, operator, operand))
	}
	f := mustParse(t, flowOf("try", append(actions, fmt.Sprintf(
		`"Identifier":"try","Type":%q,"Parameters":{%s},"Transitions":{"NextAction":"next","Errors":[%s],"Conditions":[%s]}`,
		kind, parameters, strings.Join(errors, ","), strings.Join(conditions, ",")))...))
	run := playFlow(t, r, f, c)
	if len(run.Blocks) == 1 {
		return "", run
	}
	return run.Blocks[1].Identifier, run
}

func pressing(keys ...string) Contact { c := caller; c.Input = keys; return c }

func on(channel string) Contact { c := caller; c.Channel = channel; return c }

func in(q Queue) Contact { c := caller; c.Queue = q; return c }

func TestEachBlockLeavesByTheBranchItsPageNames(t *testing.T) {
	closed, empty := Queue{ARN: "q", Closed: true}, Queue{ARN: "q", Unstaffed: true}
	busy := Queue{ARN: "q", Waiting: 7, Oldest: 90 * time.Second}
	const menu, keep = `"Text":"Press.","StoreInput":"False"`, `"StoreInput":"True"`
	phone := func(format string) string {
		return keep + `,"InputValidation":{"PhoneNumberValidation":{"NumberFormat":"` + format + `"}}`
	}
	for _, c := range []struct {
		kind, parameters string
		contact          Contact
		results          string
		want             string
	}{
		{"CheckHoursOfOperation", ``, in(support), "True,False", "is True"},
		{"CheckHoursOfOperation", ``, in(closed), "True,False", "is False"},
		{"CheckHoursOfOperation", ``, caller, "True,False", "NoMatchingError"},
		{"CheckHoursOfOperation", `"HoursOfOperationId":"h"`, caller, "True,False", "is True"},
		{"CheckHoursOfOperation", `"HoursOfOperationId":"$.External.h"`, caller, "True,False", "NoMatchingError"},

		{"CheckMetricData", `"MetricType":"NumberOfAgentsAvailable"`, in(support), "NumberGreaterThan 0", "is NumberGreaterThan 0"},
		{"CheckMetricData", `"MetricType":"NumberOfAgentsStaffed"`, in(empty), "NumberGreaterThan 0", "NoMatchingCondition"},
		{"CheckMetricData", `"MetricType":"NumberOfContactsInQueue"`, in(busy), "7", "is 7"},
		{"CheckMetricData", `"MetricType":"OldestContactInQueueAgeSeconds"`, in(busy), "90", "is 90"},
		{"CheckMetricData", `"MetricType":"NumberOfAgentsOnline"`, caller, "", "NoMatchingError"},
		{"CheckMetricData", `"MetricType":"Luck"`, in(support), "", "NoMatchingError"},
		{"CheckMetricData", `"MetricType":"NumberOfAgentsOnline","QueueId":"q1"`, caller, "1", "is 1"},
		{"CheckMetricData", `"MetricType":"NumberOfAgentsOnline","AgentId":"a"`, in(support), "", "NoMatchingError"},

		{"GetMetricData", ``, in(support), "", "next"},
		{"GetMetricData", `"QueueId":"q1"`, caller, "", "next"},
		{"GetMetricData", ``, caller, "", "NoMatchingError"},

		{"GetParticipantInput", menu, pressing("1"), "1,2", "is 1"},
		{"GetParticipantInput", menu, pressing("2"), "1,2", "is 2"},
		{"GetParticipantInput", menu, pressing("21"), "1,2", "is 2"},
		{"GetParticipantInput", menu, pressing("9"), "1,2", "NoMatchingCondition"},
		{"GetParticipantInput", menu, pressing(""), "1,2", "InputTimeLimitExceeded"},
		{"GetParticipantInput", menu, caller, "1,2", "InputTimeLimitExceeded"},
		{"GetParticipantInput", menu, on("CHAT"), "1,2", "NoMatchingError"},
		{"GetParticipantInput", `"Text":"a","SSML":"b"`, pressing("1"), "1", "NoMatchingError"},
		{"GetParticipantInput", keep, pressing("123"), "", "next"},
		{"GetParticipantInput", keep, caller, "", "next"},
		{"GetParticipantInput", phone("E164"), pressing("442079460001"), "", "next"},
		{"GetParticipantInput", phone("E164"), pressing("020"), "", "InvalidPhoneNumber"},
		{"GetParticipantInput", phone("Local"), pressing("02079460001"), "", "next"},
		{"GetParticipantInput", phone("Local"), pressing("*1"), "", "InvalidPhoneNumber"},
		{"GetParticipantInput", phone("E164"), caller, "", "next"},

		{"ConnectParticipantWithLexBot", `"Text":"Say it."`, caller, "Sales", "InputTimeLimitExceeded"},
		{"ShowView", `"InvocationTimeLimitSeconds":"400"`, caller, "Next", "NoMatchingError"},
		{"ShowView", `"InvocationTimeLimitSeconds":"400"`, on("CHAT"), "Next", "TimeLimitExceeded"},
		{"Wait", `"TimeLimitSeconds":"60"`, caller, "WaitCompleted", "NoMatchingError"},
		{"Wait", `"TimeLimitSeconds":"60"`, on("CHAT"), "WaitCompleted,CustomerReturned", "is WaitCompleted"},
		{"Wait", `"TimeLimitSeconds":"$.External.s"`, on("TASK"), "WaitCompleted", "NoMatchingError"},

		{"TransferParticipantToThirdParty", `"ThirdPartyPhoneNumber":"+14155550100"`, caller, "", "next"},
		{"TransferParticipantToThirdParty", `"ThirdPartyPhoneNumber":"+14155550100","ContinueFlowExecution":"False"`, caller, "", ""},
		{"TransferParticipantToThirdParty", `"ThirdPartyPhoneNumber":"$.External.n"`, caller, "", "CallFailed"},
		{"TransferParticipantToThirdParty", `"ThirdPartyPhoneNumber":"+14155550100"`, on("CHAT"), "", "NoMatchingError"},

		{"UpdateContactCallbackNumber", `"CallbackNumber":"$.CustomerEndpoint.Address"`, caller, "", "next"},
		{"UpdateContactCallbackNumber", `"CallbackNumber":"$.Attributes.tier"`, caller, "", "InvalidCallbackNumber"},
		{"UpdateContactCallbackNumber", `"CallbackNumber":"$.CustomerEndpoint.Address"`, on("TASK"), "", "InvalidCallbackNumber"},
		{"CreateCallbackContact", ``, in(support), "", "next"},
		{"CreateCallbackContact", ``, caller, "", "NoMatchingError"},
		{"CreateCallbackContact", `"QueueId":"q1"`, caller, "", "next"},
		{"CreateCallbackContact", `"QueueId":"q1"`, on("CHAT"), "", "NoMatchingError"},

		{"UpdateFlowAttributes", `"FlowAttributes":{"a":{"Value":"$.Channel"}}`, caller, "", "next"},
		{"UpdateFlowAttributes", `"FlowAttributes":{"a":{"Value":"$.External.x"}}`, caller, "", "NoMatchingError"},
		{"InvokeFlowModule", `"FlowModuleId":"gone"`, caller, "", "NoMatchingError"},
		{"DequeueContactAndTransferToQueue", `"QueueId":"q1"`, caller, "", "NoMatchingError"},
		{"MessageParticipantIteratively", `"Messages":[{"Text":"Wait."}]`, caller, "", "NoMatchingError"},
		{"TransferContactToQueue", ``, in(support), "", ""},
		{"TransferContactToQueue", ``, in(full), "", "QueueAtCapacity"},
	} {
		var results []string
		if c.results != "" {
			results = strings.Split(c.results, ",")
		}
		if got, _ := leave(t, Runner{Queues: []Queue{support, full}}, c.contact, c.kind, c.parameters, results...); got != c.want {
			t.Errorf("%s %s in %s: left by %q, want %q", c.kind, c.parameters, c.contact.Channel, got, c.want)
		}
	}
}

func TestBlocksWithoutAnEffectGoOnAndMissingServicesFail(t *testing.T) {
	for kind, want := range map[string]string{
		"CompleteOutboundCall": "next", "TagContact": "next", "UnTagContact": "next", "UpdateContactMediaProcessing": "next",
		"UpdateContactMediaStreamingBehavior": "next", "UpdateContactRecordingAndAnalyticsBehavior": "next",
		"UpdateContactRecordingBehavior": "next", "UpdateContactRoutingBehavior": "next", "UpdateContactRoutingCriteria": "next",
		"UpdateContactTextToSpeechVoice": "next", "UpdatePreviousContactParticipantState": "next",
		"CheckVoiceId": "NoMatchingError", "CreateCase": "NoMatchingError", "CreateCustomerProfile": "NoMatchingError",
		"CreateTask": "NoMatchingError", "CreateWisdomSession": "NoMatchingError", "GetCase": "NoMatchingError",
		"GetCustomerProfile": "NoMatchingError", "StartVoiceIdStream": "NoMatchingError", "UpdateCase": "NoMatchingError",
		"UpdateCustomerProfile": "NoMatchingError",
	} {
		if got, _ := leave(t, Runner{}, caller, kind, ``); got != want {
			t.Errorf("%s is left by %q, want %q", kind, got, want)
		}
	}
}

func TestContactsAreDistributedInTheirShares(t *testing.T) {
	counts := map[string]int{}
	for n := range 2000 {
		c := Contact{ID: fmt.Sprintf("contact-%d", n)}
		got, _ := leave(t, Runner{}, c, "DistributeByPercentage", ``, "NumberLessThan 21", "NumberLessThan 61")
		again, _ := leave(t, Runner{}, c, "DistributeByPercentage", ``, "NumberLessThan 21", "NumberLessThan 61")
		if got != again {
			t.Errorf("%s goes by %q, then by %q", c.ID, got, again)
		}
		counts[got]++
	}
	a, b, rest := counts["is NumberLessThan 21"], counts["is NumberLessThan 61"], counts["NoMatchingCondition"]
	if a < 340 || a > 460 || b < 720 || b > 880 || a+b+rest != 2000 {
		t.Errorf("of 2000 contacts 20%% are %d, 40%% are %d, and %d remain", a, b, rest)
	}
}
