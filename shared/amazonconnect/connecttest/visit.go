package connecttest

import (
	"context"
	"fmt"
	"maps"
)

// visit is one contact on its way through flows.
type visit struct {
	Runner
	Run
	frame
	caller   *frame // of the flow that invoked the module being played
	hook     string // the event that plays the flow; "" if none does
	contact  Contact
	input    []string // what the customer has yet to press
	ignored  int      // times the customer was asked and did nothing
	callback string   // the number to call back if it comes to that
	loops    map[loopKey]int
}

// frame is a flow being played, with the data that belong to it alone ("Flow
// modules for reusable functions", limitations: modules do not share them).
type frame struct {
	flow       *Flow
	at         string            // the action to play next
	external   map[string]string // $.External
	attributes map[string]string // $.FlowAttributes
	metrics    map[string]string // $.Metrics
	stored     string            // $.StoredCustomerInput
}

func (r Runner) visit(c Contact) *visit {
	v := &visit{Runner: r, contact: c, input: c.Input, callback: c.Customer, loops: map[loopKey]int{}}
	v.Attributes, v.Queue, v.Hooks = maps.Clone(c.Attributes), c.Queue, map[string]string{}
	if v.Attributes == nil {
		v.Attributes = map[string]string{}
	}
	return v
}

func (v *visit) play(ctx context.Context, f *Flow) error {
	v.enter(f)
	for range mostBlocks {
		a, ok := v.flow.actions[v.at]
		if !ok {
			v.End = Finished // a block without a way on ends the flow
			return nil
		}
		v.Blocks = append(v.Blocks, Block{a.Identifier, a.Type})
		w := blocks[a.Type].play(ctx, v, a)
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("block %q: %w", a.Identifier, err)
		}
		if w.end != "" {
			v.End = w.end
			return nil
		}
		if !w.elsewhere {
			v.at = v.follow(a, w)
		}
	}
	return fmt.Errorf("flow did not end after %d blocks, the last one %q", mostBlocks, v.at)
}

func (v *visit) enter(f *Flow) { v.frame = frame{flow: f, at: f.start} }
