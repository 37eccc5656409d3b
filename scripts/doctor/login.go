package doctor

import (
	"context"
	"errors"

	"tieline/shared/alert"
	"tieline/shared/fault"
)

// Vault holds the credentials of Tieline's user.
type Vault interface {
	Secret(ctx context.Context) ([]byte, error)
}

// Secret checks that the credentials can be read, with the AWS credentials of here:
// without them nobody can log in.
func Secret(v Vault, name string) Check {
	return Check{alert.Configuration, "secret", true, func(ctx context.Context) Finding {
		_, err := v.Secret(ctx)
		if err == nil {
			return ok(name + " can be read")
		}
		// What AWS says names who asked.
		why := string(fault.KindOf(err))
		if coded := interface{ ErrorCode() string }(nil); errors.As(err, &coded) {
			why = coded.ErrorCode()
		}
		return wrong(name+" cannot be read: "+why,
			"With the AWS credentials, region and stage of here; is it the right account? You need secretsmanager:GetSecretValue on it.",
			"If it has no value yet: engineer's guide, 3.3.")
	}}
}

// Entrance lets one in who is logged in.
type Entrance interface {
	Enter(ctx context.Context) error
}

// LogIn checks that Tieline's user can log in, and may use the API.
func LogIn(org Entrance) Check {
	return Check{alert.Configuration, "log-in", true, func(ctx context.Context) Finding {
		err := org.Enter(ctx)
		if err == nil {
			return ok("Tieline's user is let in")
		}
		kind := fault.KindOf(err)
		return wrong(string(kind)+": "+err.Error(), entries[kind]...)
	}}
}

// entries are what to do about a log-in that failed, by its kind.
var entries = map[fault.Kind][]string{
	fault.Unauthorized: {
		"In the secret: clientId, username, privateKey, and audience (https://test.salesforce.com for a sandbox), by engineer's guide, 3.3.",
		"In Salesforce: Tieline's user is active, has API Enabled and is let in by the External Client App, whose certificate is that of the key.",
		"Here: the clock is right, as a log-in's assertion lasts two minutes. Setup, Login History has Salesforce's own reason.",
		"See runbook, salesforce-writer-refused-access.",
	},
	fault.Throttled:   {"A limit of Salesforce is used up, of calls or of log-ins: look again later, and see runbook, salesforce-writer-api-use."},
	fault.Unavailable: {"Salesforce is down, or out of reach from here: status.salesforce.com; the stage's salesforceUrl; proxies between."},
	fault.Unknown:     {"Is the stage's salesforceUrl the org's My Domain? Setup, Login History has Salesforce's own reason."},
}
