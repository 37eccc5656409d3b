package connecttest

import (
	"context"
	"maps"
	"strconv"
)

const (
	attributesLimit = 32 * 1024 // bytes of all attributes of a contact
	mostLoops       = 100
)

// block is how one type of action is played (Amazon Connect developer guide,
// "Flow language", actions).
type block struct {
	play   func(context.Context, *visit, action) way
	goesOn bool // needs a next action
}

var (
	onward = way{}
	failed = way{err: "NoMatchingError"}
)

// blocks are the actions that can be played.
var blocks = map[string]block{
	"Compare":                   {compare, false},
	"DisconnectParticipant":     {end, false},
	"EndFlowExecution":          {end, false},
	"InvokeLambdaFunction":      {invokeLambda, true},
	"Loop":                      {loop, false},
	"MessageParticipant":        {message, true},
	"TransferContactToQueue":    {transferToQueue, false},
	"TransferToFlow":            {transferToFlow, false},
	"UpdateContactAttributes":   {updateAttributes, true},
	"UpdateContactData":         {updateData, true},
	"UpdateContactEventHooks":   {updateHooks, true},
	"UpdateContactTargetQueue":  {updateQueue, true},
	"UpdateFlowLoggingBehavior": {updateLogging, true},
}

func end(context.Context, *visit, action) way { return way{end: Disconnected} }

// updateLogging changes nothing for the contact: nobody keeps flow logs here.
func updateLogging(context.Context, *visit, action) way { return onward }

// message plays exactly one of a text, a prompt or a medium.
func message(_ context.Context, v *visit, a action) way {
	p := a.Parameters
	given := 0
	for _, set := range []bool{p.Text != "", p.SSML != "", p.PromptID != "", p.Media != nil} {
		if set {
			given++
		}
	}
	if given != 1 {
		return failed
	}
	if said := v.text(p.Text + p.SSML); said != "" {
		v.Said = append(v.Said, said)
	}
	return onward
}

// compare leads by the first condition that the value meets.
func compare(_ context.Context, v *visit, a action) way {
	value, ok := v.value(a.Parameters.ComparisonValue)
	if !ok {
		return way{err: "NoMatchingCondition"}
	}
	return way{meets: &value}
}

// loop continues as often as it says, then is done once, and begins anew.
func loop(_ context.Context, v *visit, a action) way {
	s, _ := v.value(a.Parameters.LoopCount)
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > mostLoops {
		return failed
	}
	result := "ContinueLooping"
	if v.loops[a.Identifier]++; v.loops[a.Identifier] > n {
		v.loops[a.Identifier], result = 0, "DoneLooping"
	}
	return way{meets: &result}
}

// updateAttributes sets all attributes or, if they grow too large, none.
func updateAttributes(_ context.Context, v *visit, a action) way {
	set, ok := v.texts(a.Parameters.Attributes)
	if !ok || a.Parameters.TargetContact == "Related" {
		return failed // there is no related contact
	}
	all := maps.Clone(v.Attributes)
	maps.Copy(all, set)
	size := 0
	for k, s := range all {
		size += len(k) + len(s)
	}
	if size > attributesLimit {
		return failed
	}
	v.Attributes = all
	return onward
}

// updateData keeps the customer's id; the other data of a contact, such as its
// language, change nothing here.
func updateData(_ context.Context, v *visit, a action) way {
	id, ok := v.value(a.Parameters.CustomerID)
	if !ok || a.Parameters.TargetContact == "Related" {
		return failed
	}
	if id != "" {
		v.CustomerID = id
	}
	return onward
}

var hooks = map[string]bool{
	"AgentHold": true, "AgentWhisper": true, "CustomerHold": true, "CustomerQueue": true, "CustomerRemaining": true,
	"CustomerWhisper": true, "DefaultAgentUI": true, "DisconnectAgentUI": true, "PauseContact": true, "ResumeContact": true,
}

// updateHooks takes exactly one hook. The flow it names is not played: nothing
// of whispers and holds shows in events or records.
func updateHooks(_ context.Context, v *visit, a action) way {
	set, ok := v.texts(a.Parameters.EventHooks)
	if !ok || len(set) != 1 {
		return failed
	}
	for hook, flow := range set {
		if !hooks[hook] || flow == "" {
			return failed
		}
	}
	return onward
}

// updateQueue sets the target queue. Agents have no queues of their own here.
func updateQueue(_ context.Context, v *visit, a action) way {
	id, ok := v.value(a.Parameters.QueueID)
	if !ok || a.Parameters.AgentID != "" {
		return failed
	}
	q, ok := v.queue(id)
	if !ok {
		return failed
	}
	v.Queue = q
	return onward
}

func transferToQueue(_ context.Context, v *visit, _ action) way {
	switch {
	case v.Queue.ARN == "":
		return failed
	case v.Queue.Full:
		return way{err: "QueueAtCapacity"}
	}
	return way{end: Queued}
}

func transferToFlow(_ context.Context, v *visit, a action) way {
	id, ok := v.value(a.Parameters.ContactFlowID)
	if !ok || v.Flows == nil {
		return failed
	}
	if f := v.Flows(id); f != nil {
		return way{flow: f}
	}
	return failed
}
