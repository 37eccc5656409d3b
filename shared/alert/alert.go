// Package alert is the domain of telling people, in Salesforce, that something
// is wrong, and that it is over: each once, however often it is heard. It knows
// nothing of AWS, logging or the Salesforce API.
package alert

import "time"

// Alert is one episode of something wrong, from its beginning to its end. What
// is not known of it is zero.
type Alert struct {
	Key       string // of the episode; the same for its beginning and its end
	Source    string
	Severity  string
	Layer     string
	Queue     string // id, if it is about one
	QueueName string
	Figure    string // what went wrong

	Target    float64 // percent; 0 if it is not about a service level, and then so are the three below
	Worst     float64 // lowest service level so far, percent
	Threshold time.Duration
	Hurt      int // contacts that were not answered in time so far

	OpenedAt time.Time
	ClosedAt time.Time // zero while it lasts
	Runbook  string    // where to read on
	Repeats  int       // how many episodes it stands for; 0 if that is not told

	LastOpenedAt time.Time // when the last of those began that it stands for beside its own; zero if that is not told
	LastClosedAt time.Time // when that one was over; zero if that is not told
}

// What tells of something wrong.
const (
	ServiceLevel    = "Service Level"
	CloudWatchAlarm = "CloudWatch Alarm"
)

// How soon somebody should look: at once, or today.
const (
	Critical = "Critical"
	Warning  = "Warning"
)

// The layer in which to look first (docs/runbook.md, "Which of the four layers").
const (
	Phone         = "1 phone"
	Connector     = "2 connector"
	Configuration = "3 Salesforce configuration"
	BusinessLogic = "4 business logic"
)

// Closed reports whether it is over.
func (a Alert) Closed() bool { return !a.ClosedAt.IsZero() }

// As returns what is to be told of an episode in its turn: the alert itself, or,
// while its source flaps, what becomes of the alert that counts it. Of that one's
// own episode nothing is said: when it began and ended, and how bad it was.
//
// Each is told by one message only, so that none is lost where a later one came
// first: how many there are, and when the last of them began, by beginnings, each
// of which knows all that were heard of before; when one was over by its end,
// which says of which beginning it is, and not how many there are.
func (a Alert) As(t Turn) Alert {
	if !t.Suppressed {
		return a
	}
	counts := Alert{Key: t.Key, Source: a.Source, Severity: a.Severity, Layer: a.Layer,
		Queue: a.Queue, QueueName: a.QueueName, Figure: a.Figure, Runbook: a.Runbook}
	if !a.Closed() {
		counts.Repeats, counts.LastOpenedAt = t.Repeats, t.Latest
		return counts
	}
	counts.LastOpenedAt, counts.LastClosedAt = t.Since, a.ClosedAt
	if a.ClosedAt.Before(t.Since) { // a clock was wrong: it is over all the same
		counts.LastClosedAt = t.Since
	}
	return counts
}
