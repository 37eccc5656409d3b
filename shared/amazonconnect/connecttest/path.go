package connecttest

import (
	"regexp"
	"strings"
)

// reference finds attributes by their JSONPath inside a text, in dots or, for
// names with spaces, in brackets (Amazon Connect administrator guide, "How to
// reference contact attributes"). A dot that ends a sentence is no part of it.
var reference = regexp.MustCompile(`\$(?:\.[A-Za-z0-9_-]+|\.?\['[^']+'\])+`)

var dotted = strings.NewReplacer(".['", ".", "['", ".", "']", "")

// text puts the values of the references in a text; one that leads nowhere is
// not said.
func (v *visit) text(s string) string {
	return reference.ReplaceAllStringFunc(s, func(p string) string {
		value, _ := v.look(p)
		return value
	})
}

// value is text, but false if the whole of it is one reference that leads
// nowhere. AWS does not document what a block does then; that it fails is
// inferred from published flows, whose error branches speak of it.
func (v *visit) value(s string) (string, bool) {
	if reference.FindString(s) == s && s != "" {
		return v.look(s)
	}
	return v.text(s), true
}

// texts resolves the keys and values of a map: all of them or, with false, none.
func (v *visit) texts(m map[string]string) (map[string]string, bool) {
	resolved := make(map[string]string, len(m))
	for k, s := range m {
		value, ok := v.value(s)
		if !ok {
			return nil, false
		}
		resolved[v.text(k)] = value
	}
	return resolved, true
}

// typed resolves the strings inside any JSON value; a reference that leads
// nowhere is null.
func (v *visit) typed(x any) any {
	switch x := x.(type) {
	case string:
		if value, ok := v.value(x); ok {
			return value
		}
		return nil
	case map[string]any:
		resolved := make(map[string]any, len(x))
		for k, inner := range x {
			resolved[k] = v.typed(inner)
		}
		return resolved
	default:
		return x
	}
}

// look follows one reference (same guide, "List of available contact
// attributes"). What was set may be empty; anything else that is empty is absent.
func (v *visit) look(path string) (string, bool) {
	path = dotted.Replace(path)
	for prefix, set := range map[string]map[string]string{
		"$.Attributes.": v.Attributes, "$.External.": v.external,
		"$.FlowAttributes.": v.attributes, "$.Metrics.": v.metrics,
	} {
		if key, ok := strings.CutPrefix(path, prefix); ok {
			s, ok := set[key]
			return s, ok
		}
	}
	s := v.system(path)
	return s, s != ""
}

func (v *visit) system(path string) string {
	c := v.contact
	return map[string]string{
		"$.Agent.ARN":                c.Agent.ARN,
		"$.Agent.UserName":           c.Agent.Username,
		"$.Channel":                  c.Channel,
		"$.ContactId":                c.ID,
		"$.CustomerEndpoint.Address": c.Customer,
		"$.CustomerId":               v.CustomerID,
		"$.InitialContactId":         c.InitialID,
		"$.InitiationMethod":         c.InitiationMethod,
		"$.InstanceARN":              c.InstanceARN,
		"$.Name":                     c.Name,
		"$.PreviousContactId":        c.PreviousID,
		"$.Queue.ARN":                v.Queue.ARN,
		"$.Queue.Name":               v.Queue.Name,
		"$.StoredCustomerInput":      v.stored,
		"$.SystemEndpoint.Address":   c.System,
	}[path]
}
