package main

import (
	"path/filepath"
	"time"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/jsii-runtime-go"
)

// Function is in what two functions of ours differ.
type Function struct {
	Name    string // also of its folder
	Does    string // in a sentence
	Memory  int    // MB; a function's share of a processor grows with it
	Timeout time.Duration
	Reserve int                // runs at the same time that are its own; 0 is none
	Env     map[string]*string // what it reads, and nothing else
	May     []Right            // what it calls, and nothing else
}

// Right is what may be done to a resource.
type Right struct {
	To      *string // ARN
	Actions []string
	Wide    string         // why To is a pattern; "" if it is none
	If      map[string]any // conditions, by operator; nil is none
}

func may(to *string, actions ...string) Right { return Right{To: to, Actions: actions} }

// newFunction makes a function with a role and a log group of its own. The
// role holds its rights and may write that log, and nothing else.
func newFunction(a App, f Function) awslambda.Function {
	log := awslogs.NewLogGroup(a.Stack, jsii.String(f.Name+"-log"), &awslogs.LogGroupProps{
		LogGroupName:  jsii.String("/aws/lambda/" + *a.stage.on(f.Name)), // where people look
		Retention:     logRetention[a.stage.LogDays],
		RemovalPolicy: awscdk.RemovalPolicy_DESTROY,
	})
	return awslambda.NewFunction(a.Stack, &f.Name, &awslambda.FunctionProps{
		FunctionName: a.stage.on(f.Name),
		Description:  &f.Does,
		Runtime:      awslambda.Runtime_PROVIDED_AL2023(),
		Architecture: a.stage.machine(),
		Handler:      jsii.String("bootstrap"),
		Code:         awslambda.Code_FromAsset(jsii.String(filepath.Join(a.built, f.Name)), nil),
		MemorySize:   jsii.Number(f.Memory),
		Timeout:      lasting(f.Timeout),
		Environment:  &f.Env,

		ReservedConcurrentExecutions: countOf(f.Reserve),

		LogGroup: log,
		Role:     newRole(a, f, log),
		// The version before stays, to go back to at once (docs/upgrade.md).
		CurrentVersionOptions: &awslambda.VersionOptions{RemovalPolicy: a.stage.removal()},
	})
}

// newRole does without AWS's managed policy for Lambda, which lets a function
// write every log of the account.
func newRole(a App, f Function, log awslogs.LogGroup) awsiam.Role {
	role := awsiam.NewRole(a.Stack, jsii.String(f.Name+"-role"), &awsiam.RoleProps{
		AssumedBy: awsiam.NewServicePrincipal(jsii.String("lambda.amazonaws.com"), nil),
	})
	for _, right := range append(f.May, may(log.LogGroupArn(), "logs:CreateLogStream", "logs:PutLogEvents")) {
		props := &awsiam.PolicyStatementProps{Actions: jsii.Strings(right.Actions...), Resources: &[]*string{right.To}}
		if right.If != nil {
			props.Conditions = &right.If
		}
		role.AddToPolicy(awsiam.NewPolicyStatement(props))
		if right.Wide != "" {
			accept(role, "IAM5", right.Wide)
		}
	}
	return role
}

// machine is the processor that functions run on.
func (s Stage) machine() awslambda.Architecture {
	if s.Architecture == "arm64" {
		return awslambda.Architecture_ARM_64()
	}
	return awslambda.Architecture_X86_64()
}

// logRetention lists the days that a stage may keep its logs: of those that
// CloudWatch Logs allows (API reference, PutRetentionPolicy) the usual ones.
var logRetention = map[int]awslogs.RetentionDays{
	1:   awslogs.RetentionDays_ONE_DAY,
	7:   awslogs.RetentionDays_ONE_WEEK,
	14:  awslogs.RetentionDays_TWO_WEEKS,
	30:  awslogs.RetentionDays_ONE_MONTH,
	90:  awslogs.RetentionDays_THREE_MONTHS,
	180: awslogs.RetentionDays_SIX_MONTHS,
	365: awslogs.RetentionDays_ONE_YEAR,
	731: awslogs.RetentionDays_TWO_YEARS,
}

// countOf is a number in the CDK's terms, where 0 is none.
func countOf(n int) *float64 {
	if n == 0 {
		return nil
	}
	return jsii.Number(n)
}

// lasting is a duration in the CDK's terms.
func lasting(d time.Duration) awscdk.Duration {
	return awscdk.Duration_Seconds(jsii.Number(d.Seconds()))
}
