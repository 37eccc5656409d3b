// Package flow finds what is wrong with a contact flow or a flow module of
// Amazon Connect before a caller does: what Connect would refuse, and what it
// would take although callers would suffer from it.
package flow

import (
	"encoding/json"
	"errors"
	"fmt"
)

// Flow is a flow or a module in Amazon Connect's flow language (developer guide,
// "Connect Customer Flow language").
type Flow struct {
	Version     string
	StartAction string
	Actions     []Action
}

// Action is one block. Exports leave out what is empty.
type Action struct {
	Identifier  string
	Type        string
	Parameters  map[string]any
	Transitions Transitions
}

// Transitions say what follows: on success, by condition, and by type of error.
type Transitions struct {
	NextAction string
	Errors     []struct{ ErrorType, NextAction string }
	Conditions []struct {
		NextAction string
		Condition  any
	}
}

// Types of actions that the rules know.
const (
	invokeLambda = "InvokeLambdaFunction"
	invokeModule = "InvokeFlowModule"
)

var (
	errNoFlow = errors.New("no flow: it has no Actions")
	errLegacy = errors.New("the designer's export of old: get the flow by aws connect describe-contact-flow")
)

// Parse reads a flow as it is or wrapped, as aws connect describe-contact-flow
// and describe-contact-flow-module write it and create-contact-flow takes it.
func Parse(content []byte) (*Flow, error) {
	inner, err := unwrap(content)
	if err != nil {
		return nil, err
	}
	var f Flow
	if err := json.Unmarshal(inner, &f); err != nil {
		return nil, fmt.Errorf("no flow: %w", err)
	}
	if len(f.Actions) == 0 {
		return nil, errNoFlow
	}
	return &f, nil
}

// wrapper is what the flow's content stands in, often as a string.
type wrapper struct {
	Content           json.RawMessage
	ContactFlow       *wrapper
	ContactFlowModule *wrapper
	Modules           json.RawMessage // what was called Actions once
}

func unwrap(content []byte) ([]byte, error) {
	var w wrapper
	if err := json.Unmarshal(content, &w); err != nil {
		return nil, fmt.Errorf("no flow: %w", err)
	}
	for _, outer := range []*wrapper{w.ContactFlow, w.ContactFlowModule} {
		if outer != nil {
			w = *outer
		}
	}
	if w.Modules != nil {
		return nil, errLegacy
	}
	if w.Content == nil {
		return content, nil
	}
	var text string
	if json.Unmarshal(w.Content, &text) == nil {
		return []byte(text), nil
	}
	return w.Content, nil
}

// next are all actions that may follow.
func (a Action) next() []string {
	var all []string
	if a.Transitions.NextAction != "" {
		all = append(all, a.Transitions.NextAction)
	}
	for _, c := range a.Transitions.Conditions {
		all = append(all, c.NextAction)
	}
	for _, e := range a.Transitions.Errors {
		all = append(all, e.NextAction)
	}
	return all
}

// catches reports whether the action has a branch for a type of error.
func (a Action) catches(errorType string) bool {
	for _, e := range a.Transitions.Errors {
		if e.ErrorType == errorType {
			return true
		}
	}
	return false
}

// text returns a parameter, which may be a string or a number, as text.
func (a Action) text(parameter string) string {
	switch v := a.Parameters[parameter].(type) {
	case nil:
		return ""
	case string:
		return v
	default:
		return fmt.Sprint(v)
	}
}

// texts visits the keys and strings inside any JSON value.
func texts(value any, visit func(string)) {
	switch v := value.(type) {
	case string:
		visit(v)
	case []any:
		for _, inner := range v {
			texts(inner, visit)
		}
	case map[string]any:
		for key, inner := range v {
			visit(key)
			texts(inner, visit)
		}
	}
}
