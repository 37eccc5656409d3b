package salesforcetest

import (
	"fmt"
	"slices"
	"strings"
)

// AddField adds a field to an object, as an admin does in Setup. Kind is a field
// type in the words of the Metadata API, such as Text, Number or Checkbox. A
// schema is made ready before an org has it.
func (s *Schema) AddField(object, name, kindOfField string) error {
	o := s.object(object)
	if o == nil {
		return fmt.Errorf("add %s: no object %s", name, object)
	}
	f := customField{FullName: name, Label: name, Type: kind(kindOfField)}
	switch f.Type {
	case kindText:
		f.Length = 255
	case kindPhone:
		f.Length = 40
	case kindNumber:
		f.Precision, f.Scale = 18, 2
	case kindCheckbox:
		f.DefaultValue = "false"
	}
	err := o.addField(f)
	o.arrange()
	return err
}

// Hide takes away an object, such as Lead, or a field, such as Contact.HomePhone:
// the org has not got it, or does not show it to the integration user, which
// looks the same. It panics if there is no such thing to hide.
func (s *Schema) Hide(path string) {
	name, hidden, ofField := strings.Cut(path, ".")
	o := s.object(name)
	switch {
	case o == nil || ofField && o.field(hidden) == nil:
		panic("hide unknown " + path)
	case ofField:
		gone := o.field(hidden)
		o.fields = slices.DeleteFunc(o.fields, func(f *field) bool { return f == gone })
		o.arrange()
	default:
		s.objects = slices.DeleteFunc(s.objects, func(other *object) bool { return other == o })
	}
}

// OnlyActive puts a filter on a lookup to users, such as Tieline_Interaction__c.Agent__c,
// as an admin may: it refuses one who is not active. Without it a lookup takes
// any user that there is, as those say who tried (sfdcdevelopers.com 2026/01/17,
// simplysfdc.com 2025/05, cloudkaam.com 2016/08): active only an owner must be.
// It panics if there is no such lookup.
func (s *Schema) OnlyActive(path string) {
	name, lookup, _ := strings.Cut(path, ".")
	o := s.object(name)
	if o == nil || o.field(lookup) == nil || o.field(lookup).refersTo != "User" {
		panic("no lookup to users is called " + path)
	}
	o.field(lookup).onlyActive = true
}
