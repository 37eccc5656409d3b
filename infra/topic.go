package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awskms"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssns"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssnssubscriptions"
	"github.com/aws/jsii-runtime-go"

	"tieline/shared/names"
)

// newAlarmsTopic is where alarms say that they begin and that they are over.
func newAlarmsTopic(a App) awssns.Topic {
	topic := awssns.NewTopic(a.Stack, jsii.String(names.Alarms), &awssns.TopicProps{
		TopicName:  a.stage.on(names.Alarms),
		MasterKey:  newAlarmsKey(a),
		EnforceSSL: jsii.Bool(true),
	})
	topic.AddToResourcePolicy(a.alarmsMay(topic.TopicArn(), "sns:Publish"))
	if a.stage.AlarmEmail != "" {
		topic.AddSubscription(awssnssubscriptions.NewEmailSubscription(&a.stage.AlarmEmail, nil))
	}
	return topic
}

// newAlarmsKey encrypts the topic. AWS's own key for SNS would not do: its
// policy cannot be changed, and does not let CloudWatch use it, so that alarms
// would tell nobody (SNS developer guide, "Managing Amazon SNS encryption keys
// and costs", "Enable compatibility between event sources from AWS services and
// encrypted topics"). It keeps nothing, so it may go with the stack.
func newAlarmsKey(a App) awskms.Key {
	key := awskms.NewKey(a.Stack, jsii.String("alarms-key"), &awskms.KeyProps{
		Alias:             a.stage.on(names.Alarms),
		Description:       jsii.String("Encrypts what Tieline's alarms say"),
		EnableKeyRotation: jsii.Bool(true),
		RemovalPolicy:     awscdk.RemovalPolicy_DESTROY,
	})
	// In a key's policy * is the key itself.
	key.AddToResourcePolicy(a.alarmsMay(jsii.String("*"), "kms:Decrypt", "kms:GenerateDataKey"), nil)
	return key
}

// alarmsMay lets CloudWatch do something on behalf of this account's alarms.
func (a App) alarmsMay(to *string, actions ...string) awsiam.PolicyStatement {
	return awsiam.NewPolicyStatement(&awsiam.PolicyStatementProps{
		Principals: &[]awsiam.IPrincipal{awsiam.NewServicePrincipal(jsii.String("cloudwatch.amazonaws.com"), nil)},
		Actions:    jsii.Strings(actions...),
		Resources:  &[]*string{to},
		Conditions: &map[string]any{"StringEquals": map[string]any{"aws:SourceAccount": a.stage.Account}},
	})
}
