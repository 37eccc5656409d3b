package dynamo

import (
	"strconv"
	"strings"
	"time"

	"tieline/shared/sla"
)

// The fields of a contact's time in its queue, as the table keeps it: a text of
// fields with a space between, each a letter and its value. Tens of thousands are
// read in a minute, so what is not known is left out, and every byte counts.
const (
	enqueuedField     = 'e' // Unix milliseconds
	leftField         = 'l' // milliseconds after the enqueue, or Unix milliseconds without one
	disconnectedField = 'd' // as leftField
	fateField         = 'f' // as sla.Fate has it
	finalField        = 'r' // the contact record is there
	queueTimeField    = 'q' // milliseconds
	handleTimeField   = 'h' // milliseconds
	popField          = 'p' // as sla.Pop has it
	wrappedUpField    = 'w' // the agent wrapped up
)

// encodeLevel returns the text of a contact's time in its queue.
func encodeLevel(c sla.Contact) string {
	w := make(levelWriter, 0, 96)
	w.number(enqueuedField, c.EnqueuedAt.UnixMilli(), !c.EnqueuedAt.IsZero())
	base := milliseconds(c.EnqueuedAt)
	w.number(leftField, c.LeftAt.UnixMilli()-base, !c.LeftAt.IsZero())
	w.number(disconnectedField, c.DisconnectedAt.UnixMilli()-base, !c.DisconnectedAt.IsZero())
	w.word(fateField, string(c.Fate), c.Fate != sla.Waits)
	w.word(finalField, "", c.Final)
	w.number(queueTimeField, c.QueueTime.Milliseconds(), c.QueueTime.Known)
	w.number(handleTimeField, c.HandleTime.Milliseconds(), c.HandleTime.Known)
	w.word(popField, string(c.Pop), c.Pop != sla.NoPop)
	w.word(wrappedUpField, "", c.WrappedUp)
	return string(w)
}

// levelWriter is a text in the making.
type levelWriter []byte

func (w *levelWriter) number(letter byte, n int64, known bool) {
	w.word(letter, strconv.FormatInt(n, 10), known)
}

func (w *levelWriter) word(letter byte, value string, known bool) {
	if !known {
		return
	}
	if len(*w) > 0 {
		*w = append(*w, ' ')
	}
	*w = append(append(*w, letter), value...)
}

// decodeLevel reads such a text. It passes over letters that it does not know, in
// whatever order they stand. A text without a beginning or an end, or with a number
// that is none, is no contact's.
func decodeLevel(text string) (c sla.Contact, is bool) {
	var r levelReader
	for text != "" {
		var field string
		field, text, _ = strings.Cut(text, " ")
		if field != "" && !r.field(field[0], field[1:]) {
			return sla.Contact{}, false
		}
	}
	if !r.enqueued.is && !r.disconnected.is {
		return sla.Contact{}, false
	}
	r.EnqueuedAt = r.enqueued.time(0)
	r.LeftAt, r.DisconnectedAt = r.left.time(r.enqueued.n), r.disconnected.time(r.enqueued.n)
	return r.Contact, true
}

// levelReader is what was read of a text so far.
type levelReader struct {
	sla.Contact
	enqueued, left, disconnected levelNumber
}

// levelNumber is a number that a text may not have.
type levelNumber struct {
	n  int64
	is bool
}

// field reports whether it can be a contact's.
func (r *levelReader) field(letter byte, value string) bool {
	switch letter {
	case enqueuedField:
		return r.enqueued.read(value)
	case leftField:
		return r.left.read(value)
	case disconnectedField:
		return r.disconnected.read(value)
	case fateField:
		r.Fate = sla.Fate(value)
	case finalField:
		r.Final = true
	case queueTimeField:
		return readSpan(&r.QueueTime, value)
	case handleTimeField:
		return readSpan(&r.HandleTime, value)
	case popField:
		r.Pop = sla.Pop(value)
	case wrappedUpField:
		r.WrappedUp = true
	}
	return true
}

func (n *levelNumber) read(value string) bool {
	var err error
	n.n, err = strconv.ParseInt(value, 10, 64)
	n.is = err == nil
	return n.is
}

// time is that of Unix milliseconds which count from base.
func (n levelNumber) time(base int64) time.Time {
	if !n.is {
		return time.Time{}
	}
	return time.UnixMilli(base + n.n).UTC()
}

func readSpan(s *sla.Span, milliseconds string) bool {
	var n levelNumber
	s.Known = n.read(milliseconds)
	s.Duration = time.Duration(n.n) * time.Millisecond
	return s.Known
}
