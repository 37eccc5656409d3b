// Package events holds the contracts of everything that crosses our border, as
// types and samples. It imports the standard library only and does nothing but
// decode. Decoding is loose: AWS adds fields and event types without notice,
// and its own samples differ in the case of names, which encoding/json allows.
package events

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"time"
	"unicode/utf8"
)

// Envelope is the EventBridge wrapper common to all bus events (EventBridge
// user guide, "Events structure").
type Envelope struct {
	ID         Text            `json:"id"`
	Source     Text            `json:"source"`
	DetailType Text            `json:"detail-type"`
	Time       Time            `json:"time"`
	Detail     json.RawMessage `json:"detail"`
}

// Time is a time as Amazon Connect writes it: RFC 3339 in UTC, with
// milliseconds in contact events and without in contact records. A time that
// is not set may be absent, null, empty, or the first of January 1970.
type Time struct{ time.Time }

// UnmarshalJSON makes every form of "not set" the zero time.
func (t *Time) UnmarshalJSON(b []byte) error {
	t.Time = time.Time{}
	if bytes.Equal(b, []byte("null")) || bytes.Equal(b, []byte(`""`)) {
		return nil
	}
	var at time.Time
	if at.UnmarshalJSON(b) != nil {
		return errNoTime
	}
	if at = writable(at); at.Year() > 1970 {
		t.Time = at
	}
	return nil
}

// writable is a time in UTC, and none for a year of which RFC 3339 has no form:
// what cannot be written cannot be kept. 9999-12-31T23:59:59-05:00 is of one.
func writable(at time.Time) time.Time {
	if at = at.UTC(); at.Year() < 0 || at.Year() > 9999 {
		return time.Time{}
	}
	return at
}

// errNoTime stands for the error of the parser, which quotes what it read.
var errNoTime = errors.New("not a time in RFC 3339")

// Text is a string that some senders write as a number or a boolean. Null, an
// object and an array are no text, and read as "".
type Text string

// UnmarshalJSON never fails on a JSON value.
func (t *Text) UnmarshalJSON(b []byte) error {
	*t = ""
	switch b[0] {
	case '"':
		if plain := b[1 : len(b)-1]; !bytes.ContainsAny(plain, `\`) && utf8.Valid(plain) {
			*t = Text(plain)
			return nil
		}
		var s string
		if err := json.Unmarshal(b, &s); err != nil {
			return err
		}
		*t = Text(s)
	case 'n', '{', '[':
	default:
		*t = Text(b)
	}
	return nil
}

// Seconds is a duration in whole seconds. Null and what is no number read as
// absent, and so does a negative one, which no duration is.
type Seconds struct {
	time.Duration `json:"-"`
	Known         bool `json:"-"`
}

// UnmarshalJSON reads a number, or a number written as a string.
func (s *Seconds) UnmarshalJSON(b []byte) error {
	*s = Seconds{}
	n, err := strconv.ParseFloat(string(bytes.Trim(b, `"`)), 64)
	if err == nil && n >= 0 && n < maxSeconds {
		*s = Seconds{time.Duration(n) * time.Second, true}
	}
	return nil
}

// maxSeconds keeps a Seconds within a time.Duration.
const maxSeconds = 1 << 33
