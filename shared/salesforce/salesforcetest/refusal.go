package salesforcetest

import (
	"errors"
	"fmt"
)

// refusal is one error in Salesforce's words. It names the API names of the
// fields it is shown at.
type refusal struct {
	code, message string
	fields        []string
	duplicates    *duplicateResult
}

func (r refusal) Error() string { return r.code + ": " + r.message }

func refuse(code, format string, args ...any) refusal {
	return refusal{code: code, message: fmt.Sprintf(format, args...)}
}

// at returns the refusal shown at a field.
func (r refusal) at(f *field) refusal {
	r.fields = []string{f.name}
	return r
}

// notFound is the answer to a path that leads nowhere.
var notFound = refuse("NOT_FOUND", "The requested resource does not exist")

// errorOf joins the refusals of one record into an error, nil if there are none.
func errorOf(refusals []refusal) error {
	var all []error
	for _, r := range refusals {
		all = append(all, r)
	}
	return errors.Join(all...)
}

// recordError is a refusal as it stands in the answer about one record of
// several, and callError as it stands alone ("Status Codes and Error
// Responses", REST API Developer Guide): the code's name differs.
type recordError struct {
	StatusCode string   `json:"statusCode"`
	Message    string   `json:"message"`
	Fields     []string `json:"fields"`
}

type callError struct {
	Message   string   `json:"message"`
	ErrorCode string   `json:"errorCode"`
	Fields    []string `json:"fields,omitzero"`

	DuplicateResult *duplicateResult `json:"duplicateResult,omitzero"`
}

func recordErrors(refusals []refusal) []recordError {
	all := make([]recordError, len(refusals))
	for n, r := range refusals {
		all[n] = recordError{r.code, r.message, append([]string{}, r.fields...)}
	}
	return all
}
