package handler

import (
	"context"
	"maps"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tieline/shared/fault"
	"tieline/shared/tuning"
)

// admins have set these.
type admins struct {
	set map[string]string
	err error
}

func (a *admins) List(context.Context) (all []tuning.Override, err error) {
	for name, text := range a.set {
		all = append(all, tuning.Override{Name: name, Text: text})
	}
	return all, a.err
}

// compiled is one minute of the duty, by an environment that knows nothing yet.
func compiled(t *testing.T, a *admins, o *fakeOperations) (said string, err error) {
	t.Helper()
	said = logged(func() { err = (&parameters{set: a, shared: o}).compile(t.Context()) })
	return said, err
}

func TestWhatAdminsSetIsInForceWithinAMinute(t *testing.T) {
	a, o := &admins{set: map[string]string{"sla/target": "90"}}, &fakeOperations{}
	for n, step := range []struct {
		set, want map[string]string
		writes    int
		says      string
	}{
		{map[string]string{"sla/target": "90"}, map[string]string{"sla/target": "90"}, 1, `"level":"INFO","msg":"parameters","set":1,"in_force":1,"changed":true,"rejected":[],"ParameterRejected":0,"_aws":`},
		{map[string]string{"sla/target": "90"}, map[string]string{"sla/target": "90"}, 1, `"set":1,"in_force":1,"changed":false,"rejected":[],"ParameterRejected":0,"_aws":`},
		{map[string]string{"sla/target": "0", "sla/wait-limit": "60"}, map[string]string{"sla/target": "90", "sla/wait-limit": "60"}, 2,
			`"level":"WARN","msg":"parameters","set":2,"in_force":2,"changed":true,"rejected":["sla/target: want a whole number from 1 to 100 (%), digits only"],"ParameterRejected":1,"_aws":`},
		{map[string]string{"sla/target": "0", "sla/wait-limit": "60"}, map[string]string{"sla/target": "90", "sla/wait-limit": "60"}, 2, `"changed":false,"rejected":["sla/target: `},
		{nil, nil, 3, `"set":0,"in_force":0,"changed":true,"rejected":[],"ParameterRejected":0,"_aws":`},
		{nil, nil, 3, `"set":0,"in_force":0,"changed":false,"rejected":[],"ParameterRejected":0,"_aws":`},
	} {
		a.set = step.set
		said, err := compiled(t, a, o)
		if err != nil || !maps.Equal(o.in.Tuned, step.want) || o.tuned != step.writes || !strings.Contains(said, step.says) || strings.Count(said, "\n") != 1 {
			t.Errorf("minute %d: in force %v after %d writes, %v, said %s", n, o.in.Tuned, o.tuned, err, said)
		}
	}
}

func TestNoValueIsLogged(t *testing.T) {
	said, _ := compiled(t, &admins{set: map[string]string{"sla/target": "+4930123456", "sla/goal": "+4930123456", "sla/window": "67890"}}, &fakeOperations{})
	if strings.Contains(said, "4930123456") || strings.Contains(said, "67890") || !strings.Contains(said, "sla/goal: there is no such parameter") {
		t.Errorf("said %s", said)
	}
}

func TestOfVeryManyRejectedSomeAreNamedAndAllAreCounted(t *testing.T) {
	a := &admins{set: map[string]string{}}
	for n := range 2 * mostTold {
		a.set["sla/target"+strconv.Itoa(n)] = "90"
	}
	said, err := compiled(t, a, &fakeOperations{})
	if err != nil || !strings.Contains(said, `"ParameterRejected":200,`) || strings.Count(said, "no such parameter") != mostTold {
		t.Errorf("%v, said %s", err, said)
	}
}

func TestWhatCannotBeReadChangesNothing(t *testing.T) {
	down := fault.Errorf(fault.Throttled, "slow down")
	for name, tt := range map[string]struct {
		admins admins
		shared error
	}{
		"parameters":             {admins: admins{err: down}},
		"some of the parameters": {admins: admins{set: map[string]string{"sla/target": "70"}, err: down}},
		"what is in force":       {admins: admins{set: map[string]string{"sla/target": "70"}}, shared: down},
	} {
		o := &fakeOperations{err: tt.shared}
		o.in.Tuned = tuning.Snapshot{"sla/target": "90"}
		said, err := compiled(t, &tt.admins, o)
		if fault.KindOf(err) != fault.Throttled || o.in.Tuned["sla/target"] != "90" || o.tuned != 0 || said != "" {
			t.Errorf("%s: in force %v, %v, said %s", name, o.in.Tuned, err, said)
		}
	}
}

func TestWhatIsNotWrittenIsSoInTheNextMinute(t *testing.T) {
	a, o := &admins{set: map[string]string{"sla/target": "70"}}, &fakeOperations{unwritten: fault.Errorf(fault.Unavailable, "down")}
	if said, err := compiled(t, a, o); fault.KindOf(err) != fault.Unavailable || said != "" {
		t.Errorf("%v, said %s", err, said)
	}
	o.unwritten = nil
	if _, err := compiled(t, a, o); err != nil || o.in.Tuned["sla/target"] != "70" {
		t.Errorf("in force %v, %v", o.in.Tuned, err)
	}
}

func TestParametersAreCompiledInARunWhereSomebodyCanSetThem(t *testing.T) {
	r := newRun()
	if said := r.tick(t); strings.Contains(said, `"msg":"parameters"`) {
		t.Errorf("nobody can set any, and yet: %s", said)
	}
	r.Overrides = &admins{set: map[string]string{"sla/target": "70"}}
	if said := r.tick(t); !strings.Contains(said, `"msg":"parameters","set":1,"in_force":1`) {
		t.Errorf("said %s", said)
	}
}

// A Lambda environment knows no time zone by itself (Go, package time, LoadLocation).
func TestTheFunctionBringsItsTimeZones(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "tieline/functions/reconciler").Output()
	if err != nil || !slices.Contains(strings.Fields(string(out)), "time/tzdata") {
		t.Errorf("no time/tzdata in it, %v", err)
	}
}
