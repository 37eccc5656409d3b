package world

import (
	"context"
	"fmt"
	"sync"

	"tieline/shared/amazonconnect/connecttest"
)

// Break is something to go wrong on purpose, to see that it is noticed.
type Break string

// What can be broken. Each breaks one contact.
const (
	DropRecord Break = "drop-record" // a contact record is lost on the way
	SwapAgent  Break = "swap-agent"  // the org is made to hold another agent
	Double     Break = "double"      // the org is made to hold a second record
)

// Breaks lists what can be broken.
var Breaks = []Break{DropRecord, SwapAgent, Double}

// sabotage breaks what it is told to, once.
type sabotage struct {
	how  Break
	tell func(line string)

	mu     sync.Mutex
	victim string // contact id
}

// picks makes the first contact the victim.
func (s *sabotage) picks(contact string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.victim == "" {
		s.victim = contact
		s.tell(fmt.Sprintf("  BREAK %s: contact %s", s.how, contact))
	}
	return s.victim == contact
}

// stream returns the stream itself, or one that loses all of a victim's records.
func (s *sabotage) stream(whole connecttest.Stream) connecttest.Stream {
	if s.how != DropRecord {
		return whole
	}
	return leaky{whole, s}
}

type leaky struct {
	connecttest.Stream
	*sabotage
}

// Put loses the victim's records. The partition key is the contact's id.
func (l leaky) Put(ctx context.Context, contact string, record []byte) error {
	if l.picks(contact) {
		return nil
	}
	return l.Stream.Put(ctx, contact, record)
}

// spoil damages the record of the first contact that had an agent, now that
// nobody writes it any more.
func (s *sabotage) spoil(o *org, calls []*Call) error {
	if s.how != SwapAgent && s.how != Double {
		return nil
	}
	for _, c := range calls {
		for _, contact := range c.Contacts {
			if records := o.interactions(contact.ID); contact.AgentARN != "" && len(records) == 1 && s.picks(contact.ID) {
				return s.damage(o, records[0]["Id"].(string), contact.AgentUsername)
			}
		}
	}
	return fmt.Errorf("break %s: no contact with an agent was played", s.how)
}

func (s *sabotage) damage(o *org, record, agent string) error {
	if s.how == Double {
		_, err := o.Duplicate(record)
		return err
	}
	return o.Overwrite(record, map[string]any{"Agent_Username__c": agent + ".other"})
}
