package handler

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"tieline/shared/alert"
	"tieline/shared/fault"
	"tieline/shared/tuning"
)

func TestABreachIsOneAlertFromItsBeginningToItsEnd(t *testing.T) {
	s := newScene().told(t, sample(t, "sla-breached"))
	const queue = "aaaaaaaa-0000-4000-8000-0000000000b1"
	want := alert.Alert{Key: queue + "@2026-01-02T09:20:00Z", Source: alert.ServiceLevel, Severity: alert.Critical, Layer: alert.BusinessLogic,
		Queue: queue, QueueName: "Support", Figure: "Service level", Target: 80, Worst: 62.5, Threshold: 20 * time.Second, Hurt: 9,
		OpenedAt: start, Runbook: runbook + "#sla-evaluator-breached"}
	if got := s.records[want.Key]; got != want || len(s.records) != 1 {
		t.Errorf("while it lasts Salesforce holds %+v, want %+v", s.records, want)
	}
	s.told(t, sample(t, "sla-recovered"))
	want.Worst, want.Hurt, want.ClosedAt = 41.66666666666667, 31, start.Add(27*time.Minute)
	if got := s.records[want.Key]; got != want || len(s.records) != 1 {
		t.Errorf("after it Salesforce holds %+v, want %+v", s.records, want)
	}
}

func TestAnAlarmIsOneAlertFromItsBeginningToItsEnd(t *testing.T) {
	s := newScene().told(t, sample(t, "alarm-state-change"))
	want := alert.Alert{Key: "tieline-dev-contact-events-parked@2026-01-02T03:14:40.989Z", Source: alert.CloudWatchAlarm, Severity: alert.Critical,
		Layer: alert.Phone, Figure: "contact-events-parked", OpenedAt: rang, Runbook: runbook + "#contact-events-parked"}
	if got := s.records[want.Key]; got != want || len(s.records) != 1 {
		t.Errorf("while it lasts Salesforce holds %+v, want %+v", s.records, want)
	}
	for _, is := range []string{"OK", "INSUFFICIENT_DATA"} {
		over := rang.Add(time.Hour)
		s = newScene().told(t, sample(t, "alarm-state-change"), alarm("tieline-dev-contact-events-parked", "ALARM", rang, is, over, nil))
		if got := s.records[want.Key]; !got.ClosedAt.Equal(over) || !got.OpenedAt.Equal(rang) || len(s.records) != 1 {
			t.Errorf("%s: after it Salesforce holds %+v", is, s.records)
		}
	}
}

func TestAnAlarmThatIsDeletedWhileItRingsIsOver(t *testing.T) {
	s := newScene().told(t, sample(t, "alarm-state-change"), sample(t, "alarm-deleted"))
	got := s.records["tieline-dev-contact-events-parked@2026-01-02T03:14:40.989Z"]
	if over := time.Date(2026, 1, 2, 5, 7, 13, 0, time.UTC); !got.ClosedAt.Equal(over) || got.Severity != alert.Critical || len(s.records) != 1 {
		t.Errorf("Salesforce holds %+v", s.records)
	}
	at := start.Add(989 * time.Millisecond) // an event's own time has whole seconds
	if s.told(t, deleted("tieline-dev-x-late", "delete", "ALARM", at, start)); !s.records[keyAt(at)].ClosedAt.Equal(at) {
		t.Errorf("at once, Salesforce holds %+v", s.records[keyAt(at)])
	}
}

func TestTheOrderOfEventsAndTheirDoublesDoNotMatter(t *testing.T) {
	over := start.Add(time.Minute)
	first, last := begins(start), ends(start, over)
	for name, bodies := range map[string][]string{
		"in order": {first, last}, "the end first": {last, first}, "doubled": {first, first, last, first, last},
	} {
		s := newScene().told(t, bodies...)
		if got := s.records[keyAt(start)]; !got.OpenedAt.Equal(start) || !got.ClosedAt.Equal(over) || len(s.records) != 1 {
			t.Errorf("%s: Salesforce holds %+v", name, s.records)
		}
	}
}

