package salesforce

import (
	"net/http"

	"tieline/shared/fault"
)

// kinds maps Salesforce's error codes to what we do about them (SOAP API guide,
// "Core Data Types Used in API Calls", ExceptionCode and StatusCode; REST API
// guide, "Status Codes and Error Responses"). Whatever lasts until people change
// the org, be it schema, rights or room, is Unauthorized: they mend it, and then
// every record passes. What is not listed is Unknown.
//
// Not listed on purpose are the codes under which an admin's trigger or flow
// fails: CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY, CANNOT_EXECUTE_FLOW_TRIGGER,
// FLOW_EXCEPTION, APEX_ERROR. They wrap whatever was met, a locked row or a limit
// as well as a broken rule, and tell it only in their text. So the record is
// tried again, which a lock needs, and somebody looks, as all else needs.
var kinds = map[string]fault.Kind{
	// Somebody else holds the record, or was faster.
	"UNABLE_TO_LOCK_ROW":        fault.Conflict,
	"DUPLICATE_VALUE":           fault.Conflict, // two writers created the record at once
	"ENTITY_IS_LOCKED":          fault.Conflict, // by an approval process
	"RECORD_IN_USE_BY_WORKFLOW": fault.Conflict,

	// Too much at once, or in a day.
	"REQUEST_LIMIT_EXCEEDED": fault.Throttled,
	"TOO_MANY_APEX_REQUESTS": fault.Throttled,

	// Salesforce is down, or slow.
	"SERVER_UNAVAILABLE":                                  fault.Unavailable,
	"API_CURRENTLY_DISABLED":                              fault.Unavailable, // by a system problem
	"QUERY_TIMEOUT":                                       fault.Unavailable,
	"REQUEST_RUNNING_TOO_LONG":                            fault.Unavailable,
	"TXN_SECURITY_METERING_ERROR":                         fault.Unavailable, // its policies took too long
	"INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE": fault.Unavailable,

	// Our user.
	"INVALID_SESSION_ID":                      fault.Unauthorized, // after one renewal of the token
	"INVALID_AUTH_HEADER":                     fault.Unauthorized,
	"INVALID_LOGIN":                           fault.Unauthorized,
	"INVALID_OPERATION_WITH_EXPIRED_PASSWORD": fault.Unauthorized,
	"LOGIN_DURING_RESTRICTED_DOMAIN":          fault.Unauthorized,
	"LOGIN_DURING_RESTRICTED_TIME":            fault.Unauthorized,
	"CLIENT_NOT_ACCESSIBLE_FOR_USER":          fault.Unauthorized,
	"INACTIVE_OWNER_OR_USER":                  fault.Unauthorized, // or who owns the record

	// Our rights.
	"INSUFFICIENT_ACCESS":             fault.Unauthorized,
	"INSUFFICIENT_ACCESS_OR_READONLY": fault.Unauthorized,
	"TXN_SECURITY_NO_ACCESS":          fault.Unauthorized, // an admin's transaction security policy
	"TXN_SECURITY_APEX_ERROR":         fault.Unauthorized,
	"TXN_SECURITY_RUNTIME_ERROR":      fault.Unauthorized,
	"OPERATION_TOO_LARGE":             fault.Unauthorized, // a search without View All Data

	// The org: whether it is open, has room, and has our object and its fields.
	"API_DISABLED_FOR_ORG":             fault.Unauthorized,
	"FUNCTIONALITY_NOT_ENABLED":        fault.Unauthorized,
	"ORG_LOCKED":                       fault.Unauthorized,
	"TRIAL_EXPIRED":                    fault.Unauthorized,
	"STORAGE_LIMIT_EXCEEDED":           fault.Unauthorized,
	"EXCEEDED_QUOTA":                   fault.Unauthorized, // of storage, too
	"LICENSE_LIMIT_EXCEEDED":           fault.Unauthorized,
	"NOT_FOUND":                        fault.Unauthorized, // the object or its external id field
	"INVALID_TYPE":                     fault.Unauthorized,
	"INVALID_TYPE_FOR_OPERATION":       fault.Unauthorized,
	"INVALID_ENTITY_FOR_UPSERT":        fault.Unauthorized,
	"INVALID_EXTERNAL_ID_FIELD_NAME":   fault.Unauthorized,
	"INVALID_FIELD":                    fault.Unauthorized,
	"INVALID_FIELD_FOR_INSERT_UPDATE":  fault.Unauthorized,
	"UNAVAILABLE_RECORDTYPE_EXCEPTION": fault.Unauthorized,
	"REQUIRED_FIELD_MISSING":           fault.Unauthorized, // an admin's: ours are always sent
	"INVALID_TYPE_ON_FIELD_IN_RECORD":  fault.Unauthorized,

	// This record's values, by a rule or a field's type.
	validation:                                fault.Invalid,
	"FIELD_FILTER_VALIDATION_EXCEPTION":       fault.Invalid,
	"FIELD_INTEGRITY_EXCEPTION":               fault.Invalid,
	"STRING_TOO_LONG":                         fault.Invalid,
	"NUMBER_OUTSIDE_VALID_RANGE":              fault.Invalid,
	"INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST": fault.Invalid,
	"INVALID_EMAIL_ADDRESS":                   fault.Invalid,
	"TEXT_DATA_OUTSIDE_SUPPORTED_CHARSET":     fault.Invalid,

	// This record, or one that it refers to.
	"DUPLICATES_DETECTED":                           fault.Invalid, // an admin's duplicate rule
	"DUPLICATE_EXTERNAL_ID":                         fault.Invalid, // the org holds the contact twice
	"MALFORMED_ID":                                  fault.Invalid,
	"INVALID_ID_FIELD":                              fault.Invalid,
	"INVALID_CROSS_REFERENCE_KEY":                   fault.Invalid,
	"INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY": fault.Invalid,
	"ENTITY_IS_DELETED":                             fault.Invalid,
	"ENTITY_IS_ARCHIVED":                            fault.Invalid,
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

// callKind is the kind of a whole call's failure, which is never a record's
// fault. A code wins over the status, as 400 and 403 mean very different things.
func callKind(status int, c code) fault.Kind {
	if c == "" {
		return statusKind(status)
	}
	if kind := kinds[string(c)]; kind != fault.Invalid {
		return kind
	}
	return fault.Unknown
}

// statusKind is what is left to judge by when there is no code.
func statusKind(status int) fault.Kind {
	switch {
	case status == http.StatusUnauthorized, status == http.StatusForbidden:
		return fault.Unauthorized
	case status == http.StatusTooManyRequests:
		return fault.Throttled
	case status >= http.StatusInternalServerError:
		return fault.Unavailable
	}
	return fault.Unknown
}
