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
// has only the mapped fields count.
func (s Scope) Fingerprint() string {
	var b strings.Builder
	b.WriteString(s.Region + "\n" + strconv.Itoa(s.Limit))
	for _, names := range [][]string{s.Objects, s.Phones} {
		b.WriteString("\n" + strings.Join(names, ","))
	}
	for _, f := range s.Fields {
		known := slices.Contains(s.Known[f.Object], f.Name)
		b.WriteString("\n" + f.Object + "." + f.Name + "=" + f.Key + " " + strconv.FormatBool(known))
	}
	sum := fnv.New64a()
	_, _ = io.WriteString(sum, b.String())
	return strconv.FormatUint(sum.Sum64(), 36)
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
