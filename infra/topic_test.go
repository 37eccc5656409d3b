package main

import (
	"fmt"
	"strings"
	"testing"
)

func TestCloudWatchMayPublishToTheEncryptedTopic(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		for topic := range d.of("AWS::SNS::Topic") {
			key := d.target(topic, "KmsMasterKeyId")
			if granted(d, key, "KeyPolicy/Statement") != "[kms:Decrypt kms:GenerateDataKey]" || key.at("EnableKeyRotation") != true {
				t.Errorf("CloudWatch may not use the topic's key: %v", key.Properties)
			}
			for p := range d.of("AWS::SNS::TopicPolicy") {
				if granted(d, p, "PolicyDocument/Statement") != "sns:Publish" || !strings.Contains(fmt.Sprint(p.Properties), "aws:SecureTransport:false") {
					t.Errorf("CloudWatch may not publish, or anybody in plain text: %v", p.Properties)
				}
			}
			told := 0
			for s := range d.of("AWS::SNS::Subscription") {
				told++
				if s.at("Endpoint") != d.AlarmEmail || d.target(s, "TopicArn").ID != topic.ID {
					t.Errorf("%v is told", s.Properties)
				}
			}
			if want := map[bool]int{true: 1, false: 0}[d.AlarmEmail != ""]; told != want {
				t.Errorf("%d are told, want %d", told, want)
			}
			return
		}
		t.Error("there is no topic")
	})
}

// granted returns what a policy lets CloudWatch do for alarms of the stage's account.
func granted(d deployment, r resource, path string) string {
	for _, s := range list(r.at(path)) {
		if at(s, "Principal/Service") == "cloudwatch.amazonaws.com" && at(s, "Condition/StringEquals/aws:SourceAccount") == d.Account {
			return fmt.Sprint(at(s, "Action"))
		}
	}
	return ""
}
