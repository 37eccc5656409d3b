package main

import (
	"time"

	"tieline/shared/names"
)

// messages watches what comes of the messages that a function takes, which are
// of age at most when all is well.
func (w *Watch) messages(age time.Duration) {
	w.show(arrivals, w.own(names.MetricMessages, sum))
	w.on(w.unknownFaults(mostly), Alarm{
		What:    "comes-again",
		Meaning: "Messages fail for a passing reason, again and again.",
		Figure:  w.own(names.MetricComesAgain, sum),
		// What passes has passed in ten minutes; a message is set aside no earlier
		// than ten tries later, which is after fifteen.
		Limit: 1, Spell: Spell{5 * time.Minute, 2, 3}, Column: outcomes,
	}, Alarm{
		What:    "event-age",
		Meaning: "News is old when the function gets to it.",
		// One message that comes again is old and bothers nobody; all being old does.
		Figure: w.own(names.MetricEventAge, average),
		Limit:  ms(age), Spell: throughout, Column: lateness,
	})
}

// parking watches for messages that were put aside for people to read.
func (w *Watch) parking() {
	w.on(Alarm{
		What:    "parked",
		Meaning: "Messages that can never succeed were parked.",
		Figure:  w.own(names.MetricParked, sum),
		Limit:   1, Spell: atOnce, Column: outcomes,
	})
}

// unknownFaults is of faults that no table of ours lists. A message is tried
// again for want of knowing better; a caller is not.
func (w *Watch) unknownFaults(spell Spell) Alarm {
	return Alarm{
		What:    "unknown-faults",
		Meaning: "There are faults that Tieline does not know.",
		Figure:  w.own(names.MetricUnknownFaults, sum),
		Limit:   1, Spell: spell, Column: failures,
	}
}

// refusedAccess is of what Salesforce refuses to us whoever the contact is of.
func (w *Watch) refusedAccess(spell Spell) Alarm {
	return Alarm{
		What:     "refused-access",
		Meaning:  "Salesforce refuses Tieline's credentials, rights or fields.",
		Severity: critical,
		Layer:    salesforceConfiguration,
		Figure:   w.own(names.MetricRefusedAccess, sum),
		Limit:    1, Spell: spell, Column: failures,
	}
}