func TestASourceThatFlapsIsCountedOnItsLastAlert(t *testing.T) {
	s := newScene()
	s.tuned = tuning.Snapshot{"alerts/per-hour": "2"}
	for n := range 5 {
		at := start.Add(time.Duration(n) * time.Minute)
		s.now = at
		s.told(t, begins(at), begins(at), ends(at, at.Add(time.Second)))
	}
	first, second := s.records[keyAt(start)], s.records[keyAt(start.Add(time.Minute))]
	if len(s.records) != 2 || first.Repeats != 0 || second.Repeats != 4 || !second.ClosedAt.Equal(start.Add(61*time.Second)) {
		t.Errorf("Salesforce holds %+v", s.records)
	}
	last := start.Add(5 * time.Minute)
	s.now = last
	if s.told(t, begins(last)); open(first) || !open(s.records[keyAt(start.Add(time.Minute))]) {
		t.Errorf("while the last one lasts Salesforce holds %+v", s.records)
	}
	if s.told(t, ends(last, last.Add(time.Second)), begins(last)); open(s.records[keyAt(start.Add(time.Minute))]) {
		t.Errorf("when it is over Salesforce holds %+v", s.records)
	}
	s.told(t, sample(t, "alarm-state-change"), sample(t, "sla-breached"))
	if len(s.records) != 4 {
		t.Errorf("with those of other sources Salesforce holds %v", slices.Sorted(maps.Keys(s.records)))
	}
	s.now = start.Add(61 * time.Minute)
	s.told(t, begins(s.now))
	if _, own := s.records[keyAt(s.now)]; !own {
		t.Errorf("an hour later Salesforce holds %v", slices.Sorted(maps.Keys(s.records)))
	}
}

func TestWhatIsDeliveredHoursLaterIsToldAsInTime(t *testing.T) {
	s := newScene()
	s.tuned = tuning.Snapshot{"alerts/per-hour": "1"}
	s.now = start.Add(24 * time.Hour)
	at := func(n int) time.Time { return start.Add(time.Duration(n) * time.Hour) }
	s.told(t, begins(at(5)), begins(at(2)), ends(at(2), at(3)), ends(at(1), at(2)), ends(at(5), at(6)), begins(at(1)), begins(at(7)))
	for _, n := range []int{1, 2, 5} {
		if got := s.records[keyAt(at(n))]; !got.ClosedAt.Equal(at(n+1)) || got.Repeats != 0 {
			t.Errorf("of hour %d Salesforce holds %+v", n, got)
		}
	}
	if got, told := s.records[keyAt(at(7))]; !told || got.Closed() || len(s.records) != 4 {
		t.Errorf("Salesforce holds %v", slices.Sorted(maps.Keys(s.records)))
	}
}

func TestABeginningLongAgoIsLeftToItsEnd(t *testing.T) {
	s := newScene().told(t, begins(start))
	said, err := s.hear(t, begins(start.Add(-2*time.Hour)))
	if err != nil || s.calls != 1 || !strings.Contains(said, `"msg":"event ignored","reason":"it is over`) {
		t.Errorf("%v, %d calls, said %s", err, s.calls, said)
	}
}

func TestATimeThatIsYetToComeHidesNothing(t *testing.T) {
	s := newScene().told(t, begins(start.Add(1000*time.Hour)), begins(start.Add(time.Minute)))
	if _, own := s.records[keyAt(start.Add(time.Minute))]; !own {
		t.Errorf("Salesforce holds %v", slices.Sorted(maps.Keys(s.records)))
	}
}

func TestWhatTellsNothingNewOfOursIsIgnored(t *testing.T) {
	for name, body := range map[string]string{
		"another stage's alarm":    alarm("tieline-prod-x-late", "OK", start, "ALARM", start, nil),
		"one of a longer stage":    alarm("tieline-dev2-x-late", "OK", start, "ALARM", start, nil),
		"an alarm of nobody's":     alarm("ServerCpuTooHigh", "OK", start, "ALARM", start, nil),
		"one without its own name": alarm("tieline-dev-", "OK", start, "ALARM", start, nil),
		"the alarm on breaches":    alarm("tieline-dev-sla-evaluator-breached", "OK", start, "ALARM", start, nil),
		"that of a queue":          alarm("tieline-dev-sla-evaluator-breached-q1", "ALARM", start, "OK", start, nil),
		"neither begun nor over":   alarm("tieline-dev-x-late", "INSUFFICIENT_DATA", start, "OK", start, nil),
		"as bad as before":         alarm("tieline-dev-x-late", "ALARM", start, "ALARM", start, nil),
		"an alarm that is made":    deleted("tieline-dev-x-late", "create", "INSUFFICIENT_DATA", start, start),
		"one that is changed":      deleted("tieline-dev-x-late", "update", "ALARM", start, start),
		"one deleted in peace":     deleted("tieline-dev-x-late", "delete", "OK", start, start),
		"one of others, deleted":   deleted("ServerCpuTooHigh", "delete", "ALARM", start, start),
		"that on breaches, too":    deleted("tieline-dev-sla-evaluator-breached", "delete", "ALARM", start, start),
		"an event of another type": `{"source":"tieline","detail-type":"sla.breached.v2","detail":{}}`,
		"an event of others":       `{"source":"others","detail-type":"sla.breached.v1","detail":{}}`,
	} {
		s := newScene()
		said, err := s.hear(t, body)
		if err != nil || s.calls > 0 || len(s.past) > 0 || !strings.Contains(said, `"msg":"event ignored","reason":"`) {
			t.Errorf("%s: %v, %d calls, said %s", name, err, s.calls, said)
		}
	}
}

