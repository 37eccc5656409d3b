// Package relay is the domain of trusting Salesforce's event relay: whether the
// changes made in the org reach us, and since when none can have been missed. It
// knows nothing of AWS, logging or the Salesforce API.
package relay

import "time"

const (
	// Beat is how often a heartbeat is published into Salesforce.
	Beat = 5 * time.Minute
	// Patience is how long one may take to come back.
	Patience = 2 * time.Minute
)

// Health is since when, without a gap, and until when the relay is known to
// bring us what is published. The zero Health is of a relay never heard.
type Health struct{ Since, Until time.Time }

// Heard is what is known once a heartbeat, sent then, came back now. It vouches
// for the time until the next one must have come. One that took longer than
// Patience, or was sent in the future, says nothing.
func Heard(h Health, sent, now time.Time) Health {
	if took := now.Sub(sent); took > Patience || took < -Patience {
		return h
	}
	if sent.After(h.Until) {
		h.Since = later(h.Since, sent) // a gap
	}
	h.Until = later(h.Until, sent.Add(Beat+Patience))
	return h
}

// Lost is what is known once Salesforce told that it left out changes made up to
// then, without saying which.
func Lost(h Health, at time.Time) Health {
	h.Since = later(h.Since, at)
	return h
}

// Healthy reports whether the relay brings us what is published.
func (h Health) Healthy(now time.Time) bool { return now.Before(h.Until) }

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
