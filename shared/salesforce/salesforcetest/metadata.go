package salesforcetest

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
)

// These are the elements of the Metadata API's CustomObject, CustomField and
// ValidationRule that change how records behave. The rest is for people; that
// all of it is valid is checked beside the source.
type customObject struct {
	Label       string `xml:"label"`
	PluralLabel string `xml:"pluralLabel"`
	EventType   string `xml:"eventType"`       // of a platform event
	Publish     string `xml:"publishBehavior"` // likewise
	Activities  bool   `xml:"enableActivities"`
	NameField   struct {
		Label         string `xml:"label"`
		Type          kind   `xml:"type"`
		DisplayFormat string `xml:"displayFormat"`
	} `xml:"nameField"`
}

type customField struct {
	FullName      string `xml:"fullName"`
	Label         string `xml:"label"`
	Type          kind   `xml:"type"`
	Length        int    `xml:"length"`
	Precision     int    `xml:"precision"`
	Scale         int    `xml:"scale"`
	Required      bool   `xml:"required"`
	Unique        bool   `xml:"unique"`
	ExternalID    bool   `xml:"externalId"`
	CaseSensitive bool   `xml:"caseSensitive"`
	DefaultValue  string `xml:"defaultValue"`
	Formula       string `xml:"formula"` // of a field that is computed
	ReferenceTo   string `xml:"referenceTo"`
	OnDelete      string `xml:"deleteConstraint"`
	Children      string `xml:"relationshipName"`
	ValueSet      struct {
		Restricted bool   `xml:"restricted"`
		Name       string `xml:"valueSetName"`
		Values     []struct {
			FullName string `xml:"fullName"`
			Default  bool   `xml:"default"`
		} `xml:"valueSetDefinition>value"`
	} `xml:"valueSet"`
}

type validationRule struct {
	FullName string `xml:"fullName"`
	Active   bool   `xml:"active"`
	Formula  string `xml:"errorConditionFormula"`
	Field    string `xml:"errorDisplayField"`
	Message  string `xml:"errorMessage"`
}

// load adds one folder of objects/: a custom object, or custom fields and
// rules of a standard one.
func (s *Schema) load(source fs.FS, name string) error {
	folder := path.Join("objects", name)
	o := s.object(name)
	if o == nil {
		var file customObject
		if err := readXML(source, path.Join(folder, name+".object-meta.xml"), &file); err != nil {
			return err
		}
		// Custom objects have prefixes a00, a01 … in the order of their creation,
		// platform events e00, e01 …
		nth := len(s.objects) - len(standardObjects())
		switch {
		case file.EventType == "HighVolume" && strings.HasPrefix(file.Publish, "Publish") && strings.HasSuffix(name, "__e"):
			o = newEvent(name, fmt.Sprintf("e%02d", nth), file)
		case file.EventType == "" && strings.HasSuffix(name, "__c"):
			o = newCustomObject(name, fmt.Sprintf("a%02d", nth), file)
		case file.EventType == "" && strings.HasSuffix(name, "__mdt"):
			o = newSetting(name, fmt.Sprintf("m%02d", nth), file)
		default:
			return errors.New("the simulated org knows custom objects (__c), custom metadata types (__mdt) and " +
				"high-volume events (__e) that say how they are published, only")
		}
		o.activities = file.Activities
		s.objects = append(s.objects, o)
	}
	if err := o.loadParts(source, folder); err != nil {
		return err
	}
	if o.field("Id") == nil && !o.event {
		if !o.setting {
			o.fields = append(o.fields, owner())
		}
		o.fields = append(o.fields, systemFields()...)
	}
	return nil
}

