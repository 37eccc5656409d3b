package parameters

import (
	"errors"

	"tieline/shared/awsfault"
	"tieline/shared/fault"
)

// kinds of what Parameter Store refuses (API reference, PutParameter and
// DeleteParameter, "Errors").
var kinds = map[string]fault.Kind{
	"ParameterNotFound":                 fault.NotFound,
	"ParameterPatternMismatchException": fault.Invalid,
	"ValidationException":               fault.Invalid,
	"TooManyUpdates":                    fault.Conflict,
}

func kindOf(err error) fault.Kind {
	var coded interface{ ErrorCode() string }
	if errors.As(err, &coded) {
		if kind, known := kinds[coded.ErrorCode()]; known {
			return kind
		}
	}
	return awsfault.KindOf(err)
}
