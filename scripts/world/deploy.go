package world

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"

	"tieline/shared/names"
)

// Outputs are what the App stack says of itself (infra/), by output name.
type Outputs struct {
	ContactRecordsStream  string // name
	ScreenPopAlias        string // ARN
	ContactEventsQueueURL string `json:"ContactEventsQueueUrl"`
	ContactsDueURL        string `json:"ContactsDueUrl"`
	ContactsTable         string // name
	CallersTable          string // name
	OperationsTable       string // name
	ParkedBucket          string // name
	SalesforceSecret      string // ARN
}

// bootstrap prepares the emulated account for deploys, as it would any account.
// It runs where no cdk.json is: it needs no app, and need not wait for one.
func (c checkout) bootstrap(ctx context.Context, awsURL string) error {
	return c.cdk(ctx, c.state(), "cdk-bootstrap", awsURL, "bootstrap", "aws://"+Account+"/"+Region)
}

// deploy deploys the app that goes to AWS, as built in dir, and returns what
// came of it. Settings, as name=value, go before those of the stage.
func (c checkout) deploy(ctx context.Context, dir, awsURL string, settings ...string) (Outputs, error) {
	file := c.state("outputs.json")
	args := []string{"deploy", "--all", "--require-approval=never", "--progress=events",
		"--build=true", // it has been built
		"--output=" + c.state("cdk.out"), "--outputs-file=" + file}
	for _, s := range append(settings, "stage="+stage) {
		args = append(args, "--context="+s)
	}
	if err := c.cdk(ctx, dir, "cdk-deploy", awsURL, args...); err != nil {
		return Outputs{}, err
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return Outputs{}, err
	}
	var stacks map[string]Outputs
	if err := json.Unmarshal(text, &stacks); err != nil {
		return Outputs{}, fmt.Errorf("read %s: %w", file, err)
	}
	return stacks[names.Stack(stage, names.AppStack)], nil
}

// cdk runs the CDK CLI in a folder. What it, its library and jsii like to keep
// in the home folder is kept in the checkout: the library asks nobody where.
func (c checkout) cdk(ctx context.Context, dir, log, awsURL string, args ...string) error {
	args = append(args, "--no-color", "--no-notices", "--no-version-reporting")
	env := append(awsEnvironment(awsURL),
		"HOME="+c.state("cdk"), "CDK_HOME="+c.state("cdk"), "CDK_DISABLE_VERSION_CHECK=1", "CDK_DISABLE_CLI_TELEMETRY=true",
		"CDK_DEFAULT_ACCOUNT="+Account, "CDK_DEFAULT_REGION="+Region,
		"JSII_RUNTIME_PACKAGE_CACHE_ROOT="+c.state("jsii"), "JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION=1", "JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=1")
	cmd := exec.Command(c.path("infra", "node_modules", ".bin", "cdk"), args...)
	cmd.Dir = dir
	return c.tool(ctx, log, cmd, env...)
}
