package handler

import (
	"context"
	"maps"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"tieline/shared/fault"
	"tieline/shared/tuning"
)

// admins have set these.
type admins struct {
	set  map[string]string
	err  error
	hang bool
}

func (a *admins) List(ctx context.Context) (all []tuning.Override, err error) {
	if a.hang {
		<-ctx.Done()
		return nil, fault.Errorf(fault.Unavailable, "slow down: %w", ctx.Err())
	}
	for name, text := range a.set {
		all = append(all, tuning.Override{Name: name, Text: text})
	}
	return all, a.err
}

const someQueue = "01234567-89ab-cdef-0123-456789abcdef"

// tunedWorld is at 50 %, by a target of 80 % that was set a while ago.
func tunedWorld(set map[string]string) (*world, *admins) {
	w := newWorld()
	w.queues, w.tuned["sla/target"] = []string{someQueue}, "80"
	w.fakeContacts.of[someQueue] = missed(noon.Add(-time.Second))
	a := &admins{set: map[string]string{"sla/minimum-contacts": "1", "sla/breach-minutes": "1", "sla/breach-of": "1"}}
	maps.Copy(a.set, set)
	w.overrides = a
	return w, a
}

func TestARunGoesByWhatIsSetByThen(t *testing.T) {
	for name, tt := range map[string]struct {
		last     string
		set      map[string]string
		breached float64
	}{
		"as it was":                       {"80", map[string]string{"sla/target": "80"}, 1},
		"another":                         {"80", map[string]string{"sla/target": "40"}, 0},
		"for one queue":                   {"80", map[string]string{"sla/target": "80", "sla/queue/" + someQueue + "/target": "40"}, 0},
		"none any more":                   {"40", nil, 1}, // the default
		"one that is bad":                 {"80", map[string]string{"sla/target": "0"}, 1},
		"one that is bad, of another one": {"40", map[string]string{"sla/target": "0"}, 0},
	} {
		w, _ := tunedWorld(tt.set)
		w.tuned["sla/target"] = tt.last
		if log, err := w.run(t, noon); err != nil || w.put(noon, "all")["SlaBreached"] != tt.breached || strings.Contains(log, "WARN") {
			t.Errorf("%s: put %v: %v, logged %s", name, w.put(noon, "all"), err, log)
		}
		if w.tuned["sla/target"] != tt.last {
			t.Errorf("%s: it changed the snapshot", name)
		}
	}
}

func TestWhereNobodySaysWhatIsSetTheLastHoldsThatWasInForce(t *testing.T) {
	for name, broken := range map[string]func(*admins){
		"nothing is told": func(a *admins) { a.err = fault.Errorf(fault.Unavailable, "slow down") },
		"half of it is": func(a *admins) {
			a.err, a.set = fault.Errorf(fault.Unavailable, "slow down"), map[string]string{"sla/target": "40"}
		},
		"it takes too long": func(a *admins) { a.hang = true },
	} {
		synctest.Test(t, func(t *testing.T) {
			w, a := tunedWorld(map[string]string{"sla/target": "40"})
			broken(a)
			began := time.Now()
			log, err := w.run(t, noon)
			if took := time.Since(began); err != nil || w.put(noon, "all")["SlaBreached"] != 1 || took > listing {
				t.Errorf("%s: put %v after %s: %v", name, w.put(noon, "all"), took, err)
			}
			if strings.Count(log, "WARN") != 1 || !strings.Contains(log, `"msg":"parameters not read","kind":"unavailable","err":"`) || !strings.Contains(log, `"UnknownFaults":0`) {
				t.Errorf("%s: logged %s", name, log)
			}
		})
	}
}