func TestAnAlarmThatDoesNotSayHowBadItIsIsAWarning(t *testing.T) {
	for _, description := range []any{nil, "", "It is late."} {
		s := newScene().told(t, alarm("tieline-dev-x-late", "OK", start, "ALARM", start, description))
		want := alert.Alert{Key: keyAt(start), Source: alert.CloudWatchAlarm, Severity: alert.Warning, Layer: alert.Connector,
			Figure: "x-late", OpenedAt: start, Runbook: runbook + "#x-late"}
		if got := s.records[want.Key]; got != want {
			t.Errorf("%v: Salesforce holds %+v, want %+v", description, got, want)
		}
	}
}

func TestAnEventThatCannotBeReadIsInvalid(t *testing.T) {
	breached, recovered := sample(t, "sla-breached"), sample(t, "sla-recovered")
	swap := func(body, was, is string) string {
		if !strings.Contains(body, was) {
			t.Fatalf("no %s to replace", was)
		}
		return strings.Replace(body, was, is, 1)
	}
	for name, body := range map[string]string{
		"no JSON":                       `<html>`,
		"an alarm of another shape":     `{"source":"aws.cloudwatch","detail-type":"CloudWatch Alarm State Change","detail":[]}`,
		"an alarm without a name":       alarm("", "OK", start, "ALARM", start, nil),
		"one that began at no time":     strings.ReplaceAll(begins(start), "2026-", "soon-"),
		"an end that began at no time":  swap(ends(start, start.Add(time.Minute)), "2026-01-02T09:20:00", "soon"),
		"an end at no time":             swap(ends(start, start.Add(time.Minute)), "2026-01-02T09:21:00", "soon"),
		"a deletion of another shape":   `{"source":"aws.cloudwatch","detail-type":"CloudWatch Alarm Configuration Change","detail":[]}`,
		"a deletion without a name":     deleted("", "delete", "ALARM", start, start),
		"a deletion at no time":         swap(deleted("tieline-dev-x-late", "delete", "ALARM", start, start), `"time":"2026-01-02T09:20:00Z"`, `"time":""`),
		"one of what began at no time":  swap(deleted("tieline-dev-x-late", "delete", "ALARM", start, start), "09:20:00.000", "soon"),
		"a breach of another shape":     `{"source":"tieline","detail-type":"sla.breached.v1","detail":[]}`,
		"a recovery of another shape":   `{"source":"tieline","detail-type":"sla.recovered.v1","detail":[]}`,
		"a breach of another version":   swap(breached, `"schemaVersion": 1`, `"schemaVersion": 2`),
		"a breach without a key":        swap(breached, `"key"`, `"k"`),
		"a breach without a queue":      swap(breached, `"queue"`, `"q"`),
		"a breach without a beginning":  swap(breached, `"openedAt"`, `"o"`),
		"a breach without a target":     swap(breached, `"target": 80`, `"target": null`),
		"a breach of a target of 0":     swap(breached, `"target": 80`, `"target": 0`),
		"a breach without a level":      swap(breached, `"worst"`, `"w"`),
		"a recovery without an end":     swap(recovered, `"closedAt"`, `"c"`),
		"a recovery without a queue":    swap(recovered, `"queue"`, `"q"`),
		"a recovery of another version": swap(recovered, `"schemaVersion": 1`, `"schemaVersion": 2`),
	} {
		s := newScene()
		if _, err := s.hear(t, body); fault.KindOf(err) != fault.Invalid || s.calls > 0 || len(s.past) > 0 {
			t.Errorf("%s: %v, %d calls", name, err, s.calls)
		}
	}
}

