package connecttest

import (
	"sync"
	"time"
)

// knowledge is what the instance's API knows of contacts.
type knowledge struct {
	mu       sync.Mutex
	contacts map[string]*known
	order    []string // ids, as the contacts began
	others   []*Instance
}

// known is a contact as it stood after the last step of its call.
type known struct {
	*scene
	leg
	gone time.Duration     // since the call began, up to that step
	set  map[string]string // attributes set through the API
	told time.Duration     // when that was last
	last time.Duration     // when the last record was updated that this brought about; 0: none
}

// over reports whether all records have come that were to come of themselves.
func (k *known) over() bool { return k.planned == 0 && k.gone >= k.worked }

// show lets the API know how far the call has come.
func (p *play) show() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, l := range p.legs {
		if p.gone < l.begun {
			continue
		}
		k := p.contacts[l.id]
		if k == nil {
			k = &known{scene: p.scene}
			p.contacts[l.id], p.order = k, append(p.order, l.id)
		}
		k.leg, k.gone = *l, p.gone
		k.run = Run{Attributes: l.run.Attributes, CustomerID: l.run.CustomerID} // all else is large, and nobody asks for it
	}
}

// forget drops the contacts that began first, as long as they are to be kept no
// longer.
func (i *Instance) forget(now time.Time) {
	i.mu.Lock()
	defer i.mu.Unlock()
	for i.Keep > 0 && len(i.order) > 0 {
		k := i.contacts[i.order[0]]
		if k.planned > 0 || now.Before(k.at(k.again()).Add(i.Keep)) {
			return
		}
		delete(i.contacts, i.order[0])
		i.order = i.order[1:]
	}
}

// find returns a copy of what is known of a contact.
func (i *Instance) find(id string) (known, bool) {
	for _, one := range i.beside() {
		if k, found := one.findOwn(id); found {
			return k, true
		}
	}
	return known{}, false
}

func (i *Instance) findOwn(id string) (known, bool) {
	i.mu.Lock()
	defer i.mu.Unlock()
	k, found := i.contacts[id]
	if !found {
		return known{}, false
	}
	return *k, true
}

// attributes are a contact's: those of its flows and, over them, those set
// through the API.
func (i *Instance) attributes(l *leg) map[string]string {
	i.mu.Lock()
	defer i.mu.Unlock()
	k := i.contacts[l.id]
	if k == nil || k.set == nil {
		return l.run.Attributes
	}
	return over(k.set, l.run.Attributes)
}

// since is how far into its call a contact is for those who ask now: neither
// what was not yet played nor what lies in the future is known.
func (k *known) since(now time.Time) time.Duration {
	return min(k.gone, now.Sub(k.begin))
}
