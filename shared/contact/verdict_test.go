package contact_test

import (
	"errors"
	"testing"

	"tieline/shared/contact"
	"tieline/shared/fault"
)

func TestTheGateHearsOfFaultsThatAreTheCalls(t *testing.T) {
	rights := fault.Errorf(fault.Unauthorized, "no such field")
	down := fault.Errorf(fault.Unavailable, "down")
	for name, tt := range map[string]struct {
		answer contact.Answer
		ids    []string
		want   error
	}{
		"all is well":                        {ids: []string{"c1", "c2"}},
		"all records meet a fault of rights": {contact.Answer{Fault: rights}, []string{"c1", "c2"}, rights},
		"a single record meets one":          {contact.Answer{Fault: rights}, []string{"c1"}, nil},
		"a record's fault is the record's":   {contact.Answer{Fault: down}, []string{"c1", "c2"}, nil},
		"a fault of the call is everybody's": {contact.Answer{Fault: down, Held: true}, []string{"c1", "c2"}, down},
	} {
		t.Run(name, func(t *testing.T) {
			s := &salesforce{answer: tt.answer}
			s.sync(t, tableOf(connected("c1"), connected("c2")), newYear, tt.ids...)
			if len(s.heard) != 1 || !errors.Is(s.heard[0], tt.want) {
				t.Errorf("heard %v, want %v", s.heard, tt.want)
			}
		})
	}
}

func TestTheGateHearsOfNoCallOfWhichOthersWereTaken(t *testing.T) {
	taken, linkless := contact.Answer{}, contact.Answer{Fault: fault.Errorf(fault.Incomplete, "no parent yet")}
	rights, odd := contact.Answer{Fault: fault.Errorf(fault.Unauthorized, "no access")}, contact.Answer{Fault: fault.Errorf(fault.Unknown, "what?"), Held: true}
	held := func(kind fault.Kind) contact.Answer {
		return contact.Answer{Fault: fault.Errorf(kind, "call"), Held: true}
	}
	for name, tt := range map[string]struct {
		answers [3]contact.Answer
		want    fault.Kind
	}{
		"two of three meet a fault of rights":         {[3]contact.Answer{rights, rights, taken}, ""},
		"two of three stumble over nobody knows what": {[3]contact.Answer{odd, odd, taken}, ""},
		"so they do beside one without a link":        {[3]contact.Answer{linkless, odd, odd}, ""},
		"all of them do":                              {[3]contact.Answer{odd, odd, odd}, fault.Unknown},
		"none was taken":                              {[3]contact.Answer{odd, rights, odd}, fault.Unknown},
		"a limit in the midst is everybody's":         {[3]contact.Answer{taken, odd, held(fault.Throttled)}, fault.Throttled},
		"an outage in the midst is everybody's":       {[3]contact.Answer{taken, odd, held(fault.Unavailable)}, fault.Unavailable},
		"a session lost in the midst is everybody's":  {[3]contact.Answer{taken, odd, held(fault.Unauthorized)}, fault.Unauthorized},
	} {
		t.Run(name, func(t *testing.T) {
			s := &salesforce{says: map[string]contact.Answer{"c1": tt.answers[0], "c2": tt.answers[1], "c3": tt.answers[2]}}
			s.sync(t, tableOf(connected("c1"), connected("c2"), connected("c3")), newYear, "c1", "c2", "c3")
			if len(s.heard) != 1 || fault.KindOf(s.heard[0]) != tt.want {
				t.Errorf("heard %v, want %q", s.heard, tt.want)
			}
		})
	}
}
