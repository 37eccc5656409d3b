package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"tieline/shared/contact"
)

// Break is something that is broken on purpose of one contact, to see that it is
// noticed.
type Break string

// breaks says what each does.
var breaks = map[Break]string{
	"drop":   "no contact record of it ever comes",
	"pop":    "its screen pop is forgotten",
	"lose":   "its record goes away",
	"double": "it gets a second record",
	"age":    "its record is what it was before",
}

func (b Break) check() error {
	if _, known := breaks[b]; b == "" || known {
		return nil
	}
	return fmt.Errorf("nothing to break is called %s: %s", b, strings.Join(slices.Sorted(maps.Keys(words(breaks))), ", "))
}

func words(of map[Break]string) map[string]bool {
	all := map[string]bool{}
	for b := range of {
		all[string(b)] = true
	}
	return all
}

// picks makes a contact the victim, if there is none yet.
func (s *Soak) picks(how Break, id string) bool {
	if s.Break != how {
		return false
	}
	if s.victim == "" {
		s.victim = id
	}
	return s.victim == id
}

// recorded puts a contact record on the stream.
func (s *Soak) recorded(key string, body []byte) {
	if !s.picks("drop", key) {
		s.records.put(key, body)
	}
}

// popped keeps a screen pop.
func (s *Soak) popped(id string, found contact.Pop) {
	if s.picks("pop", id) {
		return
	}
	if err := s.table.Pop(id, found); err != nil {
		s.broken(fmt.Errorf("keep a pop: %w", err))
	}
}

// spoil damages the record of a contact with an agent, now that nobody writes it
// any more.
func (s *Soak) spoil() error {
	for _, t := range s.truths {
		if t.AgentARN == "" || t.Method == monitor || !slices.Contains([]Break{"lose", "double", "age"}, s.Break) {
			continue
		}
		records := s.org.Find(interaction, contactID, t.ID)
		if len(records) != 1 {
			continue
		}
		return s.damage(records[0]["Id"].(string), records[0]["Sync_Version__c"].(float64))
	}
	return nil
}

func (s *Soak) damage(record string, version float64) (err error) {
	switch s.Break {
	case "lose":
		err = s.org.Delete(interaction, record)
	case "double":
		_, err = s.org.Duplicate(record)
	case "age":
		err = s.org.Overwrite(record, map[string]any{"Sync_Version__c": version - 1, "Record_State__c": "Draft", "Outcome__c": nil})
	}
	return err
}