// loadParts adds what lies in an object's folder beside the object itself.
func (o *object) loadParts(source fs.FS, folder string) error {
	entries, err := fs.ReadDir(source, folder)
	if err != nil {
		return err
	}
	for _, e := range entries { // by name: fields before the rules that speak of them
		switch {
		case e.Name() == "fields":
			err = o.loadFields(source, path.Join(folder, e.Name()))
		case e.Name() == "validationRules":
			err = readEach(source, path.Join(folder, e.Name()), o.addRule)
		case e.IsDir() && !looksOnly[e.Name()]:
			err = fmt.Errorf("the simulated org cannot imitate %s", e.Name())
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// looksOnly lists what changes how records look and not how they behave.
var looksOnly = map[string]bool{"compactLayouts": true, "fieldSets": true, "listViews": true, "webLinks": true}

func newCustomObject(name, prefix string, file customObject) *object {
	o := &object{name: name, label: file.Label, plural: file.PluralLabel, prefix: prefix}
	called := &field{name: "Name", label: file.NameField.Label, kind: kindText, length: 80}
	if file.NameField.Type == kindAutoNumber {
		called.kind, called.readOnly, o.numbering = kindAutoNumber, true, file.NameField.DisplayFormat
	}
	o.fields = []*field{called}
	return o
}

func (o *object) addField(file customField) error {
	f := &field{
		name: file.FullName, label: file.Label, kind: file.Type,
		length: file.Length, precision: file.Precision, scale: file.Scale,
		required: file.Required, unique: file.Unique, externalID: file.ExternalID, caseSensitive: file.CaseSensitive,
		refersTo: file.ReferenceTo, children: file.Children,
	}
	switch {
	case !knownKinds[f.kind], o.event && (!eventKinds[f.kind] || file.Formula != ""):
		return fmt.Errorf("%s: the simulated org cannot imitate fields of type %q", f.name, f.kind)
	case (f.externalID || f.unique) && f.kind != kindText:
		return fmt.Errorf("%s: the simulated org imitates keys of type Text only, not %s", f.name, f.kind)
	case file.OnDelete != "" && file.OnDelete != "SetNull":
		return fmt.Errorf("%s: the simulated org cannot imitate deleteConstraint %s", f.name, file.OnDelete)
	case file.ValueSet.Name != "":
		return fmt.Errorf("%s: the simulated org knows no value set %s", f.name, file.ValueSet.Name)
	}
	if file.Formula != "" { // and nothing that it begins with
		o.fields = append(o.fields, f)
		return nil
	}
	if err := f.setInitial(file); err != nil {
		return fmt.Errorf("%s: %w", f.name, err)
	}
	o.fields = append(o.fields, f)
	return nil
}

var knownKinds = map[kind]bool{
	kindCheckbox: true, kindDate: true, kindDateTime: true, kindEmail: true, kindLongText: true, kindLookup: true,
	kindNumber: true, kindPhone: true, kindPicklist: true, kindText: true,
}

// setInitial takes over a picklist's values and what a new record begins with.
func (f *field) setInitial(file customField) error {
	f.restricted = file.ValueSet.Restricted
	for _, v := range file.ValueSet.Values {
		f.choices = append(f.choices, v.FullName)
		if v.Default {
			f.initial = v.FullName
		}
	}
	if f.kind == kindEmail {
		f.length = 80
	}
	var err error
	switch {
	case f.kind == kindCheckbox:
		f.initial, err = strconv.ParseBool(file.DefaultValue)
	case file.DefaultValue != "":
		f.initial, err = constant(file.DefaultValue)
	}
	return err
}

func (o *object) addRule(file validationRule) error {
	if !file.Active {
		return nil
	}
	refuses, err := parseFormula(file.Formula, o)
	if err != nil {
		return fmt.Errorf("rule %s: %w", file.FullName, err)
	}
	if file.Field != "" && o.field(file.Field) == nil {
		return fmt.Errorf("rule %s is shown at unknown field %s", file.FullName, file.Field)
	}
	o.rules = append(o.rules, rule{refuses, file.Message, file.Field})
	return nil
}

func readEach[T any](source fs.FS, folder string, add func(T) error) error {
	entries, err := fs.ReadDir(source, folder)
	if err != nil {
		return err
	}
	for _, e := range entries {
		var file T
		if err := readXML(source, path.Join(folder, e.Name()), &file); err != nil {
			return err
		}
		if err := add(file); err != nil {
			return err
		}
	}
	return nil
}

func readXML(source fs.FS, name string, into any) error {
	text, err := fs.ReadFile(source, name)
	if err != nil {
		return err
	}
	if err := xml.Unmarshal(text, into); err != nil {
		return fmt.Errorf("read %s: %w", path.Base(name), err)
	}
	return nil
}
