package main

import (
	"strings"
	"time"

	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/jsii-runtime-go"

	"tieline/shared/names"
)

// newScreenPop is what contact flows ask: a function, called by its alias, so
// that a new version can take over by degrees. Only the stage's own instances
// may call it. It returns the alias.
func newScreenPop(a App) awslambda.Alias {
	function := newFunction(a, Function{
		Name:    names.ScreenPop,
		Does:    "Tells a contact flow who is calling",
		Memory:  a.stage.Pop.Memory, // a caller waits: a large share of a processor shortens cold starts and handshakes
		Timeout: 8 * time.Second,    // a flow waits no longer for a function (Connect administrator guide, "Invoke Lambda functions")
		Reserve: a.stage.Pop.Reserved,
		Env: map[string]*string{
			names.EnvContactsTable:    a.data.Contacts.TableName(),
			names.EnvCallersTable:     a.data.Callers.TableName(),
			names.EnvOperationsTable:  a.data.Operations.TableName(),
			names.EnvIndexShards:      a.stage.indexShards(),
			names.EnvDraftHold:        a.stage.draftHold(),
			names.EnvPopKeys:          jsii.String(strings.Join(a.stage.Pop.Keys, ",")),
			names.EnvSalesforceURL:    &a.stage.SalesforceURL,
			names.EnvSalesforceSecret: a.data.Salesforce.SecretArn(),
		},
		May: []Right{
			may(a.data.Contacts.TableArn(), "dynamodb:UpdateItem"),
			may(a.data.Callers.TableArn(), "dynamodb:GetItem", "dynamodb:UpdateItem"),
			may(a.data.Operations.TableArn(), "dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:PutItem"),
			may(a.data.Salesforce.SecretArn(), "secretsmanager:GetSecretValue"),
		},
	})
	live := awslambda.NewAlias(a.Stack, jsii.String("screen-pop-live"), &awslambda.AliasProps{
		AliasName:                       jsii.String(names.LiveAlias),
		Version:                         function.CurrentVersion(),
		ProvisionedConcurrentExecutions: countOf(a.stage.Pop.Provisioned),
	})
	if backOn := watchScreenPop(a, function.CurrentVersion()); a.stage.Gradual {
		newRollout(a, live, backOn)
	}
	for _, instance := range a.stage.ConnectInstances {
		live.AddPermission(jsii.String("connect-"+instanceID(instance)), &awslambda.Permission{
			Principal:     awsiam.NewServicePrincipal(jsii.String("connect.amazonaws.com"), nil),
			SourceAccount: &a.stage.Account,
			SourceArn:     &instance,
		})
	}
	return live
}
