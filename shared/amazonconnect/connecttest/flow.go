package connecttest

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// Flow is a contact flow that may be played (Amazon Connect developer guide,
// "Flow language"). It does not change, so many contacts may be in it at once.
type Flow struct {
	start   string
	actions map[string]action
}

type document struct {
	Version     string
	StartAction string
	Actions     []action
}

// action is one block. Exports leave out Parameters, Errors and Conditions that
// are empty.
type action struct {
	Identifier  string
	Type        string
	Parameters  parameters
	Transitions transitions
}

// parameters are those of all actions played here; numbers come as strings.
type parameters struct {
	message
	Messages                   []message
	LambdaFunctionARN          string
	InvocationType             string
	LambdaInvocationAttributes map[string]any
	ResponseValidation         struct{ ResponseType string }
	ComparisonValue            string
	Attributes                 map[string]string
	FlowAttributes             map[string]struct{ Value string }
	TargetContact              string
	EventHooks                 map[string]string
	CustomerID                 string
	QueueID, AgentID           string
	ContactFlowID              string
	FlowModuleID               string
	HoursOfOperationID         string
	MetricType                 string
	LoopCount                  string
	InvocationTimeLimitSeconds string
	TimeLimitSeconds           string
	InterruptFrequencySeconds  string
	StoreInput                 string
	InputValidation            struct {
		CustomValidation      struct{ MaximumLength string }
		PhoneNumberValidation *struct{ NumberFormat string }
	}
	CallbackNumber        string
	ThirdPartyPhoneNumber string
	ContinueFlowExecution string
}

// message is what a participant hears: one of a text, a prompt and a medium.
type message struct {
	Text, SSML, PromptID string
	Media                map[string]any
}

type transitions struct {
	NextAction string
	Errors     []struct{ ErrorType, NextAction string }
	Conditions []condition
}

type condition struct {
	NextAction string
	Condition  struct {
		Operator string
		Operands []string
	}
}

// Parse reads a flow as Connect exports it. Values fill its ${Name} places, as
// CloudFormation's Fn::Sub does; a place without a value is an error, as is all
// that Connect itself would not save, and a type of action not played here. The
// error names everything that is wrong.
func Parse(content []byte, values map[string]string) (*Flow, error) {
	filled, err := fill(string(content), values)
	if err != nil {
		return nil, err
	}
	var d document
	if err := json.Unmarshal([]byte(filled), &d); err != nil {
		return nil, fmt.Errorf("contact flow: %w", err)
	}
	f := &Flow{start: d.StartAction, actions: map[string]action{}}
	wrong := []error{d.check()}
	for _, a := range d.Actions {
		if _, ok := f.actions[a.Identifier]; ok {
			wrong = append(wrong, fmt.Errorf("action %q stands twice", a.Identifier))
		}
		f.actions[a.Identifier] = a
	}
	for _, a := range d.Actions {
		wrong = append(wrong, a.check(f))
	}
	if err := errors.Join(wrong...); err != nil {
		return nil, fmt.Errorf("contact flow: %w", err)
	}
	return f, nil
}

var place = regexp.MustCompile(`\$\{(\w+)\}`)

func fill(content string, values map[string]string) (string, error) {
	var missing []string
	filled := place.ReplaceAllStringFunc(content, func(p string) string {
		v, ok := values[place.FindStringSubmatch(p)[1]]
		if !ok {
			missing = append(missing, p)
		}
		return v
	})
	if missing != nil {
		return "", fmt.Errorf("contact flow: no value for %s", strings.Join(missing, ", "))
	}
	return filled, nil
}
