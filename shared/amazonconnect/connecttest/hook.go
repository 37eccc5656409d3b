package connecttest

import (
	"context"
	"maps"
)

// The events of a contact whose hooked flows are played here (Amazon Connect
// developer guide, "UpdateContactEventHooks").
const (
	CustomerQueue   = "CustomerQueue"
	AgentWhisper    = "AgentWhisper"
	CustomerWhisper = "CustomerWhisper"
)

// PlayHook plays the flow that the contact's flow hooked to an event. It begins
// with what the run before left behind and returns what came of this flow
// alone; of a contact without such a hook, nothing was played or said.
func (r Runner) PlayHook(ctx context.Context, event string, c Contact, before Run) (Run, error) {
	c.Attributes, c.Queue = before.Attributes, before.Queue
	if event != CustomerQueue {
		c.InitiationMethod = "" // whispers do not know it (administrator guide, "List of available contact attributes")
	}
	v := r.visit(c)
	v.hook, v.CustomerID, v.End = event, before.CustomerID, Finished
	maps.Copy(v.Hooks, before.Hooks)
	f := r.find(v.Hooks[event])
	if f == nil {
		return v.Run, nil
	}
	err := v.play(ctx, f)
	return v.Run, err
}
