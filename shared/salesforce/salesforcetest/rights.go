package salesforcetest

import "strings"

// Forbid takes from the integration user the right to write an object, such as
// Tieline_Health__c, or a field, such as Tieline_Health__c.Due__c. It panics if there
// is no such thing.
func (s *Schema) Forbid(path string) {
	name, forbidden, ofField := strings.Cut(path, ".")
	o := s.object(name)
	switch {
	case o == nil || ofField && o.field(forbidden) == nil:
		panic("forbid unknown " + path)
	case ofField:
		o.field(forbidden).readOnly = true
		o.arrange()
	default:
		o.setting = true
	}
}

// Delivers has the org tell how many events it has delivered in the last 24 hours to
// those who subscribe, of how many it may. It counts none by itself, and tells nothing
// until then.
func (o *Org) Delivers(used, of int) {
	o.lock()
	defer o.unlock()
	o.delivered = &limit{of, of - used}
}
