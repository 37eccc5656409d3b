// Package awsfault tells of what kind a failed call of the AWS SDK is, for the
// adapters that call it.
package awsfault

import (
	"context"
	"errors"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws/retry"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"

	"tieline/shared/fault"
)

// KindOf returns the kind of a call's error, which the SDK has tried three times
// by then. Throttles are those that the SDK counts as such. What was never
// answered, or by a fault of the service's own, passes. Anything else, such as
// a right that is missing, is Unknown: it comes again, and somebody looks.
func KindOf(err error) fault.Kind {
	var coded interface{ ErrorCode() string }
	if errors.As(err, &coded) {
		if _, throttled := retry.DefaultThrottleErrorCodes[coded.ErrorCode()]; throttled {
			return fault.Throttled
		}
	}
	var answer *awshttp.ResponseError
	var failed interface{ ConnectionError() bool }
	switch {
	case errors.As(err, &answer) && answer.HTTPStatusCode() >= http.StatusInternalServerError,
		errors.As(err, &failed) && failed.ConnectionError(),
		errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return fault.Unavailable
	}
	return fault.Unknown
}
