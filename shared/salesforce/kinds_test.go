package salesforce

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tieline/shared/fault"
)

// table names what each code means. The last row is of those that are not
// listed, or whose text alone tells what they mean.
var table = map[fault.Kind]string{
	fault.Conflict:  `UNABLE_TO_LOCK_ROW DUPLICATE_VALUE ENTITY_IS_LOCKED RECORD_IN_USE_BY_WORKFLOW`,
	fault.Throttled: `REQUEST_LIMIT_EXCEEDED TOO_MANY_APEX_REQUESTS`,
	fault.Unavailable: `SERVER_UNAVAILABLE API_CURRENTLY_DISABLED QUERY_TIMEOUT REQUEST_RUNNING_TOO_LONG TXN_SECURITY_METERING_ERROR
		INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE`,
	fault.Unauthorized: `INVALID_SESSION_ID INVALID_AUTH_HEADER INVALID_LOGIN INVALID_OPERATION_WITH_EXPIRED_PASSWORD
		LOGIN_DURING_RESTRICTED_DOMAIN LOGIN_DURING_RESTRICTED_TIME CLIENT_NOT_ACCESSIBLE_FOR_USER INACTIVE_OWNER_OR_USER
		OP_WITH_INVALID_USER_TYPE_EXCEPTION INVALID_READ_ONLY_USER_DML
		INSUFFICIENT_ACCESS INSUFFICIENT_ACCESS_OR_READONLY TXN_SECURITY_NO_ACCESS TXN_SECURITY_APEX_ERROR
		TXN_SECURITY_RUNTIME_ERROR OPERATION_TOO_LARGE API_DISABLED_FOR_ORG
		FUNCTIONALITY_NOT_ENABLED ORG_LOCKED TRIAL_EXPIRED STORAGE_LIMIT_EXCEEDED EXCEEDED_QUOTA LICENSE_LIMIT_EXCEEDED
		NOT_FOUND INVALID_TYPE INVALID_TYPE_FOR_OPERATION INVALID_ENTITY_FOR_UPSERT INVALID_EXTERNAL_ID_FIELD_NAME
		INVALID_FIELD INVALID_FIELD_FOR_INSERT_UPDATE UNAVAILABLE_RECORDTYPE_EXCEPTION REQUIRED_FIELD_MISSING
		INVALID_TYPE_ON_FIELD_IN_RECORD`,
	fault.Invalid: `FIELD_CUSTOM_VALIDATION_EXCEPTION FIELD_FILTER_VALIDATION_EXCEPTION FIELD_INTEGRITY_EXCEPTION
		STRING_TOO_LONG NUMBER_OUTSIDE_VALID_RANGE INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST
		INVALID_EMAIL_ADDRESS TEXT_DATA_OUTSIDE_SUPPORTED_CHARSET DUPLICATES_DETECTED
		DUPLICATE_EXTERNAL_ID MALFORMED_ID INVALID_ID_FIELD INVALID_CROSS_REFERENCE_KEY INVALID_CROSS_REFERENCE_TYPE_FOR_FIELD
		INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY ENTITY_IS_DELETED ENTITY_IS_ARCHIVED CANNOT_UPDATE_CONVERTED_LEAD`,
	fault.Unknown: halved + `ALL_OR_NONE_OPERATION_ROLLED_BACK PROCESSING_HALTED MALFORMED_QUERY MALFORMED_SEARCH INVALID_SEARCH
		QUERY_TOO_COMPLICATED METHOD_NOT_ALLOWED UNSUPPORTED_API_VERSION SOMETHING_NEW ?`,
}

// halved are codes that say nothing but that a half may fare better.
const halved = `CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY CANNOT_EXECUTE_FLOW_TRIGGER FLOW_EXCEPTION MAX_DEPTH_IN_FLOW_EXECUTION
	APEX_ERROR CUSTOM_APEX_ERROR LIMIT_EXCEEDED MAX_LIMIT_EXCEEDED EXCEEDED_ID_LIMIT EXCEEDED_MAX_SIZE_REQUEST
	PAYLOAD_SIZE_EXCEEDED JSON_PARSER_ERROR UNKNOWN_EXCEPTION INTERNAL_ERROR `

func TestACodeMeansTheSameWhateverTheStatus(t *testing.T) {
	for kind, codes := range table {
		for _, c := range strings.Fields(codes) {
			var r result
			if err := json.Unmarshal(fmt.Appendf(nil, `{"errors":[{"statusCode":%q,"message":"x"}]}`, c), &r); err != nil {
				t.Fatal(err)
			}
			if err := r.err(); fault.KindOf(err) != kind || !strings.Contains(err.Error(), c) {
				t.Errorf("of a record: %v, kind %q, want %q and the code", err, fault.KindOf(err), kind)
			}
			want := kind
			if kind == fault.Invalid {
				want = fault.Unknown // a call's failure says nothing of a record
			}
			for _, status := range []int{300, 400, 401, 403, 404, 429, 500, 503} {
				err := callError(status, strings.NewReader(fmt.Sprintf(`[{"errorCode":%q,"message":"x"}]`, c)))
				if fault.KindOf(err) != want || !strings.Contains(err.Error(), c) {
					t.Errorf("of a call: %v, kind %q, want %q and the code", err, fault.KindOf(err), want)
				}
			}
		}
	}
}

func TestTheTableIsWhole(t *testing.T) {
	tested := strings.Fields(halved)
	for kind, codes := range table {
		if kind != fault.Unknown {
			tested = append(tested, strings.Fields(codes)...)
		}
	}
	slices.Sort(tested)
	var listed []string
	for c := range rows {
		listed = append(listed, string(c))
	}
	if slices.Sort(listed); !slices.Equal(listed, tested) {
		t.Errorf("listed are\n%v, tested\n%v", listed, tested)
	}
}

func TestWithoutACodeTheStatusCounts(t *testing.T) {
	for status, want := range map[int]fault.Kind{
		201: fault.Unknown, 300: fault.Unknown, 302: fault.Unknown, 304: fault.Unknown,
		400: fault.Unknown, 404: fault.Unknown, 405: fault.Unknown, 409: fault.Unknown, 410: fault.Unknown, 412: fault.Unknown,
		414: fault.Unknown, 415: fault.Unknown, 420: fault.Unknown, 428: fault.Unknown, 431: fault.Unknown,
		401: fault.Unauthorized, 403: fault.Unauthorized, 429: fault.Throttled,
		500: fault.Unavailable, 502: fault.Unavailable, 503: fault.Unavailable, 504: fault.Unavailable,
	} {
		for _, body := range []string{``, `<html>`, `[]`, `[{}]`, `[{"errorCode":""}]`, `{"error":"x"}`, `["/services/data"]`, `[{"errorCode":`, `null`} {
			if err := callError(status, strings.NewReader(body)); fault.KindOf(err) != want {
				t.Errorf("%d %s: %v, kind %q, want %q", status, body, err, fault.KindOf(err), want)
			}
		}
	}
}
