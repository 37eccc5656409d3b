package caller

import (
	"hash/fnv"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Fingerprint is equal for scopes in which the same is found: an Entry of
// another one is not fresh, as it may lack a field or an object. Of what the org
// has only those fields count by which callers are known, and the mapped ones.
func (s Scope) Fingerprint() string {
	var b strings.Builder
	b.WriteString(s.Region + "\n" + strconv.Itoa(s.Limit))
	for _, names := range [][]string{s.Objects, s.Phones} {
		b.WriteString("\n" + strings.Join(names, ","))
	}
	for _, f := range s.Fields {
		b.WriteString("\n" + f.Object + "." + f.Name + "=" + f.Key + s.known(f.Object, f.Name))
	}
	for _, o := range s.Objects {
		b.WriteString("\n")
		for _, field := range s.telling(o) {
			b.WriteString(s.known(o, field))
		}
	}
	sum := fnv.New64a()
	_, _ = io.WriteString(sum, b.String())
	return strconv.FormatUint(sum.Sum64(), 36)
}

// telling are the fields of an object by which callers are known, as far as an
// org may have them. Accounts may be persons.
func (s Scope) telling(object string) []string {
	fields := append([]string{"Email"}, s.Phones...)
	if object != "Account" {
		return fields
	}
	for _, phone := range s.Phones {
		fields = append(fields, personal(phone))
	}
	return append(fields, "PersonEmail", "PersonContactId")
}

// known is "+" if the org is known to have a field, else "-". Salesforce ignores
// case in names.
func (s Scope) known(object, field string) string {
	if slices.ContainsFunc(s.Known[object], func(f string) bool { return len(f) == len(field) && strings.EqualFold(f, field) }) {
		return "+"
	}
	return "-"
}

// personal is what a person account calls a field of its contact ("Person Account
// Record Types", SOAP API guide).
func personal(field string) string {
	if custom, is := strings.CutSuffix(field, "__c"); is {
		return custom + "__pc"
	}
	return "Person" + field
}

// minimal is what is kept and told of a record: without its phones and
// addresses, and of its fields only those that are mapped now.
func (s Scope) minimal(r Record) Record {
	r.Phones, r.Emails, r.Modified = nil, nil, time.Time{}
	var told map[string]string
	for _, f := range s.Fields {
		if value, has := r.Fields[f.Key]; has && f.Object == r.Object {
			if told == nil {
				told = map[string]string{}
			}
			told[f.Key] = value
		}
	}
	r.Fields = told
	return r
}
