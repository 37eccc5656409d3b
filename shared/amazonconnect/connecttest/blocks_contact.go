package connecttest

import (
	"context"
	"maps"
)

const attributesLimit = 32 * 1024 // bytes of all attributes of a contact

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
	"AgentHold": true, AgentWhisper: true, "CustomerHold": true, CustomerQueue: true, "CustomerRemaining": true,
	CustomerWhisper: true, "DefaultAgentUI": true, "DisconnectAgentUI": true, "PauseContact": true, "ResumeContact": true,
}

// updateHooks takes exactly one hook. That there is such a flow shows only when
// its event comes.
func updateHooks(_ context.Context, v *visit, a action) way {
	set, ok := v.texts(a.Parameters.EventHooks)
	if !ok || len(set) != 1 {
		return failed
	}
	for hook, flow := range set {
		if !hooks[hook] || flow == "" {
			return failed
		}
		v.Hooks[hook] = flow
	}
	return onward
}

// updateCallback sets the number to call back. That of a call is the caller's
// until then; all but calls have an invalid one.
func updateCallback(_ context.Context, v *visit, a action) way {
	s, _ := v.value(a.Parameters.CallbackNumber)
	if v.contact.Channel != voice || !number.MatchString(s) {
		return way{err: "InvalidCallbackNumber"}
	}
	v.callback = s
	return onward
}

// createCallback promises a call back, from a queue. The contact that it makes
// is another one.
func createCallback(_ context.Context, v *visit, a action) way {
	if _, ok := v.named(a); !ok || v.contact.Channel != voice || !number.MatchString(v.callback) {
		return failed
	}
	v.Callback = v.callback
	return onward
}
