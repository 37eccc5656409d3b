package main

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdklabs/cdk-nag-go/cdknag/v2"
)

// accept says why a finding of cdk-nag is no fault here. It stands beside what
// it concerns, and a test fails once nobody finds it any more.
func accept(of constructs.IConstruct, rule, reason string) {
	cdknag.NagSuppressions_AddResourceSuppressions(of, &[]*cdknag.NagPackSuppression{
		{Id: jsii.String("AwsSolutions-" + rule), Reason: &reason},
	}, jsii.Bool(true))
}
