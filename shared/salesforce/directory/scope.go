package directory

import (
	"slices"
	"strings"

	"tieline/shared/caller"
	"tieline/shared/salesforce"
)

// scope is where to look. A narrow one leaves out every field that not every org
// has.
type scope struct {
	caller.Scope
	narrow bool
}

// column is a field that is asked for, and what its value tells of a record.
type column struct {
	field string // its API name, or a path through one lookup
	tells func(r *caller.Record, value string)
}

// objects are those in which callers are looked for, with the fields that every
// org has and that Tieline's permission set shows.
var objects = map[string]struct {
	phones, emails []string
	where          string // which of its records count
}{
	"Contact": {[]string{"Phone", "MobilePhone", "HomePhone", "OtherPhone"}, []string{"Email"}, ""},
	"Lead":    {[]string{"Phone", "MobilePhone"}, []string{"Email"}, "IsConverted = false"}, // a converted one lives on as a contact
	"Account": {[]string{"Phone"}, nil, ""},
}

// persons names the fields of an Account that are a Contact's, where the org has
// person accounts; a custom field's ends in __pc ("Person Account Record Types",
// SOAP API guide).
var persons = map[string]string{
	"MobilePhone": "PersonMobilePhone", "HomePhone": "PersonHomePhone", "OtherPhone": "PersonOtherPhone",
	"AssistantPhone": "PersonAssistantPhone", "Email": "PersonEmail",
}

// basic are the fields by which a record is known and shown.
func (s scope) basic(object string) []column {
	columns := []column{
		{"Id", func(r *caller.Record, v string) { r.ID = v }},
		{"Name", func(r *caller.Record, v string) { r.Name = v }},
		{"LastModifiedDate", func(r *caller.Record, v string) { r.Modified = moment(v) }},
	}
	switch {
	case object == "Lead":
		columns = append(columns, column{"Company", func(r *caller.Record, v string) { r.AccountName = v }})
	case object == "Account" && s.shows(object, "PersonContactId"):
		columns = append(columns, column{"PersonContactId", func(r *caller.Record, v string) { r.PersonContact = v }})
	case object == "Contact" && s.has(object, "AccountId"):
		columns = append(columns, column{"AccountId", func(r *caller.Record, v string) { r.AccountID = v }})
		if s.seen("Account") {
			columns = append(columns, column{"Account.Name", func(r *caller.Record, v string) { r.AccountName = v }})
		}
	}
	return columns
}

// shows reports whether the org is known to have a field.
func (s scope) shows(object, field string) bool { return contains(s.Known[object], field) }

// has reports whether the org has a field that every org has. An admin may have
// hidden it from us.
func (s scope) has(object, field string) bool { return len(s.Known) == 0 || s.shows(object, field) }

// byPhone are the phone fields of an object that count.
func (s scope) byPhone(object string) []column {
	var columns []column
	for _, p := range s.Phones {
		for _, field := range s.bearing(object, p, objects[object].phones) {
			columns = append(columns, column{field, func(r *caller.Record, v string) {
				if v != "" {
					r.Phones = append(r.Phones, caller.Phone{Field: p, Value: v})
				}
			}})
		}
	}
	return columns
}

// byEmail are the e-mail fields of an object.
func (s scope) byEmail(object string) []column {
	var columns []column
	for _, field := range s.bearing(object, "Email", objects[object].emails) {
		columns = append(columns, column{field, func(r *caller.Record, v string) {
			if v != "" {
				r.Emails = append(r.Emails, v)
			}
		}})
	}
	return columns
}

// bearing are the fields of an object that go by a name: the field itself, and
// that of the person of a person account.
func (s scope) bearing(object, name string, standard []string) []string {
	var fields []string
	always := contains(standard, name)
	if always && s.has(object, name) || !always && !s.narrow && s.shows(object, name) {
		fields = append(fields, name)
	}
	person, standing := persons[name]
	if custom, is := strings.CutSuffix(name, "__c"); is {
		person = custom + "__pc"
	}
	if person != "" && s.shows(object, person) && (standing || !s.narrow) {
		fields = append(fields, person)
	}
	return slices.DeleteFunc(fields, func(f string) bool { return !salesforce.IsName(f) })
}

// mapped are the fields of an object that flows are told of.
func (s scope) mapped(object string) []column {
	var columns []column
	for _, f := range s.Fields {
		if s.narrow || f.Object != object || !s.has(object, f.Name) || !salesforce.IsName(f.Name) {
			continue
		}
		columns = append(columns, column{f.Name, func(r *caller.Record, v string) {
			if r.Fields == nil {
				r.Fields = map[string]string{}
			}
			r.Fields[f.Key] = cut(v)
		}})
	}
	return columns
}

// seen reports whether the org shows us an object at all.
func (s scope) seen(object string) bool {
	_, shown := s.Known[object]
	return shown || len(s.Known) == 0
}

// most is how many records of an object may be answered. Salesforce takes a LIMIT
// from 1 to 2,000 (SOQL and SOSL reference, "LIMIT n").
func most(n int) int { return min(max(n, 1), 2000) }

// names lists the fields of columns, each once: Salesforce refuses a field that
// is asked for twice.
func names(columns []column) string {
	var fields []string
	for _, c := range columns {
		if !contains(fields, c.field) {
			fields = append(fields, c.field)
		}
	}
	return strings.Join(fields, ", ")
}

// contains looks for a field. Salesforce ignores case in the names of fields.
func contains(fields []string, field string) bool {
	return slices.ContainsFunc(fields, func(f string) bool { return strings.EqualFold(f, field) })
}
