package salesforce

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
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

// Error has codes and names of fields only.
func (r refusal) Error() string {
	return fmt.Sprintf("%s %v", r.StatusCode, r.Fields[:min(len(r.Fields), maxWords)])
}

// Refusal returns the code and the first field that it names, "" if it names none.
func (r refusal) Refusal() (code, field string) {
	if len(r.Fields) > 0 {
		field = string(r.Fields[0])
	}
	return string(r.StatusCode), field
}

// row is what we do about it.
func (r refusal) row() row {
	if r.StatusCode == validation && slices.Contains(r.Fields, fence) {
		return newer
	}
	return rows[r.StatusCode]
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
// published event they say that it is on its way. That of a refused one tells its
// Refusal.
func (r result) err() error {
	if r.Success {
		return nil
	}
	if len(r.Errors) == 0 {
		return fault.Errorf(fault.Unknown, "refused without a code")
	}
	for _, e := range r.Errors {
		if e.row().kind == fault.Superseded {
			return fault.Errorf(fault.Superseded, "%s is newer: %w", fence, e)
		}
	}
	return fault.Errorf(r.Errors[0].row().kind, "%w", r.Errors[0])
}

// failure is that of a whole call which Salesforce, or a gateway, refused.
type failure struct {
	status int
	code   code // "" if the answer is not of Salesforce's form
}

func (f failure) Error() string { return fmt.Sprintf("Salesforce answers %d %s", f.status, f.code) }
func (f failure) Unwrap() error { return f.code }

// Refusal is that of a record which met the failure alone.
func (f failure) Refusal() (code, field string) { return string(f.code), "" }

// callError is the failure of a whole call. A gateway may answer HTML.
func callError(status int, body io.Reader) error {
	f := failure{status, firstCode(body)}
	return fault.Errorf(callKind(status, f.code), "%w", f)
}

// firstCode is that of a refused call, "" if it has none.
func firstCode(body io.Reader) code {
	var refusals []refusal
	if json.NewDecoder(body).Decode(&refusals) != nil || len(refusals) == 0 {
		return ""
	}
	return refusals[0].ErrorCode
}

// halves reports whether a call's failure may be its size's, or that of one of
// its records, so that half of them may fare better. Neither is so of rights,
// schema, limits and outages, nor where nothing came back.
func halves(err error) bool {
	var f failure
	if !errors.As(err, &f) {
		return errors.Is(err, ErrStrange)
	}
	do, listed := rows[f.code]
	switch {
	case f.code == "":
		return slices.Contains([]int{http.StatusBadRequest, http.StatusRequestEntityTooLarge, http.StatusInternalServerError}, f.status)
	case listed:
		return do.halve || do.kind == fault.Conflict || do.kind == fault.Invalid
	}
	return true
}

// halves reports the same of a record that was refused.
func (r result) halves() bool {
	return !r.Success && len(r.Errors) > 0 && r.Errors[0].row().halve
}

// spoken reports whether Salesforce itself refused a call: it is there, and has
// read it.
func spoken(err error) bool {
	var f failure
	return errors.As(err, &f) && f.code != ""
}

// byItself is the failure of a call that held one record, as the record's own.
func byItself(err error) error {
	var f failure
	if errors.As(err, &f) {
		return fault.Errorf(rows[f.code].kind, "alone: %w", err)
	}
	return fault.Errorf(fault.Unknown, "alone: %w", err)
}

// LacksField reports whether a call failed because the org has not got a field
// that the call names, or does not show it to us. Salesforce does not tell which.
func LacksField(err error) bool { return errors.Is(err, code("INVALID_FIELD")) }

// LacksObject reports the same of an object.
func LacksObject(err error) bool {
	return errors.Is(err, code("NOT_FOUND")) || errors.Is(err, code("INVALID_TYPE"))
}
