package world

import (
	"context"
	"sync"
	"time"

	"tieline/shared/amazonconnect/connecttest"
)

// Timeline is when, by our clock, things happened to a contact; zero if they
// have not.
type Timeline struct {
	Initiated time.Time // the flow begins
	Flowed    time.Time // the flow has come to its end
	Connected time.Time // to an agent
	Drafted   time.Time // Salesforce shows that
	Recorded  time.Time // Connect delivered the contact record
	Final     time.Time // Salesforce shows the record's contents
}

// follower sees when the contacts that are played appear in the org.
type follower struct {
	org  *org
	mu   sync.Mutex
	open map[string]*Timeline // by contact id
}

func newFollower(o *org) *follower {
	return &follower{org: o, open: map[string]*Timeline{}}
}

// watch hears of the steps that a contact takes.
func (f *follower) watch(contact string, step connecttest.Step) {
	f.mu.Lock()
	defer f.mu.Unlock()
	t := f.open[contact]
	if t == nil {
		t = &Timeline{}
		f.open[contact] = t
	}
	switch step {
	case connecttest.Initiated:
		t.Initiated = time.Now()
	case connecttest.FlowPlayed:
		t.Flowed = time.Now()
	case connecttest.Connected:
		t.Connected = time.Now()
	case connecttest.Recorded:
		t.Recorded = time.Now()
	}
}

// follow looks at every change of the org until ctx ends.
func (f *follower) follow(ctx context.Context) {
	for {
		changed := f.org.Changed()
		f.mu.Lock()
		for contact := range f.open {
			f.look(contact)
		}
		f.mu.Unlock()
		select {
		case <-changed:
		case <-ctx.Done():
			return
		}
	}
}

// look notes what is seen of a contact for the first time.
func (f *follower) look(contact string) {
	t := f.open[contact]
	for _, r := range f.org.interactions(contact) {
		if t.Drafted.IsZero() && r["Connected_At__c"] != nil {
			t.Drafted = time.Now()
		}
		if t.Final.IsZero() && r["Record_State__c"] == "Final" {
			t.Final = time.Now()
		}
	}
}

// timeline returns what is known of a contact by now.
func (f *follower) timeline(contact string) Timeline {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.open[contact] == nil {
		return Timeline{}
	}
	f.look(contact)
	return *f.open[contact]
}

func (f *follower) forget(contact string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.open, contact)
}
