package main

import (
	"strings"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/jsii-runtime-go"

	"tieline/shared/names"
)

// newTuningPolicy is what an admin needs to tune the stage, and no more: the
// parameters below its own path. People attach it to whoever that is.
func newTuningPolicy(a App) awsiam.ManagedPolicy {
	list := a.mayListParameters()
	policy := awsiam.NewManagedPolicy(a.Stack, jsii.String("tuning-policy"), &awsiam.ManagedPolicyProps{
		ManagedPolicyName: a.stage.on("tuning"),
		Description:       jsii.String("Lets an admin read and change Tieline's parameters"),
		Statements: &[]awsiam.PolicyStatement{
			awsiam.NewPolicyStatement(&awsiam.PolicyStatementProps{Actions: jsii.Strings(list[0].Actions...), Resources: &[]*string{list[0].To, list[1].To}}),
			awsiam.NewPolicyStatement(&awsiam.PolicyStatementProps{
				Actions: jsii.Strings("ssm:GetParameter", "ssm:GetParameters", "ssm:GetParameterHistory",
					"ssm:PutParameter", "ssm:DeleteParameter", "ssm:DeleteParameters"),
				Resources: &[]*string{a.parameters("/*")},
			}),
		},
	})
	accept(policy, "IAM5", oneByOne)
	return policy
}

// oneByOne is why rights to parameters are to a pattern.
const oneByOne = "Parameters are made one by one, below the stage's own path"

// mayListParameters is the right to read what admins have set. Whoever asks for
// all below a path is asked for the right to that path itself.
func (a App) mayListParameters() []Right {
	return []Right{
		may(a.parameters(""), "ssm:GetParametersByPath"),
		{To: a.parameters("/*"), Actions: []string{"ssm:GetParametersByPath"}, Wide: oneByOne},
	}
}

// parameters are the stage's, as their ARNs end: its path, and what is below it.
// A name's first slash is the one after "parameter" (Systems Manager user guide,
// "Restricting access to Parameter Store parameters using IAM policies").
func (a App) parameters(below string) *string {
	path := strings.TrimSuffix(names.Parameters(a.stage.Name), "/")
	return a.FormatArn(&awscdk.ArnComponents{Service: jsii.String("ssm"), Resource: jsii.String("parameter" + path + below)})
}
