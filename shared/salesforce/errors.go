package salesforce

import (
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"slices"

	"tieline/shared/fault"
)

// kinds maps Salesforce's error codes to what we do about them (REST API guide,
// "Status Codes and Error Responses"; SOAP API guide, "Core Data Types",
// StatusCode). Faults of schema and rights are Unauthorized: people mend them,
// and then every record passes. What is not listed is Unknown.
var kinds = map[string]fault.Kind{
	"UNABLE_TO_LOCK_ROW": fault.Conflict,
	"DUPLICATE_VALUE":    fault.Conflict, // two writers created the record at once

	"REQUEST_LIMIT_EXCEEDED": fault.Throttled,

	"SERVER_UNAVAILABLE": fault.Unavailable,

	"INVALID_SESSION_ID":              fault.Unauthorized, // after one renewal of the token
	"API_DISABLED_FOR_ORG":            fault.Unauthorized,
	"INSUFFICIENT_ACCESS":             fault.Unauthorized,
	"INSUFFICIENT_ACCESS_OR_READONLY": fault.Unauthorized,
	"INVALID_FIELD":                   fault.Unauthorized,
	"INVALID_TYPE":                    fault.Unauthorized,
	"NOT_FOUND":                       fault.Unauthorized, // the object or its external id field

	validation:               fault.Invalid,
	"STRING_TOO_LONG":        fault.Invalid,
	"REQUIRED_FIELD_MISSING": fault.Invalid,
	"DUPLICATES_DETECTED":    fault.Invalid, // an admin's duplicate rule
	"DUPLICATE_EXTERNAL_ID":  fault.Invalid, // the org holds the contact twice
	"MALFORMED_ID":           fault.Invalid,
	"ENTITY_IS_DELETED":      fault.Invalid,

	"NUMBER_OUTSIDE_VALID_RANGE":                    fault.Invalid,
	"INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST":       fault.Invalid,
	"INVALID_CROSS_REFERENCE_KEY":                   fault.Invalid,
	"INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY": fault.Invalid,
}

// deadLink reports whether a record was refused for a link to one that was
// deleted or merged, or that we may not see: the customer's, popped minutes ago.
func deadLink(c code) bool {
	switch c {
	case "INVALID_CROSS_REFERENCE_KEY", "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY", "ENTITY_IS_DELETED", "MALFORMED_ID":
		return true
	}
	return false
}

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

// code is a word that may stand in an error of ours: the other side's code or
// a field's name. Anything else could be a value, and becomes "?".
type code string

var word = regexp.MustCompile(`^[A-Za-z0-9_.]{1,80}$`)

// UnmarshalJSON reads a word.
func (c *code) UnmarshalJSON(b []byte) error {
	var s string
	if json.Unmarshal(b, &s) != nil || s != "" && !word.MatchString(s) {
		s = "?"
	}
	*c = code(s)
	return nil
}

func recordError(refusals []refusal) error {
	for _, r := range refusals {
		if r.StatusCode == validation && slices.Contains(r.Fields, fence) {
			return fault.Errorf(fault.Superseded, "%s is newer", fence)
		}
	}
	if len(refusals) == 0 {
		return fault.Errorf(fault.Unknown, "refused without a code")
	}
	first := refusals[0]
	return fault.Errorf(kinds[string(first.StatusCode)], "%s %v", first.StatusCode, first.Fields)
}

// callError is the failure of a whole call, which is never a record's fault.
// Codes win over the status, as 400 and 403 mean very different things. A
// gateway may answer HTML.
func callError(status int, body io.Reader) error {
	var refusals []refusal
	var why code
	if json.NewDecoder(body).Decode(&refusals) == nil && len(refusals) > 0 {
		why = refusals[0].ErrorCode
	}
	kind, listed := kinds[string(why)]
	if !listed {
		kind = statusKind(status)
	}
	if kind == fault.Invalid {
		kind = fault.Unknown
	}
	return fault.Errorf(kind, "Salesforce answers %d %s", status, why)
}

// statusKind is what is left to judge by when there is no code that we know.
func statusKind(status int) fault.Kind {
	switch {
	case status == http.StatusUnauthorized:
		return fault.Unauthorized
	case status == http.StatusTooManyRequests:
		return fault.Throttled
	case status >= http.StatusInternalServerError:
		return fault.Unavailable
	}
	return fault.Unknown
}
