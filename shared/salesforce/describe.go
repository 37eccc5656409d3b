package salesforce

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"tieline/shared/fault"
)

var name = regexp.MustCompile(`^[A-Za-z]\w*$`)

// IsName reports whether a text can be the API name of an object or a field.
// What is no name must not become part of a path or a query.
func IsName(s string) bool { return name.MatchString(s) }

// description is an object as it is shown to us ("DescribeSObjectResult", SOAP
// API guide, whose words the REST API uses): a field that our user may not read
// is not in it.
type description struct {
	mutable
	Fields []described `json:"fields"`
}

// described is a field of it.
type described struct {
	mutable
	Name, Type string
}

// mutable is what our user may do with an object's records, or a field's values.
type mutable struct{ Createable, Updateable bool }

// Fields describes objects, each in one call, and returns the names of their
// fields by object: those that hold telephone numbers, e-mail addresses or links,
// and those of the names in also. An object that the org has not got, or does not
// show us, is left out.
func (c *Client) Fields(ctx context.Context, objects, also []string) (map[string][]string, error) {
	shown := map[string][]string{}
	for _, o := range objects {
		described, err := c.describe(ctx, o)
		switch {
		case LacksObject(err):
			continue
		case err != nil:
			return nil, fmt.Errorf("describe %s: %w", o, err)
		}
		shown[o] = described.names(also)
	}
	return shown, nil
}

// describe is "sObject Describe" (REST API guide).
func (c *Client) describe(ctx context.Context, object string) (d description, err error) {
	if !IsName(object) {
		return d, fault.Errorf(fault.Invalid, "no name of an object")
	}
	err = c.GetLong(ctx, "/sobjects/"+object+"/describe", nil, &d)
	if err == nil && len(d.Fields) == 0 {
		err = ErrStrange // every object has an id
	}
	return d, err
}

func (d description) names(also []string) []string {
	names := []string{}
	for _, f := range d.Fields {
		asked := slices.ContainsFunc(also, func(a string) bool { return strings.EqualFold(a, f.Name) })
		if asked || f.Type == "phone" || f.Type == "email" || f.Type == "reference" {
			names = append(names, f.Name)
		}
	}
	return names
}
