package salesforcetest

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// references are the answers to earlier subrequests by reference id, as JSON
// decodes them. Names in them are case-sensitive.
type references map[string]any

func (s references) remember(id string, a answer) {
	var said any
	if a.body == nil || decode(encode(a.body), &said) != nil {
		said = nil
	}
	s[id] = said
}

var (
	mark = regexp.MustCompile(`@\{([^{}]*)\}`)
	step = regexp.MustCompile(`^(?:\.([A-Za-z0-9_]+)|\[([0-9]+)\])`)
	name = regexp.MustCompile(`^[A-Za-z0-9_]+`)
)

// fill replaces the references in a subrequest's URL and body by what they
// lead to. If one leads nowhere, the subrequest is not done.
func (s references) fill(sub subrequest) (target string, body []byte, err error) {
	target = s.replace(sub.URL, &err)
	filled := s.within(sub.Body, &err)
	if filled != nil {
		body = encode(filled)
	}
	return target, body, err
}

// within replaces the references in the texts of a decoded JSON value.
func (s references) within(v any, err *error) any {
	switch v := v.(type) {
	case string:
		if whole := mark.FindStringSubmatch(v); whole != nil && whole[0] == v && s.blank(whole[1]) {
			return nil
		}
		return s.replace(v, err)
	case []any:
		all := make([]any, len(v))
		for n := range v {
			all[n] = s.within(v[n], err)
		}
		return all
	case map[string]any:
		all := make(map[string]any, len(v))
		for name := range v {
			all[name] = s.within(v[name], err)
		}
		return all
	}
	return v
}

func (s references) replace(text string, err *error) string {
	return mark.ReplaceAllStringFunc(text, func(found string) string {
		path := found[len("@{") : len(found)-len("}")]
		value, ok := s.at(path)
		if !ok {
			*err = refuse("PROCESSING_HALTED", "Invalid reference specified. No value for %s found in %s. Provided referenceId ('%s') %s",
				path, name.FindString(path), path, wellFormed)
		}
		return value
	})
}

// blank reports whether a path leads to a blank field of a record that was
// retrieved: such a reference holds from version 52.0 on ("Behavior with
// References to Null Fields").
func (s references) blank(path string) bool {
	id, field, _ := strings.Cut(path, ".")
	record, _ := s[id].(map[string]any)
	v, has := record[field]
	return record["attributes"] != nil && has && v == nil
}

// at follows a path such as query.records[0].Id to a text, number or boolean.
func (s references) at(path string) (string, bool) {
	id := name.FindString(path)
	v, rest := s[id], path[len(id):]
	for rest != "" {
		next := step.FindStringSubmatch(rest)
		if next == nil {
			return "", false
		}
		rest = rest[len(next[0]):]
		if next[1] != "" {
			o, _ := v.(map[string]any)
			v = o[next[1]]
			continue
		}
		list, _ := v.([]any)
		n, err := strconv.Atoi(next[2])
		if err != nil || n >= len(list) {
			return "", false
		}
		v = list[n]
	}
	switch v := v.(type) {
	case string, json.Number, bool:
		return fmt.Sprint(v), true
	}
	return "", false
}
