package main

import (
	"strings"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsconnect"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"

	"tieline/shared/names"
)

// newConnect is the stack of what is ours in the stage's Connect instances.
// Each instance stands alone, so that one may come or go without the others.
func newConnect(root constructs.Construct, app App) {
	stack := newStack(root, app.stage, names.ConnectStack, "Tieline: what Amazon Connect holds of it")
	for _, instance := range app.stage.ConnectInstances {
		function := associate(stack, instance, app)
		module := newModule(stack, instance, app, function)
		if queue := app.stage.inboundQueue(instance); queue != "" {
			newFlows(stack, instance, queue, app, module, function)
		}
		if app.stage.Records.Stream == "" {
			newRecordsExport(stack, instance, app)
		}
	}
}

// associate adds screen-pop to the functions that the instance may call. The
// association takes a function without a qualifier (Terraform's AWS provider,
// aws_connect_lambda_function_association; AWS's reference is silent), so the
// designer's list offers what was deployed last. Flows name the alias instead,
// which its own permission lets them call (AWS Contact Center blog, "Invoke an
// AWS Lambda Function Alias from Amazon Connect").
func associate(stack awscdk.Stack, instance string, app App) awscdk.CfnResource {
	return awsconnect.NewCfnIntegrationAssociation(stack, jsii.String(names.ScreenPop+"-"+instanceID(instance)), &awsconnect.CfnIntegrationAssociationProps{
		InstanceId:      &instance, // an ARN all the same (CloudFormation reference)
		IntegrationType: jsii.String("LAMBDA_FUNCTION"),
		IntegrationArn:  app.pop.Lambda().FunctionArn(),
	})
}

// newRecordsExport has the instance send its contact records to our stream. An
// instance has one such stream (see the setting contactRecordsStream). Connect
// gives the right to write to the instance's own role when it is associated
// (administrator guide, "Restrict AWS resources that can be associated with
// Amazon Connect"). AWS's key for Kinesis asks for no more (Kinesis developer
// guide, "Permissions to use user-generated KMS keys", note); but Connect's guide
// ("Enable data streaming") says that it may write to an encrypted stream only
// with the customer's key of the instance's recordings. That was not tried.
func newRecordsExport(stack awscdk.Stack, instance string, app App) {
	awsconnect.NewCfnInstanceStorageConfig(stack, jsii.String("contact-records-"+instanceID(instance)), &awsconnect.CfnInstanceStorageConfigProps{
		InstanceArn:         &instance,
		ResourceType:        jsii.String("CONTACT_TRACE_RECORDS"),
		StorageType:         jsii.String("KINESIS_STREAM"),
		KinesisStreamConfig: &awsconnect.CfnInstanceStorageConfig_KinesisStreamConfigProperty{StreamArn: app.records.StreamArn()},
	})
}

// inboundQueue returns the ARN of the instance's queue for the shipped flows,
// or "".
func (s Stage) inboundQueue(instance string) string {
	for _, queue := range s.InboundQueues {
		if strings.HasPrefix(queue, instance+"/") {
			return queue
		}
	}
	return ""
}

// instanceID is the last part of an instance's ARN. Resources are named after
// it, so that none is replaced when the order of the setting changes.
func instanceID(arn string) string { return arn[strings.LastIndex(arn, "/")+1:] }