func TestEachAlertLeavesALineThatCounts(t *testing.T) {
	s := newScene()
	s.tuned = tuning.Snapshot{"alerts/per-hour": "1"}
	next := start.Add(time.Minute)
	for n, tt := range []struct{ body, want string }{
		{ends(start, next), `"closed":true,"superseded":false,"told_by":"` + keyAt(start) + `","repeats":1,"Alerts":1,"AlertsSuppressed":0,`},
		{begins(start), `"closed":false,"superseded":true,"told_by":"` + keyAt(start) + `","repeats":1,"Alerts":0,"AlertsSuppressed":0,`},
		{begins(next), `"closed":false,"superseded":false,"told_by":"` + keyAt(start) + `","repeats":2,"Alerts":0,"AlertsSuppressed":1,`},
	} {
		said, err := s.hear(t, tt.body)
		if err != nil || strings.Count(said, "\n") != 1 || !strings.Contains(said, `"msg":"alert","key":"tieline-dev-x-late@`) || !strings.Contains(said, tt.want) {
			t.Errorf("event %d: %v, said %s", n, err, said)
		}
	}
	if said, _ := s.hear(t, sample(t, "sla-breached")); strings.Contains(said, "Support") || !strings.Contains(said, `"Alerts":1`) {
		t.Errorf("of a breach it said %s", said)
	}
}

func TestAFaultIsOfItsKind(t *testing.T) {
	for kind, counted := range map[fault.Kind]string{
		fault.Invalid: `"RefusedAccess":0`, fault.Conflict: `"RefusedAccess":0`, fault.Unknown: `"RefusedAccess":0`, fault.Unauthorized: `"RefusedAccess":1`,
	} {
		why := fmt.Errorf("upsert: %w", fault.Errorf(kind, "no"))
		for name, s := range map[string]*scene{"refused": {refused: why}, "failed": {failed: why}} {
			s.past, s.now = map[string]alert.Past{}, start
			if said, err := s.hear(t, begins(start)); fault.KindOf(err) != kind || !strings.Contains(said, counted) || strings.Contains(said, `"Alerts"`) {
				t.Errorf("%s: %v of kind %s, said %s", name, err, kind, said)
			}
		}
	}
	s := newScene()
	s.unknown = fault.Errorf(fault.Conflict, "others were faster")
	if _, err := s.hear(t, begins(start)); fault.KindOf(err) != fault.Conflict || s.calls > 0 {
		t.Errorf("what is known cannot be read: %v, %d calls", err, s.calls)
	}
}

func TestWhileSalesforceIsDownItIsLeftAloneAndNothingIsLost(t *testing.T) {
	s := newScene()
	s.tuned, s.failed = tuning.Snapshot{"salesforce/failures": "2", "salesforce/rest": "60"}, fault.Errorf(fault.Unavailable, "down")
	for range 5 {
		if _, err := s.hear(t, begins(start)); fault.KindOf(err) != fault.Unavailable {
			t.Errorf("while it is down: %v", err)
		}
	}
	if s.calls != 2 {
		t.Errorf("it was called %d times", s.calls)
	}
	s.failed, s.now = nil, s.now.Add(time.Minute)
	s.told(t, begins(start))
	if got := s.records[keyAt(start)]; got.Repeats != 0 || !got.OpenedAt.Equal(start) || !s.state.Until.IsZero() {
		t.Errorf("afterwards Salesforce holds %+v, and is left alone until %s", s.records, s.state.Until)
	}
}

func TestAnAlertThatIsRefusedLeavesSalesforceOpenToOthers(t *testing.T) {
	s := newScene()
	s.refused = fault.Errorf(fault.Unknown, "a flow of an admin's fails")
	for range 5 {
		if _, err := s.hear(t, begins(start)); fault.KindOf(err) != fault.Unknown {
			t.Errorf("refused: %v", err)
		}
	}
	if s.calls != 5 || !s.state.Until.IsZero() || s.state.Failures > 0 {
		t.Errorf("%d calls, then %+v", s.calls, s.state)
	}
}
