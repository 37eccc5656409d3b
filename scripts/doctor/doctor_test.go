package doctor_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"tieline/scripts/doctor"
	"tieline/shared/fault"
	"tieline/shared/salesforce"
)

func found(state doctor.State) func(context.Context) doctor.Finding {
	return func(context.Context) doctor.Finding { return doctor.Finding{State: state, What: "x"} }
}

func TestBehindAGateThatIsShutNothingIsKnown(t *testing.T) {
	checks := []doctor.Check{{Name: "a", Gate: true, Run: found(doctor.OK)}, {Name: "b", Run: found(doctor.Wrong)}, {Name: "c", Gate: true, Run: found(doctor.Unknown)}, {Name: "d", Gate: true, Run: found(doctor.OK)}}
	var said []string
	tally, err := doctor.Examine(t.Context(), checks, func(c doctor.Check, f doctor.Finding) { said = append(said, c.Name+": "+string(f.State)+", "+f.What) })
	want := []string{"a: ok, x", "b: wrong, x", "c: not known, x", "d: not known, not looked at, because of: c"}
	if err != nil || !slices.Equal(said, want) || tally[doctor.OK] != 1 || tally[doctor.Wrong] != 1 || tally[doctor.Unknown] != 2 {
		t.Errorf("%v, %v, %q", err, tally, said)
	}
}

func TestWhoIsInterruptedFindsNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	checks := []doctor.Check{{Run: func(context.Context) doctor.Finding { cancel(); return doctor.Finding{State: doctor.Wrong} }}}
	tally, err := doctor.Examine(ctx, checks, func(doctor.Check, doctor.Finding) { t.Error("it is shown") })
	if !errors.Is(err, context.Canceled) || tally != nil {
		t.Errorf("%v, %v", tally, err)
	}
}

func TestASecret(t *testing.T) {
	want(t, doctor.Secret(&org{}, "tieline-dev-salesforce"), doctor.OK, "tieline-dev-salesforce can be read")
	refused := fault.Errorf(fault.Unauthorized, "read: %w", coded("AccessDeniedException"))
	check := doctor.Secret(&org{err: refused}, "tieline-dev-salesforce")
	want(t, check, doctor.Wrong, "AccessDeniedException", "secretsmanager:GetSecretValue")
	if said := check.Run(t.Context()); strings.Contains(said.What+strings.Join(said.Do, ""), "user ann") {
		t.Error("it says who asked")
	}
	want(t, doctor.Secret(&org{err: fault.Errorf(fault.Unavailable, "of ann")}, "s"), doctor.Wrong, "unavailable")
}

func TestALogIn(t *testing.T) {
	want(t, doctor.LogIn(&org{}), doctor.OK)
	for kind, says := range map[fault.Kind]string{
		fault.Unauthorized: "salesforce-writer-refused-access", fault.Throttled: "look again later",
		fault.Unavailable: "status.salesforce.com", fault.Unknown: "My Domain",
	} {
		want(t, doctor.LogIn(&org{err: fault.Errorf(kind, "log-in refused: 400")}), doctor.Wrong, string(kind), "log-in refused: 400", says)
	}
}

func TestRights(t *testing.T) {
	o := &org{}
	checks := doctor.Rights(o)
	for _, c := range checks {
		want(t, c, doctor.OK, "there and writable")
	}
	if len(checks) != 4 || !slices.Contains(o.described, "Tieline_Heartbeat__e Event_Key__c Schema_Version__c Sent_At__c") {
		t.Errorf("described %q", o.described)
	}
	for says, u := range map[string]salesforce.Unwritable{
		"may not write it": {Object: true, ReadOnly: []string{"A__c"}},
		"not there, or not shown: A, B, C, D, E, F and 2 more": {Missing: strings.Split("A B C D E F G H", " ")},
		"fields read-only: A, B\n":                             {ReadOnly: []string{"A", "B"}},
	} {
		want(t, doctor.Rights(&org{unwritable: u})[0], doctor.Wrong, says, "Tieline_Integration")
	}
	want(t, doctor.Rights(&org{err: down})[0], doctor.Unknown, "503", "status.salesforce.com")
	want(t, doctor.Rights(&org{err: fault.Errorf(fault.Unauthorized, "403")})[0], doctor.Unknown, "Tieline_Integration")
}

func TestLimits(t *testing.T) {
	want(t, doctor.Calls(share(79.9), 80), doctor.OK, "80 % of the org's calls")
	want(t, doctor.Calls(share(80), 80), doctor.Wrong, "salesforce-writer-api-use")
	want(t, doctor.Calls(share(-1), 80), doctor.Unknown)
	want(t, doctor.Deliveries(&org{used: salesforce.Usage{Used: 8999, Limit: 10000}}), doctor.OK, "8999 of 10000")
	want(t, doctor.Deliveries(&org{used: salesforce.Usage{Used: 9000, Limit: 10000}}), doctor.Wrong, "relay fails")
	want(t, doctor.Deliveries(&org{}), doctor.Unknown, "does not tell")
	want(t, doctor.Deliveries(&org{err: down}), doctor.Unknown, "503")
	want(t, doctor.Deliveries(&org{err: fault.Errorf(fault.Unauthorized, "403")}), doctor.Unknown, "View Setup and Configuration")
}

func TestSupervisors(t *testing.T) {
	want(t, doctor.Supervisors(&org{peopled: true}), doctor.OK, "somebody")
	want(t, doctor.Supervisors(&org{}), doctor.Unknown, "nobody is in the public group", "Alert E-Mail")
	want(t, doctor.Supervisors(&org{err: down}), doctor.Unknown, "503", "status.salesforce.com")
}

func TestHealthRows(t *testing.T) {
	now := time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	check := func(o *org) doctor.Check { return doctor.Health(o, "dev", func() time.Time { return now }) }
	want(t, check(&org{last: now.Add(-75 * time.Minute)}), doctor.OK, "ended 60 minutes ago")
	want(t, check(&org{last: now.Add(-76 * time.Minute)}), doctor.Wrong, "ended 61 minutes ago", "reconciler-stopped")
	want(t, check(&org{last: now}), doctor.OK, "ended 0 minutes ago") // clocks differ
	want(t, check(&org{}), doctor.Wrong, "stage dev has written none", "A new stage")
	want(t, check(&org{err: down}), doctor.Unknown)
}
