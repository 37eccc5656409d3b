package salesforcetest

import (
	"fmt"
	"io/fs"
	"strings"
	"time"

	"tieline/shared/salesforce/salesforcetest/flows"
)

// Schema is what an org knows of its objects: fields, types, lengths, required
// and unique flags, picklists and validation rules; and what comes with them: flows,
// custom permissions, page layouts, and records that are deployed.
type Schema struct {
	objects     []*object
	permissions map[string]bool
	flows       []*flows.Flow
	layouts     map[string][]section // by object
	deployed    []deployed
}

// object is an sObject type. Rules refuse records; fields are in the order in
// which a reader wants them.
type object struct {
	name, label, plural string
	prefix              string // the first three characters of its records' ids
	numbering           string // format of an auto-numbered name, such as INT-{00000000}
	person              bool   // the name is made of FirstName and LastName
	stays               bool   // its records cannot be deleted
	event               bool   // it is a platform event: published, and not kept
	setting             bool   // it is a custom metadata type: its records are deployed
	activities          bool   // tasks may lead to its records
	titled              string // the field that names a record, "" for Name
	afterCommit         bool   // it is published only if the call is not undone
	fields              []*field
	rules               []rule
	now                 func() time.Time  // of the org
	places              []*field          // by place in a row
	computed            []*field          // those with a formula
	named               map[string]*field // by name as it is written
}

// kind is a field type in the words of the Metadata API.
type kind string

const (
	kindID         kind = "Id"
	kindAutoNumber kind = "AutoNumber"
	kindCheckbox   kind = "Checkbox"
	kindDate       kind = "Date"
	kindDateTime   kind = "DateTime"
	kindEmail      kind = "Email"
	kindLongText   kind = "LongTextArea"
	kindLookup     kind = "Lookup"
	kindNumber     kind = "Number"
	kindPhone      kind = "Phone"
	kindPicklist   kind = "Picklist"
	kindText       kind = "Text"
)

type field struct {
	name, label      string
	kind             kind
	length           int // of text, in characters
	precision, scale int // of a number: all its digits, and those after the point
	required         bool
	unique           bool
	externalID       bool
	caseSensitive    bool
	exactlyUnique    bool             // two values that differ in case only are two; queries do not tell them apart
	readOnly         bool             // filled by Salesforce
	choices          []string         // of a picklist
	restricted       bool             // to its choices
	refersTo         string           // object of a lookup
	also             []string         // other objects that it may lead to
	children         string           // how the object of a lookup calls the records that lead to it
	cascades         bool             // a record goes with the one that its lookup leads to
	onlyActive       bool             // of a lookup: it has a filter that takes active users only
	initial          any              // value of a new record that does not say
	place            uint64           // in a row
	numbered         bool             // its values stand in a row as numbers
	formula          func(change) any // computes it whenever it is read; nil if it is stored
}

// rule is a validation rule: a record for which refuses is true is refused
// with message, shown at field.
type rule struct {
	refuses        formula
	message, field string
}

// Load reads the objects from SFDX source rooted at force-app/main/default and
// adds the standard ones. What it cannot imitate it refuses with an error, so
// that no field or rule counts as checked when it is not.
func Load(source fs.FS) (*Schema, error) {
	s := &Schema{objects: standardObjects()}
	folders, err := fs.ReadDir(source, "objects")
	if err != nil {
		return nil, fmt.Errorf("read the objects: %w", err)
	}
	for _, folder := range folders {
		if err := s.load(source, folder.Name()); err != nil {
			return nil, fmt.Errorf("object %s: %w", folder.Name(), err)
		}
	}
	s.activities()
	for _, o := range s.objects {
		o.arrange()
		for _, f := range o.fields {
			if f.kind == kindLookup && s.object(f.refersTo) == nil {
				return nil, fmt.Errorf("%s.%s refers to unknown object %q", o.name, f.name, f.refersTo)
			}
		}
	}
	return s, s.loadRest(source)
}

// object finds an object by name, nil if there is none. Salesforce ignores
// case in the names of objects and fields.
func (s *Schema) object(name string) *object {
	for _, o := range s.objects {
		if strings.EqualFold(o.name, name) {
			return o
		}
	}
	return nil
}

// ofID returns the object whose record an id names, nil if none.
func (s *Schema) ofID(id string) *object {
	for _, o := range s.objects {
		if strings.HasPrefix(id, o.prefix) {
			return o
		}
	}
	return nil
}

// custom reports whether an object is not one that every org has.
func (o *object) custom() bool { return strings.Contains(o.name, "__") }

func (o *object) field(name string) *field {
	if f := o.named[name]; f != nil {
		return f
	}
	for _, f := range o.fields {
		if strings.EqualFold(f.name, name) {
			return f
		}
	}
	return nil
}

// lookup finds a lookup by the name of its relationship, nil if there is none.
func (o *object) lookup(relationship string) *field {
	for _, f := range o.fields {
		if f.kind == kindLookup && f.also == nil && strings.EqualFold(f.relationship(), relationship) {
			return f
		}
	}
	return nil
}

// relationship is how requests reach through a lookup: Parent__r of Parent__c,
// Account of AccountId.
func (f *field) relationship() string {
	if name, custom := strings.CutSuffix(f.name, "__c"); custom {
		return name + "__r"
	}
	return strings.TrimSuffix(f.name, "Id")
}

// key is a value as uniqueness and external ids compare it.
func (f *field) key(v any) string {
	if f.caseSensitive || f.exactlyUnique {
		return fmt.Sprint(v)
	}
	return strings.ToLower(fmt.Sprint(v))
}
