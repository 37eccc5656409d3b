package events

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"
	"time"
)

// SourceTieline is the source of our own events on the stage's bus, and these
// are what they are of.
const (
	SourceTieline                   = "tieline"
	DetailTypeServiceLevelBreached  = "sla.breached.v1"
	DetailTypeServiceLevelRecovered = "sla.recovered.v1"
)

// ServiceLevelBreached is the detail of sla.breached.v1: a queue has missed its
// target for longer than its parameters forgive. It is announced until somebody
// took it, so it may come more than once: Key tells one breach from another.
type ServiceLevelBreached struct {
	SchemaVersion    Text    `json:"schemaVersion"`
	Key              Text    `json:"key"` // the same when it recovers
	Queue            Text    `json:"queue"`
	QueueName        Text    `json:"queueName"` // "" if Connect did not tell it
	Target           Percent `json:"target"`
	ThresholdSeconds Seconds `json:"thresholdSeconds"`
	OpenedAt         Time    `json:"openedAt"`
	Level            Percent `json:"level"` // the service level as this was said; may be unknown
	Worst            Percent `json:"worst"` // the lowest since OpenedAt
	Hurt             Count   `json:"hurt"`  // contacts that missed the threshold since then
}

// Known reports whether the event is of the schema version that we read.
func (b ServiceLevelBreached) Known() bool {
	return RelayedKey{SchemaVersion: b.SchemaVersion}.Known()
}

// ServiceLevelRecovered is the detail of sla.recovered.v1: the breach of the same
// Key is over.
type ServiceLevelRecovered struct {
	ServiceLevelBreached
	ClosedAt Time `json:"closedAt"`
}

// NewServiceLevelBreached returns the detail as JSON, of the schema version that
// we write. What is not known is null, and a time that is not set, too.
func NewServiceLevelBreached(b ServiceLevelBreached) json.RawMessage {
	return encode(b.written())
}

// NewServiceLevelRecovered returns the detail as JSON, like
// NewServiceLevelBreached.
func NewServiceLevelRecovered(r ServiceLevelRecovered) json.RawMessage {
	return encode(struct {
		breach
		ClosedAt *time.Time `json:"closedAt"`
	}{r.written(), r.ClosedAt.written()})
}

// breach is a ServiceLevelBreached as it is written: each member by its one type.
type breach struct {
	SchemaVersion    int        `json:"schemaVersion"`
	Key              string     `json:"key"`
	Queue            string     `json:"queue"`
	QueueName        string     `json:"queueName"`
	Target           *float64   `json:"target"`
	ThresholdSeconds *int64     `json:"thresholdSeconds"`
	OpenedAt         *time.Time `json:"openedAt"`
	Level            *float64   `json:"level"`
	Worst            *float64   `json:"worst"`
	Hurt             int        `json:"hurt"`
}

func (b ServiceLevelBreached) written() breach {
	w := breach{
		schemaVersion, string(b.Key), string(b.Queue), string(b.QueueName), b.Target.written(), nil,
		b.OpenedAt.written(), b.Level.written(), b.Worst.written(), int(b.Hurt),
	}
	if seconds := int64(b.ThresholdSeconds.Duration / time.Second); b.ThresholdSeconds.Known {
		w.ThresholdSeconds = &seconds
	}
	return w
}

// encode writes what cannot fail: texts, finite numbers, and times of which RFC
// 3339 has a form.
func encode(detail any) json.RawMessage {
	body, _ := json.Marshal(detail)
	return body
}

// written is the time in UTC, nil if it is not set.
func (t Time) written() *time.Time {
	if at := writable(t.Time); !at.IsZero() {
		return &at
	}
	return nil
}

// Percent is a share that may be unknown. Null and what is no number read as
// unknown.
type Percent struct {
	Value float64
	Known bool
}

// UnmarshalJSON reads a number, or a number written as a string.
func (p *Percent) UnmarshalJSON(b []byte) error {
	*p = Percent{}
	if n, err := strconv.ParseFloat(string(bytes.Trim(b, `"`)), 64); err == nil {
		*p = Percent{n, true}.finite()
	}
	return nil
}

// finite makes what is no number, or has no end, unknown: JSON cannot write it.
func (p Percent) finite() Percent {
	if !p.Known || math.IsNaN(p.Value) || math.IsInf(p.Value, 0) {
		return Percent{}
	}
	return p
}

func (p Percent) written() *float64 {
	if p = p.finite(); !p.Known {
		return nil
	}
	return &p.Value
}
