package salesforce

import (
	"net/http"

	"tieline/shared/fault"
)

// row is what we do about a code of Salesforce's.
type row struct {
	kind  fault.Kind // of a record that is refused with it, in the end
	links []link     // that it may be about, the likeliest first: the record goes again without
	halve bool       // it may be the call's size, or another record in it: they go again in halves
	renew bool       // the token is renewed and the call repeated, once
}

// The rows that serve many codes. How long each kind waits, and with what
// jitter, is the domain's.
var (
	again  = row{kind: fault.Conflict}                   // somebody else holds the record, or was faster: soon
	heavy  = row{kind: fault.Unavailable, halve: true}   // it took too long
	load   = row{kind: fault.Unknown, halve: true}       // a limit that a call shares among its records
	reset  = row{kind: fault.Throttled}                  // too much at once or in a day: after the limit resets
	down   = row{kind: fault.Unavailable}                // Salesforce is down, or slow
	token  = row{kind: fault.Unauthorized, renew: true}  // the session ended
	closed = row{kind: fault.Unauthorized}               // lasts until people change the org: then every record passes
	reject = row{kind: fault.Invalid}                    // this record's, by a rule or a field's type: people must change it
	newer  = row{kind: fault.Superseded}                 // the record in Salesforce is
	dead   = row{kind: fault.Invalid, links: anyLink}    // a link to one deleted or merged, or that we may not see
	lead   = row{kind: fault.Invalid, links: leadFirst}  // a link to a lead that was converted
	user   = row{kind: fault.Unauthorized, links: agent} // a link to a user who left; else it is our own user, or who owns the record
	column = row{kind: fault.Unauthorized, links: chain} // a link to a contact that is not there yet; else a field that is not
)

