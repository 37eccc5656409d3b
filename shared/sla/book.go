package sla

import "time"

// Breach is a time in which a queue missed its target.
type Breach struct {
	Queue     string        `json:"queue"`     // id
	Target    float64       `json:"target"`    // percent, when it was opened
	Threshold time.Duration `json:"threshold"` // nanoseconds, when it was opened
	OpenedAt  time.Time     `json:"openedAt"`
	ClosedAt  time.Time     `json:"closedAt,omitzero"` // zero while it lasts
	Worst     float64       `json:"worst"`             // lowest service level that was judged, in percent
	Hurt      int           `json:"hurt"`              // contacts that waited for the threshold or longer, each once
}

// Key is by what the breach is known everywhere: queue@openedAt, RFC 3339.
func (b Breach) Key() string { return b.Queue + "@" + b.OpenedAt.UTC().Format(time.RFC3339) }

// Notice is what is to be told of a breach.
type Notice struct {
	Breach
	Recovered bool      `json:"recovered"` // else it was opened
	At        time.Time `json:"at"`        // the minute of which it is told
}

// Book is all that is kept from one minute to the next.
type Book struct {
	Minute  time.Time        `json:"minute,omitzero"`  // the last one done
	Watches map[string]Watch `json:"watches,omitzero"` // by queue id
	Pending []Notice         `json:"pending,omitzero"` // not yet told, in order
}
