// Package secrets reads a secret from AWS Secrets Manager. It knows nothing of
// what is in it, and none of it appears in an error.
package secrets

import (
	"context"
	"errors"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"

	"tieline/shared/fault"
)

// Vault is one secret.
type Vault struct {
	api *secretsmanager.Client
	arn string
}

// New returns the Vault at arn. It does no I/O.
func New(cfg aws.Config, arn string) *Vault {
	return &Vault{secretsmanager.NewFromConfig(cfg), arn}
}

// Secret reads the current value, every time: who asks decides what to keep.
func (v *Vault) Secret(ctx context.Context) ([]byte, error) {
	out, err := v.api.GetSecretValue(ctx, &secretsmanager.GetSecretValueInput{SecretId: &v.arn})
	if err != nil {
		return nil, fault.Errorf(kindOf(err), "read the secret: %w", err)
	}
	if aws.ToString(out.SecretString) == "" {
		return nil, fault.Errorf(fault.Unauthorized, "the secret has no text")
	}
	return []byte(*out.SecretString), nil
}

// kindOf: what Secrets Manager refuses is for people to mend (Secrets Manager
// API reference, GetSecretValue, "Errors"): no such secret, no value yet, no
// right to it or to its key. Throttles, of which the SDK has tried three, and
// the service's own faults pass.
func kindOf(err error) fault.Kind {
	var coded interface{ ErrorCode() string }
	if errors.As(err, &coded) && coded.ErrorCode() == "ThrottlingException" {
		return fault.Throttled
	}
	var res *awshttp.ResponseError
	if errors.As(err, &res) && res.HTTPStatusCode() < http.StatusInternalServerError {
		return fault.Unauthorized
	}
	return fault.Unavailable
}
