package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"tieline/shared/contact"
	"tieline/shared/salesforce/salesforcetest"
)

// Verdict is what came of all contacts.
type Verdict struct {
	Contacts, Compared   int // contacts, and fields of them
	Lost, Doubled, Wrong int // contacts without a record, with several, with one that differs
	Strange              int // records of no contact
	Differences          []string
	Fields               map[string]int // contacts that differ, by field
	Digest               string         // of all records
}

// Bad says whether anything is not as it must be.
func (v Verdict) Bad() bool { return v.Lost+v.Doubled+v.Wrong+v.Strange > 0 }

// judge compares what stands in Salesforce with what is true.
func (s *Soak) judge() Verdict {
	v, sum := Verdict{Contacts: len(s.truths), Fields: map[string]int{}}, sha256.New()
	for _, t := range s.truths {
		records := s.org.Find(interaction, contactID, t.ID)
		switch {
		case t.Method == monitor: // a supervisor's, which is no conversation; a record of it is strange
			continue
		case len(records) == 0:
			v.Lost++
			v.note(fmt.Sprintf("contact %s has no record", t.ID))
		case len(records) > 1:
			v.Doubled++
			v.note(fmt.Sprintf("contact %s has %d records", t.ID, len(records)))
		default:
			s.complete(&t)
			v.compare(t, records[0])
		}
		for _, r := range records {
			encoded, _ := json.Marshal(r) // it is of plain values
			sum.Write(encoded)
		}
		v.Strange -= len(records)
	}
	v.Strange += s.org.Count()
	v.Digest = hex.EncodeToString(sum.Sum(nil)[:8])
	return v
}

// complete adds what only the org knows: ids of records.
func (s *Soak) complete(t *truth) {
	t.user, t.wrapUp = s.users[t.AgentUsername], s.wrapUps[t.ID]
	if t.InitialID != "" && t.InitialID != t.ID {
		for _, r := range s.org.Find(interaction, contactID, t.InitialID) {
			t.parent, _ = r["Id"].(string)
		}
	}
}

func (v *Verdict) compare(t truth, r salesforcetest.Record) {
	wrong := false
	for _, f := range fields {
		v.Compared++
		if want := f.want(t); !equal(want, r[f.name]) {
			wrong = true
			v.Fields[f.name]++
			v.note(fmt.Sprintf("contact %s (%s %s): %s is %v, and not %v", t.ID, t.Channel, t.Method, f.name, r[f.name], want))
		}
	}
	if n, _ := r["Sync_Version__c"].(float64); n <= 0 {
		wrong = true
		v.note(fmt.Sprintf("contact %s has no version", t.ID))
	}
	if wrong {
		v.Wrong++
	}
}

// monitor is how a supervisor listens in.
const monitor = "MONITOR"

// shown are as many differences as are worth showing.
const shown = 20

func (v *Verdict) note(difference string) {
	if len(v.Differences) < shown {
		v.Differences = append(v.Differences, difference)
	}
}

// equal compares what must be with what Salesforce holds. Times are compared as
// instants, however they are written.
func equal(want, got any) bool {
	at, is := want.(time.Time)
	if !is {
		return want == got
	}
	written, _ := got.(string)
	held, err := time.Parse("2006-01-02T15:04:05.999-0700", written)
	return err == nil && held.Equal(at)
}

// unlearned counts the wrap-ups that our own table does not hold as the agent
// saved them, and the contacts that stand rejected in it.
func (s *Soak) unlearned() (unlearned, rejected int) {
	for _, t := range s.truths {
		items, err := s.table.table.Read(context.Background(), t.ID)
		if err != nil || len(items) == 0 {
			continue // its record tells
		}
		saved, w := s.wrapUps[t.ID], items[0].WrapUp
		if saved != nil && (saved["Disposition__c"] != w.Disposition || !w.At.Equal(saved["Wrap_Up_At__c"].(time.Time))) {
			unlearned++
		}
		if items[0].Rejected != (contact.Refusal{}) {
			rejected++
		}
	}
	return unlearned, rejected
}

// Count is how many records stand of the object.
func (o *Org) Count() int { return len(o.All(interaction)) }
