package doctor_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"tieline/scripts/doctor"
	"tieline/shared/fault"
	"tieline/shared/salesforce"
)

// org answers what a test wants it to.
type org struct {
	err        error
	flows      []salesforce.Flow
	unwritable salesforce.Unwritable
	used       salesforce.Usage
	last       time.Time
	peopled    bool
	described  []string
}

func (o *org) Secret(context.Context) ([]byte, error) { return []byte("hush"), o.err }
func (o *org) Enter(context.Context) error            { return o.err }

func (o *org) Flows(context.Context, []string) ([]salesforce.Flow, error) { return o.flows, o.err }

func (o *org) Unwritable(_ context.Context, object string, fields []string) (salesforce.Unwritable, error) {
	o.described = append(o.described, object+" "+strings.Join(fields, " "))
	return o.unwritable, o.err
}

func (o *org) Deliveries(context.Context) (salesforce.Usage, bool, error) {
	return o.used, o.used.Limit > 0, o.err
}

func (o *org) LastHealth(context.Context, string) (time.Time, error) { return o.last, o.err }

func (o *org) Peopled(context.Context, string) (bool, error) { return o.peopled, o.err }

// share is a Meter, that knows nothing if it is below 0.
type share float64

func (s share) Share() (float64, bool) { return float64(s), s >= 0 }

// coded is an error of AWS, which names who asked.
type coded string

func (c coded) Error() string     { return "user ann: " + string(c) }
func (c coded) ErrorCode() string { return string(c) }

// active are all shipped flows but those left out, as they should be.
func active(but ...string) (flows []salesforce.Flow) {
	for _, name := range doctor.Shipped {
		if !strings.Contains(" "+strings.Join(but, " ")+" ", " "+name+" ") {
			flows = append(flows, salesforce.Flow{Name: name, Active: true, Newest: true})
		}
	}
	return flows
}

// want runs a check, whose finding is to have this state and these texts.
func want(t *testing.T, c doctor.Check, state doctor.State, texts ...string) {
	t.Helper()
	found := c.Run(t.Context())
	if said := found.What + "\n" + strings.Join(found.Do, "\n"); found.State != state || (len(found.Do) > 0) == (state == doctor.OK) {
		t.Errorf("%s is %s, with %d things to do, want %s: %s", c.Name, found.State, len(found.Do), state, said)
	} else {
		for _, text := range texts {
			if !strings.Contains(said, text) {
				t.Errorf("%s says no %q: %s", c.Name, text, said)
			}
		}
	}
	if c.Layer == "" || found.What == "" {
		t.Errorf("%s says nothing of its layer %q or its finding %q", c.Name, c.Layer, found.What)
	}
}

// down is a failure of Salesforce.
var down = fault.Errorf(fault.Unavailable, "Salesforce answers 503")
