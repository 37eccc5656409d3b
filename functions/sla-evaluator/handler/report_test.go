package handler

import (
	"maps"
	"strings"
	"testing"
	"time"

	"tieline/shared/sla"
	"tieline/shared/tuning"
)

func TestSilenceIsOfOpeningHoursOnly(t *testing.T) {
	const half = 30 * time.Minute
	for name, tt := range map[string]struct {
		hours   string
		silence time.Duration
		heard   time.Duration // before noon
		want    bool
	}{
		"for long":                       {"Mon 08:00-18:00 UTC", half, half, true},
		"not for long enough":            {"Mon 08:00-18:00 UTC", half, half - time.Second, false},
		"closed":                         {"Tue 08:00-18:00 UTC", half, 9 * time.Hour, false},
		"open for just as long":          {"Mon 11:30-18:00 UTC", half, 9 * time.Hour, true},
		"not open for long":              {"Mon 11:31-18:00 UTC", half, 9 * time.Hour, false},
		"a break between":                {"Mon 08:00-11:40, Mon 11:41-18:00 UTC", half, 9 * time.Hour, false},
		"a silence of no whole minutes":  {"Mon 11:58-18:00 UTC", 90 * time.Second, time.Hour, true},
		"closed at that moment":          {"Mon 11:59-18:00 UTC", 90 * time.Second, time.Hour, false},
		"by another zone's clocks":       {"Mon 12:30-18:00 Europe/Berlin", half, time.Hour, true},
		"something was heard after noon": {"Mon 08:00-18:00 UTC", half, -time.Second, false},
	} {
		hours, err := sla.ParseHours(tt.hours)
		if err != nil {
			t.Fatal(err)
		}
		if got := silent(hours, tt.silence, noon.Add(-tt.heard), noon); got != tt.want {
			t.Errorf("%s: silent %t", name, got)
		}
	}
}

func TestAnyOpeningHoursThatAreSetBreakTheSilence(t *testing.T) {
	const day, late, closed = "Mon 08:00-18:00 UTC", "Mon 11:31-18:00 UTC", "Tue 08:00-18:00 UTC"
	for name, tt := range map[string]struct {
		tuned tuning.Snapshot
		want  string
	}{
		"none are set":                   {nil, "0"},
		"those of all queues":            {tuning.Snapshot{"sla/opening-hours": day}, "1"},
		"of one queue only":              {tuning.Snapshot{"sla/queue/q2/opening-hours": day}, "1"},
		"of one queue, which is closed":  {tuning.Snapshot{"sla/queue/q2/opening-hours": closed}, "0"},
		"all are closed but one queue":   {tuning.Snapshot{"sla/opening-hours": closed, "sla/queue/q1/opening-hours": day}, "1"},
		"only the queues are closed":     {tuning.Snapshot{"sla/opening-hours": day, "sla/queue/q1/opening-hours": closed, "sla/queue/q2/opening-hours": closed}, "1"},
		"a queue opened just now":        {tuning.Snapshot{"sla/opening-hours": closed, "sla/queue/q1/opening-hours": late}, "0"},
		"two, neither for long enough":   {tuning.Snapshot{"sla/opening-hours": late, "sla/queue/q1/opening-hours": "Mon 08:00-11:59 UTC"}, "0"},
		"a queue that is open always":    {tuning.Snapshot{"sla/opening-hours": closed, "sla/queue/q1/opening-hours": "always"}, "0"},
		"a queue that never closes":      {tuning.Snapshot{"sla/queue/q1/opening-hours": "Mon-Sun 00:00-24:00 UTC"}, "1"},
		"a queue nobody heard of":        {tuning.Snapshot{"sla/queue/q3/opening-hours": day}, "0"},
		"a longer silence than there is": {tuning.Snapshot{"sla/opening-hours": day, "sla/silence": "3601"}, "0"},
		"as long a silence as there is":  {tuning.Snapshot{"sla/opening-hours": day, "sla/silence": "3600"}, "1"},
	} {
		w := newWorld()
		w.queues, w.heard = []string{"q1", "q2"}, noon.Add(-time.Hour)
		maps.Copy(w.tuned, tt.tuned)
		if log, err := w.run(t, noon); err != nil || !strings.Contains(log, `"Silent":`+tt.want+`,`) {
			t.Errorf("%s: %v, logged %s", name, err, log)
		}
	}
}

func TestASilenceBeforeAnyQueueWasHeardOfIsToldByTheHoursOfAll(t *testing.T) {
	w := newWorld()
	w.tuned["sla/opening-hours"], w.tuned["sla/silence"] = "Mon 08:00-18:00 UTC", "14400"
	for at, want := range map[time.Time]string{noon.Add(-time.Minute): `"Silent":0,`, noon: `"Silent":1,`} {
		if log, err := w.run(t, at); err != nil || !strings.Contains(log, want) {
			t.Errorf("%s: %v, logged %s", at, err, log)
		}
	}
}

func TestARunSaysWhatItCameTo(t *testing.T) {
	for heard, want := range map[time.Time]string{
		noon.Add(-time.Hour): `"MinutesEvaluated":1,"QueuesEvaluated":2,"ContactsLeftOut":1,"Silent":1,"_aws":`,
		{}:                   `"MinutesEvaluated":1,"QueuesEvaluated":2,"ContactsLeftOut":1,"Silent":1,"_aws":`,
		noon:                 `"MinutesEvaluated":1,"QueuesEvaluated":2,"ContactsLeftOut":1,"Silent":0,"_aws":`,
	} {
		w := newWorld()
		w.queues, w.heard = []string{"q1", "q2"}, heard
		w.tuned["sla/opening-hours"] = "Mon 08:00-18:00 UTC"
		w.fakeContacts.of["q1"] = []sla.Contact{ended(answered(noon.Add(-10*time.Minute), -9*time.Minute), time.Second)} // left before it came
		log, err := w.run(t, noon)
		if err != nil || !strings.Contains(log, `"msg":"service levels evaluated","minute":"2026-01-05T12:00:00Z","minutes_lost":0,"took_ms":0,`+want) {
			t.Errorf("heard at %s: %v, logged %s", heard, err, log)
		}
	}
}
