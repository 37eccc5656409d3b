package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"

	"tieline/shared/names"
)

// newStacks adds the stage's stacks to the app. The functions' programs are
// read from built/<function>/bootstrap.
func newStacks(root constructs.Construct, stage Stage, built string) {
	data := newData(root, stage)
	app := newApp(root, stage, data, built)
	if !stage.local() {
		newConnect(root, app)
	}
}

// newStack returns an empty stack of the stage.
func newStack(root constructs.Construct, stage Stage, name, description string) awscdk.Stack {
	stack := awscdk.NewStack(root, jsii.String(names.Stack(stage.Name, name)), &awscdk.StackProps{
		Env:         &awscdk.Environment{Account: &stage.Account, Region: &stage.Region},
		Description: &description,
		// What must not be lost must not be lost by a slip in the console either.
		TerminationProtection: &stage.KeepData,
	})
	refuseExamples(stack, stage)
	return stack
}

// removal is what becomes of data when its stack goes, or when it is replaced:
// it stays, but not what a failed first deploy leaves, whose names would make
// every further try fail (CloudFormation template reference, "DeletionPolicy
// attribute", RetainExceptOnCreate).
func (s Stage) removal() awscdk.RemovalPolicy {
	if s.KeepData {
		return awscdk.RemovalPolicy_RETAIN_ON_UPDATE_OR_DELETE
	}
	return awscdk.RemovalPolicy_DESTROY
}

// on returns the name on AWS of a resource of the stage.
func (s Stage) on(name string) *string { return jsii.String(names.On(s.Name, name)) }
