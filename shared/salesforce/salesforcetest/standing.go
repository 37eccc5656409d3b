package salesforcetest

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"time"
)

// standing is what goes wrong as long as something holds.
type standing struct {
	until []season
	above []strain
	on    []poison
	locks *locks
}

type (
	season struct {
		fault Fault
		until time.Time
	}
	strain struct {
		fault   Fault
		records int
	}
	poison struct {
		fault Fault
		text  string
	}
)

// locks are those of others on the records that calls would change.
type locks struct {
	share float64
	dice  *rand.Rand
}

// FailUntil lets all calls that the fault can befall have it until then: an
// outage, or a day whose calls are used up. It panics at an unknown fault.
func (o *Org) FailUntil(f Fault, until time.Time) {
	mustKnow(f)
	o.lock()
	defer o.mu.Unlock()
	o.faults.until = append(o.faults.until, season{f, until})
}

// FailAbove lets calls of more records than that have the fault if it can
// befall them, as triggers or flows make large calls fail. Less than one takes
// it back. It panics at an unknown fault.
func (o *Org) FailAbove(f Fault, records int) {
	mustKnow(f)
	o.lock()
	defer o.mu.Unlock()
	o.faults.above = slices.DeleteFunc(o.faults.above, func(s strain) bool { return s.fault == f })
	if records > 0 {
		o.faults.above = append(o.faults.above, strain{f, records})
	}
}

// FailOn lets calls that the fault can befall have it if the text is in their
// path or body, such as a contact's id: one record then fails the whole call. An
// empty fault takes it back. It panics at an unknown one.
func (o *Org) FailOn(f Fault, text string) {
	o.lock()
	defer o.mu.Unlock()
	o.faults.on = slices.DeleteFunc(o.faults.on, func(p poison) bool { return p.text == text })
	if f != "" {
		mustKnow(f)
		o.faults.on = append(o.faults.on, poison{f, text})
	}
}

// LockRows has others hold a share, between 0 and 1, of the records that calls
// are about to change: each is refused by UNABLE_TO_LOCK_ROW. Which ones depends
// on nothing but seed, share and how many records calls met before.
func (o *Org) LockRows(seed uint64, share float64) {
	o.lock()
	defer o.mu.Unlock()
	o.faults.locks = &locks{share, rand.New(rand.NewPCG(seed, 1))}
}

// held draws for one record.
func (l *locks) held() bool { return l != nil && l.share > 0 && l.dice.Float64() < l.share }

// standingFault says what befalls a call because it stands, "" if nothing does.
func (o *Org) standingFault(r *http.Request, body []byte) Fault {
	s, now := &o.faults.standing, o.now()
	s.until = slices.DeleteFunc(s.until, func(s season) bool { return !now.Before(s.until) })
	var all []Fault
	if o.used.total(now) >= dailyLimit {
		all = append(all, LimitExceeded)
	}
	for _, season := range s.until {
		all = append(all, season.fault)
	}
	for _, poison := range s.on {
		if strings.Contains(r.URL.Path, poison.text) || bytes.Contains(body, []byte(poison.text)) {
			all = append(all, poison.fault)
		}
	}
	for _, strain := range s.above {
		if strain.fault.befalls(r) && recordsIn(body) > strain.records {
			all = append(all, strain.fault)
		}
	}
	if n := slices.IndexFunc(all, func(f Fault) bool { return f.befalls(r) }); n >= 0 {
		return all[n]
	}
	return ""
}

// recordsIn counts the records of a collections call.
func recordsIn(body []byte) int {
	var sent struct{ Records []json.RawMessage }
	_ = json.Unmarshal(body, &sent) // what cannot be read holds none
	return len(sent.Records)
}
