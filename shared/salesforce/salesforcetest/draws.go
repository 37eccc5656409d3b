package salesforcetest

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"time"
)

// faults is what is to go wrong.
type faults struct {
	next   []Fault // of the next calls
	shares map[Fault]float64
	dice   *rand.Rand
	delay  time.Duration // of Slow
	late   time.Duration // of Late
	standing
}

// Fail lets the next calls that the fault can befall have it, as many as
// times. Of several faults that wait, a call has the first that can befall it.
// Fail panics at an unknown fault.
func (o *Org) Fail(f Fault, times int) {
	mustKnow(f)
	o.lock()
	defer o.mu.Unlock()
	o.faults.next = append(o.faults.next, slices.Repeat([]Fault{f}, times)...)
}

// Misbehave lets faults befall data calls by share, each between 0 and 1; nil
// lets the org behave again. The fault of the nth data call after this depends
// on nothing but seed, shares and n: which call is the nth of several at once
// is for the scheduler to say. Where the draw falls on a fault that cannot
// befall the call, nothing happens to it. Logins are not drawn for. Misbehave
// panics at shares that no draw can have, or of faults of a login.
func (o *Org) Misbehave(seed uint64, shares map[Fault]float64) {
	left := 1.0
	for f, share := range shares {
		mustKnow(f)
		if left -= share; share < 0 || left < -1e-9 || f.ofLogin() {
			panic(fmt.Sprintf("the shares %v are none of data calls", shares))
		}
	}
	o.lock()
	defer o.mu.Unlock()
	o.faults.shares, o.faults.dice = maps.Clone(shares), rand.New(rand.NewPCG(seed, 0))
}

// SlowBy sets the delay of the fault Slow, which is 1.5 s until then.
func (o *Org) SlowBy(d time.Duration) {
	o.lock()
	defer o.mu.Unlock()
	o.faults.delay = d
}

// LateBy sets how much later the fault Late has a call done: 30 s until then.
func (o *Org) LateBy(d time.Duration) {
	o.lock()
	defer o.mu.Unlock()
	o.faults.late = d
}

// faultOf says what is to befall a call, "" if nothing: what its header asks
// for, else what stands, else what waits for it, else what is drawn. The org is
// locked.
func (o *Org) faultOf(r *http.Request, body []byte) Fault {
	drawn, stands := o.faults.draw(r), o.standingFault(r, body)
	f := Fault(r.Header.Get(simulateFault))
	waiting := slices.IndexFunc(o.faults.next, func(f Fault) bool { return f.befalls(r) })
	switch {
	case f != "":
	case stands != "":
		f = stands
	case waiting >= 0:
		f = o.faults.next[waiting]
		o.faults.next = slices.Delete(o.faults.next, waiting, waiting+1)
	default:
		f = drawn
	}
	if f == "" || !f.befalls(r) {
		return ""
	}
	return f
}

// draw throws the dice once for every data call.
func (s *faults) draw(r *http.Request) Fault {
	if len(s.shares) == 0 || !strings.HasPrefix(r.URL.Path, dataPath+"/") {
		return ""
	}
	at := s.dice.Float64()
	for _, f := range Faults {
		if at -= s.shares[f]; at < 0 {
			return f
		}
	}
	return ""
}
