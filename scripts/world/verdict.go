package world

import (
	"context"
	"fmt"
	"time"

	"tieline/shared/salesforce/salesforcetest"
)

// Verdict is what came of all calls together.
type Verdict struct {
	Calls, Contacts, Compared int
	Differences               []Difference
	Failed                    map[salesforcetest.Fault]int // of the org's calls; "" those that nothing befell
	Slowest                   time.Duration                // answer to a flow, the emulator's own time included
	Answered                  Answered
}

// Faults is how many of the org's calls a fault befell.
func (v Verdict) Faults() int {
	sum := 0
	for f, calls := range v.Failed {
		if f != "" {
			sum += calls
		}
	}
	return sum
}

// quiet is how long nothing must move in Salesforce before all is taken to have
// arrived: some seconds more than a change is held back and batched.
const quiet = 6 * time.Second

// Judge compares everything once more, when nothing is on its way any more: what
// was right may have been spoilt since, and there may be records of no call.
func (w *World) Judge(ctx context.Context, calls []*Call) (Verdict, error) {
	if err := w.rest(ctx); err != nil {
		return Verdict{}, err
	}
	if err := w.sabotage.spoil(w.org, calls); err != nil {
		return Verdict{}, err
	}
	v := w.standing(calls)
	w.options.Progress.Println(fmt.Sprintf("\n  %s", v.Answered))
	compared, found, err := w.unheard(ctx)
	v.Compared, v.Differences = v.Compared+compared, append(v.Differences, found...)
	return v, err
}

// standing compares all that stands in Salesforce.
func (w *World) standing(calls []*Call) Verdict {
	v := w.verdict(calls)
	v.Answered = w.countAnswered(calls)
	v.Differences = append(v.Differences, v.Answered.wrong()...)
	compared, found := w.tasked(calls)
	v.Compared, v.Differences = v.Compared+compared, append(v.Differences, found...)
	return v
}

// rest waits until Salesforce has been quiet.
func (w *World) rest(ctx context.Context) error {
	for {
		changed := w.Org.Changed()
		select {
		case <-changed:
		case <-time.After(quiet):
			return nil
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

func (w *World) verdict(calls []*Call) Verdict {
	v := Verdict{Calls: len(calls), Failed: failed(w.Org.Requests()), Slowest: time.Duration(w.slowest.Load())}
	if v.Slowest > budget+overhead {
		v.Differences = append(v.Differences, Difference{"", "slowest answer", "at most " + (budget + overhead).String(), v.Slowest.String()})
	}
	played := map[string]bool{}
	for _, c := range calls {
		w.compare(c)
		v.Contacts += len(c.Contacts)
		v.Compared += c.Compared
		v.Differences = append(v.Differences, c.Differences...)
		for _, contact := range c.Contacts {
			played[contact.ID] = true
		}
	}
	for _, r := range w.org.all() {
		if contact, _ := r[contactID].(string); !played[contact] {
			v.Differences = append(v.Differences, Difference{contact, "records", "0", "1"})
		}
	}
	return v
}
