package connecttest

import (
	"context"
	"hash/fnv"
	"strconv"
)

const mostLoops = 100

// finish ends the flow; what that means depends on the flow.
func finish(context.Context, *visit, action) way { return way{end: Finished} }

// compare leads by the first condition that the value meets.
func compare(_ context.Context, v *visit, a action) way {
	value, ok := v.value(a.Parameters.ComparisonValue)
	if !ok {
		return way{err: "NoMatchingCondition"}
	}
	return result(value)
}

// distribute draws a number from 1 to 100: of a contact, at a block, always the
// same one.
func distribute(_ context.Context, v *visit, a action) way {
	h := fnv.New32a()
	_, _ = h.Write([]byte(v.contact.ID + " " + a.Identifier)) // never fails
	return result(strconv.Itoa(int(h.Sum32()%100) + 1))
}

// loopKey is a Loop: identifiers are unique in their flow only.
type loopKey struct {
	flow *Flow
	id   string
}

// loop continues as often as it says, then is done once, and begins anew.
func loop(_ context.Context, v *visit, a action) way {
	s, _ := v.value(a.Parameters.LoopCount)
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > mostLoops {
		return failed
	}
	key := loopKey{v.flow, a.Identifier}
	if v.loops[key]++; v.loops[key] <= n {
		return result("ContinueLooping")
	}
	v.loops[key] = 0
	return result("DoneLooping")
}

// wait waits for nothing: its time passes at once, and no customer returns
// before. A call cannot wait (administrator guide, "Flow block: Wait").
func wait(_ context.Context, v *visit, a action) way {
	if _, ok := v.value(a.Parameters.TimeLimitSeconds); !ok || v.contact.Channel == voice {
		return failed
	}
	return result("WaitCompleted")
}

// updateFlowAttributes sets all or none; they end with the flow.
func updateFlowAttributes(_ context.Context, v *visit, a action) way {
	given := map[string]string{}
	for k, attribute := range a.Parameters.FlowAttributes {
		given[k] = attribute.Value
	}
	set, ok := v.texts(given)
	if !ok {
		return failed
	}
	if v.attributes == nil {
		v.attributes = map[string]string{}
	}
	for k, s := range set {
		v.attributes[k] = s
	}
	return onward
}

// transferToFlow goes on in another flow, which hears what the last Lambda
// function answered, but nothing of this flow's own attributes.
func transferToFlow(_ context.Context, v *visit, a action) way {
	id, _ := v.value(a.Parameters.ContactFlowID)
	f := v.find(id)
	if f == nil || v.hook != "" {
		return failed // not of queue, hold and whisper flows
	}
	external, stored := v.external, v.stored
	v.enter(f)
	v.external, v.stored, v.caller = external, stored, nil
	return elsewhere
}

// invokeModule plays a module, from inbound flows only and not from another
// module (administrator guide, "Flow modules for reusable functions").
func invokeModule(_ context.Context, v *visit, a action) way {
	id, _ := v.value(a.Parameters.FlowModuleID)
	f := v.find(id)
	if f == nil || v.hook != "" || v.caller != nil {
		return failed
	}
	back := v.frame
	back.at = a.Transitions.NextAction
	v.caller = &back
	v.enter(f)
	return elsewhere
}

// endModule returns to the flow that invoked the module; any other flow ends.
func endModule(_ context.Context, v *visit, _ action) way {
	if v.caller == nil {
		return way{end: Finished}
	}
	v.frame, v.caller = *v.caller, nil
	return elsewhere
}
