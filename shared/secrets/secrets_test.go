package secrets_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"

	"tieline/shared/fault"
	"tieline/shared/secrets"
)

const arn = "arn:aws:secretsmanager:eu-west-2:000000000000:secret:tieline-local-salesforce"

// vault is a Vault of a Secrets Manager that gives one answer.
func vault(t *testing.T, status int, answer string) *secrets.Vault {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if sent, _ := io.ReadAll(r.Body); !strings.Contains(string(sent), arn) {
			t.Errorf("asked for %s", sent)
		}
		w.Header().Set("Content-Type", "application/x-amz-json-1.1")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, answer)
	}))
	t.Cleanup(server.Close)
	return secrets.New(aws.Config{
		Region:       "eu-west-2",
		BaseEndpoint: &server.URL,
		Retryer:      func() aws.Retryer { return aws.NopRetryer{} },
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "test", SecretAccessKey: "test"}, nil
		}),
	}, arn)
}

func TestASecretIsReadAsItStands(t *testing.T) {
	got, err := vault(t, 200, `{"SecretString":"{\"clientId\":\"x\"}"}`).Secret(t.Context())
	if err != nil || string(got) != `{"clientId":"x"}` {
		t.Errorf("%q, %v", got, err)
	}
}

func TestWhatIsNoSecretHasAKind(t *testing.T) {
	for name, tt := range map[string]struct {
		status int
		answer string
		want   fault.Kind
	}{
		"gone":      {400, `{"__type":"ResourceNotFoundException"}`, fault.Unauthorized},
		"forbidden": {400, `{"__type":"AccessDeniedException"}`, fault.Unauthorized},
		"empty":     {200, `{}`, fault.Unauthorized},
		"binary":    {200, `{"SecretBinary":"aHVzaA=="}`, fault.Unauthorized},
		"throttled": {400, `{"__type":"ThrottlingException"}`, fault.Throttled},
		"down":      {500, `{"__type":"InternalServiceError"}`, fault.Unavailable},
	} {
		_, err := vault(t, tt.status, tt.answer).Secret(t.Context())
		if fault.KindOf(err) != tt.want {
			t.Errorf("%s: %v, want kind %q", name, err, tt.want)
		}
	}
}

func TestSecretsManagerOutOfReachIsUnavailable(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := vault(t, 200, `{}`).Secret(ctx); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("%v, want kind %q", err, fault.Unavailable)
	}
}

func TestAnUnreadableAnswerIsNotQuoted(t *testing.T) {
	_, err := vault(t, 200, `{"SecretString":"hush`).Secret(t.Context())
	if err == nil || strings.Contains(err.Error(), "hush") {
		t.Errorf("error %v", err)
	}
}
