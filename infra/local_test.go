package main

import (
	"slices"
	"testing"
)

// takenLocally lists the types that the AWS emulator was seen to deploy. It
// refuses a whole stack for one type that it does not know.
var takenLocally = []string{
	"AWS::CloudWatch::Alarm", "AWS::CloudWatch::Dashboard", "AWS::DynamoDB::Table", "AWS::Events::EventBus", "AWS::Events::Rule",
	"AWS::IAM::ManagedPolicy", "AWS::IAM::Policy", "AWS::IAM::Role", "AWS::KMS::Alias", "AWS::KMS::Key", "AWS::Kinesis::Stream", "AWS::Lambda::Alias", "AWS::Lambda::EventInvokeConfig",
	"AWS::Lambda::EventSourceMapping", "AWS::Lambda::Function", "AWS::Lambda::Permission", "AWS::Lambda::Version", "AWS::Logs::LogGroup",
	"AWS::S3::Bucket", "AWS::S3::BucketPolicy", "AWS::SNS::Topic", "AWS::SNS::TopicPolicy", "AWS::SQS::Queue", "AWS::SQS::QueuePolicy",
	"AWS::SecretsManager::Secret",
}

func TestTheLocalStageUsesOnlyWhatTheEmulatorTakes(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		for _, r := range d.resources {
			if d.local() && !slices.Contains(takenLocally, r.Type) {
				t.Errorf("%s is a %s", r.ID, r.Type)
			}
		}
	})
}
