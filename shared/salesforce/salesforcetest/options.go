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
	return o.addField(f)
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
		o.fields = slices.DeleteFunc(o.fields, func(f *field) bool { return f == o.field(hidden) })
	default:
		s.objects = slices.DeleteFunc(s.objects, func(other *object) bool { return other == o })
	}
}
