package connecttest

import (
	"context"
	"regexp"
	"strconv"
)

func disconnect(context.Context, *visit, action) way { return way{end: Disconnected} }

// parts counts what a message is given as.
func (m message) parts() (n int) {
	for _, given := range []bool{m.Text != "", m.SSML != "", m.PromptID != "", m.Media != nil} {
		if given {
			n++
		}
	}
	return n
}

// patience is how often a customer who does nothing is asked before hanging up:
// many a menu repeats itself for ever. It is our own limit.
const patience = 10

// silence leaves a block that got no reaction.
func (v *visit) silence(w way) way {
	if v.ignored++; v.ignored > patience {
		return way{end: Disconnected}
	}
	return w
}

func (v *visit) say(m message) {
	if said := v.text(m.Text + m.SSML); said != "" {
		v.Said = append(v.Said, said)
	}
}

// playPrompt plays exactly one of a text, a prompt or a medium.
func playPrompt(_ context.Context, v *visit, a action) way {
	if a.Parameters.parts() != 1 {
		return failed
	}
	v.say(a.Parameters.message)
	return onward
}

// loopPrompts plays messages in a circle while the customer waits, as far as
// anybody can tell once. Then it is interrupted if it may be; the next time,
// and if it may not be, an agent ends the waiting and with it the flow. It
// needs a call (administrator guide, "Flow block: Loop prompts").
func loopPrompts(_ context.Context, v *visit, a action) way {
	if v.hook == "" || v.contact.Channel != voice {
		return failed
	}
	for _, m := range a.Parameters.Messages {
		if m.parts() != 1 {
			return failed
		}
	}
	key := loopKey{v.flow, a.Identifier}
	if v.loops[key]++; v.loops[key] > 1 {
		return way{end: Finished}
	}
	for _, m := range a.Parameters.Messages {
		v.say(m)
	}
	if a.Parameters.InterruptFrequencySeconds == "" {
		return way{end: Finished}
	}
	return result("MessagesInterrupted")
}

// getInput asks for keys. A menu takes one key; what is stored may be longer,
// and is "Timeout" if nothing was pressed. Only a caller has keys
// (administrator guide, "Flow block: Get customer input", "Store customer input").
func getInput(_ context.Context, v *visit, a action) way {
	if a.Parameters.parts() > 1 || v.contact.Channel != voice {
		return failed
	}
	v.say(a.Parameters.message)
	pressed := ""
	if len(v.input) > 0 {
		pressed, v.input = v.input[0], v.input[1:]
	}
	keep := a.Parameters.StoreInput == "True"
	switch {
	case pressed == "" && keep:
		v.stored = "Timeout"
		return v.silence(onward)
	case pressed == "":
		return v.silence(way{err: "InputTimeLimitExceeded"})
	case keep:
		return v.store(pressed, a)
	}
	return result(pressed[:1])
}

// number is E.164, whose plus sign may be left out ("Flow block: Set callback
// number", configuration tips).
var (
	number      = regexp.MustCompile(`^\+?[1-9][0-9]{6,14}$`)
	localNumber = regexp.MustCompile(`^[0-9]{4,15}$`)
)

// store keeps input. A local number is kept as it was pressed: the country's
// code, which Connect adds, is not.
func (v *visit) store(pressed string, a action) way {
	check := a.Parameters.InputValidation
	longest, err := strconv.Atoi(check.CustomValidation.MaximumLength)
	switch phone := check.PhoneNumberValidation; {
	case phone != nil && phone.NumberFormat == "Local" && !localNumber.MatchString(pressed),
		phone != nil && phone.NumberFormat != "Local" && !number.MatchString(pressed):
		return way{err: "InvalidPhoneNumber"}
	case err == nil && len(pressed) > longest:
		pressed = pressed[:max(longest, 0)]
	}
	v.stored = pressed
	return onward
}

// lexBot hears nothing: no customer speaks to a bot here.
func lexBot(_ context.Context, v *visit, a action) way {
	v.say(a.Parameters.message)
	return v.silence(way{err: "InputTimeLimitExceeded"})
}

// showView shows a view to nobody; a call cannot show one at all (developer
// guide, "ShowView", restrictions).
func showView(_ context.Context, v *visit, _ action) way {
	if v.contact.Channel != "CHAT" {
		return failed
	}
	return v.silence(way{err: "TimeLimitExceeded"})
}

// thirdParty calls a number outside, which always answers. The flow goes on
// after that call unless it says that it does not.
func thirdParty(_ context.Context, v *visit, a action) way {
	to, _ := v.value(a.Parameters.ThirdPartyPhoneNumber)
	switch {
	case v.contact.Channel != voice:
		return failed
	case !number.MatchString(to):
		return way{err: "CallFailed"}
	case a.Parameters.ContinueFlowExecution == "False":
		return way{end: Disconnected}
	}
	return onward
}
