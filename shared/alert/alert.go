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
// while its source flaps, how many episodes the alert that tells of them now
// stands for. Of that one nothing else is said: when it began and ended, and how
// bad it was, is its own.
func (a Alert) As(t Turn) Alert {
	if !t.Suppressed {
		return a
	}
	return Alert{Key: t.Key, Repeats: t.Repeats, Source: a.Source, Severity: a.Severity, Layer: a.Layer,
		Queue: a.Queue, QueueName: a.QueueName, Figure: a.Figure, Runbook: a.Runbook}
}