// rows has what we do about each code (SOAP API guide, "Core Data Types Used in
// API Calls", ExceptionCode and StatusCode; REST API guide, "Status Codes and
// Error Responses"). What is not listed is Unknown: retried, and worth an alarm.
//
// The codes under which an admin's trigger or flow fails wrap whatever was met, a
// locked row or a governor limit as well as a broken rule, and tell it only in
// their text: "Apex CPU time limit exceeded" befalls all records of a call (Apex
// guide, "Execution Governors and Limits"). So they are halved, tried again, and
// somebody looks.
var rows = map[code]row{
	"UNABLE_TO_LOCK_ROW":        again,
	"DUPLICATE_VALUE":           again, // two writers created the record at once
	"ENTITY_IS_LOCKED":          again, // by an approval process
	"RECORD_IN_USE_BY_WORKFLOW": again,

	"CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY": load,
	"CANNOT_EXECUTE_FLOW_TRIGGER":          load,
	"FLOW_EXCEPTION":                       load,
	"MAX_DEPTH_IN_FLOW_EXECUTION":          load,
	"APEX_ERROR":                           load,
	"CUSTOM_APEX_ERROR":                    load,
	"LIMIT_EXCEEDED":                       load,
	"MAX_LIMIT_EXCEEDED":                   load,
	"EXCEEDED_ID_LIMIT":                    load, // records in a call
	"EXCEEDED_MAX_SIZE_REQUEST":            load,
	"PAYLOAD_SIZE_EXCEEDED":                load,
	"JSON_PARSER_ERROR":                    load, // a value that a field's type does not take costs the whole call
	"UNKNOWN_EXCEPTION":                    load,
	"INTERNAL_ERROR":                       load,
	"REQUEST_RUNNING_TOO_LONG":             heavy,
	"QUERY_TIMEOUT":                        heavy,
	"TXN_SECURITY_METERING_ERROR":          heavy, // its policies took too long

	"REQUEST_LIMIT_EXCEEDED": reset,
	"TOO_MANY_APEX_REQUESTS": reset,

	"SERVER_UNAVAILABLE":                                  down,
	"API_CURRENTLY_DISABLED":                              down, // by a system problem
	"INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE": down,

	// Our user, and its rights.
	"INVALID_SESSION_ID":                      token,
	"INVALID_AUTH_HEADER":                     token,
	"INVALID_LOGIN":                           closed,
	"INVALID_OPERATION_WITH_EXPIRED_PASSWORD": closed,
	"LOGIN_DURING_RESTRICTED_DOMAIN":          closed,
	"LOGIN_DURING_RESTRICTED_TIME":            closed,
	"CLIENT_NOT_ACCESSIBLE_FOR_USER":          closed,
	"INSUFFICIENT_ACCESS":                     closed,
	"INSUFFICIENT_ACCESS_OR_READONLY":         closed,
	"INVALID_READ_ONLY_USER_DML":              closed,
	"TXN_SECURITY_NO_ACCESS":                  closed, // an admin's transaction security policy
	"TXN_SECURITY_APEX_ERROR":                 closed,
	"TXN_SECURITY_RUNTIME_ERROR":              closed,
	"OPERATION_TOO_LARGE":                     closed, // a search without View All Data

	// The org: whether it is open, has room, and has our object and its fields.
	"API_DISABLED_FOR_ORG":             closed,
	"FUNCTIONALITY_NOT_ENABLED":        closed,
	"ORG_LOCKED":                       closed,
	"TRIAL_EXPIRED":                    closed,
	"STORAGE_LIMIT_EXCEEDED":           closed,
	"EXCEEDED_QUOTA":                   closed, // of storage, too
	"LICENSE_LIMIT_EXCEEDED":           closed,
	"NOT_FOUND":                        closed, // the object or its external id field
	"INVALID_TYPE":                     closed,
	"INVALID_TYPE_FOR_OPERATION":       closed,
	"INVALID_ENTITY_FOR_UPSERT":        closed,
	"INVALID_EXTERNAL_ID_FIELD_NAME":   closed,
	"INVALID_FIELD":                    column,
	"INVALID_FIELD_FOR_INSERT_UPDATE":  closed,
	"UNAVAILABLE_RECORDTYPE_EXCEPTION": closed,
	"REQUIRED_FIELD_MISSING":           closed, // an admin's: ours are always sent
	"INVALID_TYPE_ON_FIELD_IN_RECORD":  closed,

	// A record that this one refers to.
	"INVALID_CROSS_REFERENCE_KEY":                   dead,
	"INVALID_CROSS_REFERENCE_TYPE_FOR_FIELD":        dead,
	"INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY": dead,
	"ENTITY_IS_DELETED":                             dead,
	"ENTITY_IS_ARCHIVED":                            dead,
	"MALFORMED_ID":                                  dead,
	"INVALID_ID_FIELD":                              dead,
	"CANNOT_UPDATE_CONVERTED_LEAD":                  lead, // also of one that is only linked to
	"INACTIVE_OWNER_OR_USER":                        user,
	"OP_WITH_INVALID_USER_TYPE_EXCEPTION":           user,

	// This record.
	validation:                                reject, // but newer at the fence
	"FIELD_FILTER_VALIDATION_EXCEPTION":       reject,
	"FIELD_INTEGRITY_EXCEPTION":               reject,
	"STRING_TOO_LONG":                         reject,
	"NUMBER_OUTSIDE_VALID_RANGE":              reject,
	"INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST": reject,
	"INVALID_EMAIL_ADDRESS":                   reject,
	"TEXT_DATA_OUTSIDE_SUPPORTED_CHARSET":     reject,
	"DUPLICATES_DETECTED":                     reject, // an admin's duplicate rule
	"DUPLICATE_EXTERNAL_ID":                   reject, // the org holds the contact twice
}

// callKind is the kind of a whole call's failure, which is never a record's
// fault. A code wins over the status, as 400 and 403 mean very different things.
func callKind(status int, c code) fault.Kind {
	if c == "" {
		return statusKind(status)
	}
	if kind := rows[c].kind; kind != fault.Invalid {
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
