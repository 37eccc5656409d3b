package salesforce

import (
	"encoding/json"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"

	"tieline/shared/fault"
)

// The code of a validation rule, and the field at which the org's rule shows
// that it holds a newer version. Both must agree: admins have rules, too.
const (
	validation = "FIELD_CUSTOM_VALIDATION_EXCEPTION"
	fence      = "Sync_Version__c"
)

// result is the answer about one record of a call that answers 200 even if
// every record failed.
type result struct {
	Success bool      `json:"success"`
	Errors  []refusal `json:"errors"`
}

// refusal is one error. Its message is not read, as it may quote values.
type refusal struct {
	StatusCode code   `json:"statusCode"` // of a record
	ErrorCode  code   `json:"errorCode"`  // of a call
	Fields     []code `json:"fields"`
}

// code is a word that may stand in an error of ours: the other side's code, or
// the name of a custom field or of one that every object has. Anything else could
// be a value, as could be a longer number, and becomes "?".
type code string

var word = regexp.MustCompile(`^(` + strings.Join([]string{
	`[A-Z]+(_[A-Z]+)+`, // a code of Salesforce's
	`[a-z]+(_[a-z]+)+`, // of OAuth's
	`([A-Za-z]+[0-9]{0,3}__?)*[A-Za-z]+[0-9]{0,3}__[cr]`, // a custom field
	`Id|Name|OwnerId|RecordTypeId`,
}, "|") + `)$`)

// An error of ours stays short, whatever it is made of.
const (
	maxWord  = 80
	maxWords = 8
)

// Error makes a code the cause of an error.
func (c code) Error() string { return string(c) }

// UnmarshalJSON reads a word.
func (c *code) UnmarshalJSON(b []byte) error {
	var s string
	if json.Unmarshal(b, &s) != nil || s != "" && (len(s) > maxWord || !word.MatchString(s)) {
		s = "?"
	}
	*c = code(s)
	return nil
}

// err is nil for a record that was taken, which may bear errors, too: of a
// published event they say that it is on its way.
func (r result) err() error {
	if r.Success {
		return nil
	}
	for _, e := range r.Errors {
		if e.StatusCode == validation && slices.Contains(e.Fields, fence) {
			return fault.Errorf(fault.Superseded, "%s is newer", fence)
		}
	}
	if len(r.Errors) == 0 {
		return fault.Errorf(fault.Unknown, "refused without a code")
	}
	first := r.Errors[0]
	return fault.Errorf(kinds[string(first.StatusCode)], "%s %v", first.StatusCode, first.Fields[:min(len(first.Fields), maxWords)])
}

// callError is the failure of a whole call. A gateway may answer HTML.
func callError(status int, body io.Reader) error {
	var refusals []refusal
	var why code
	if json.NewDecoder(body).Decode(&refusals) == nil && len(refusals) > 0 {
		why = refusals[0].ErrorCode
	}
	return fault.Errorf(callKind(status, why), "Salesforce answers %d %w", status, why)
}

// LacksField reports whether a call failed because the org has not got a field
// that the call names, or does not show it to us. Salesforce does not tell which.
func LacksField(err error) bool { return errors.Is(err, code("INVALID_FIELD")) }

// LacksObject reports the same of an object.
func LacksObject(err error) bool {
	return errors.Is(err, code("NOT_FOUND")) || errors.Is(err, code("INVALID_TYPE"))
}
