package backfill

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"tieline/shared/caller"
)

// journal is a file of what was done so far, line by line. It holds names and
// numbers, so only its owner may read it, and it goes when all is done.
type journal struct {
	file *os.File
	size int64 // of all its whole lines, in bytes
	tell func(*person, place)

	began  time.Time         // what is read was so at this time, or later
	last   map[string]string // id of the last record, by object
	count  map[string]int    // of records, by object
	ended  map[string]bool   // objects of which there are no more records
	filled filled
}

// line is one line of a journal; only one part of it is set.
type line struct {
	Begin  *beginning `json:",omitzero"`
	Person *person    `json:",omitzero"`
	Ended  string     `json:",omitzero"` // an object
	Filled *filled    `json:",omitzero"`
}

// beginning is the first line.
type beginning struct {
	At          time.Time
	Name, Scope string
}

// filled says that the index has been told of all numbers up to one.
type filled struct {
	UpTo    caller.Number
	Entries int // that it kept of them
}

// place is where a line stands, in bytes.
type place struct {
	at     int64
	length int
}

func (j *journal) take(l line, length int) {
	switch {
	case l.Begin != nil:
		j.began = l.Begin.At
	case l.Person != nil:
		r := l.Person.Record
		j.last[r.Object] = r.ID
		j.count[r.Object]++
		j.tell(l.Person, place{j.size, length})
	case l.Ended != "":
		j.ended[l.Ended] = true
	case l.Filled != nil:
		j.filled = *l.Filled
	}
	j.size += int64(length)
}

// write appends lines, all at once.
func (j *journal) write(lines ...line) error {
	var text bytes.Buffer
	lengths := make([]int, len(lines))
	for n, l := range lines {
		before := text.Len()
		if err := json.NewEncoder(&text).Encode(l); err != nil {
			return fmt.Errorf("write the journal: %w", err)
		}
		lengths[n] = text.Len() - before
	}
	if _, err := j.file.WriteAt(text.Bytes(), j.size); err != nil {
		return fmt.Errorf("write the journal: %w", err)
	}
	for n, l := range lines {
		j.take(l, lengths[n])
	}
	return nil
}

// record reads a record again.
func (j *journal) record(p place) (caller.Record, error) {
	text := make([]byte, p.length)
	if _, err := j.file.ReadAt(text, p.at); err != nil {
		return caller.Record{}, fmt.Errorf("read the journal: %w", err)
	}
	var l line
	if err := json.Unmarshal(text, &l); err != nil || l.Person == nil {
		return caller.Record{}, errors.New("read the journal: somebody changed it")
	}
	return l.Person.Record, nil
}

func (j *journal) remove() error { return os.Remove(j.file.Name()) }
