package main

import (
	"fmt"
	"strings"

	"tieline/shared/names"
)

// kinds names the types that functions have rights to.
var kinds = map[string]string{
	"AWS::DynamoDB::Table": "table", "AWS::SQS::Queue": "queue", "AWS::SecretsManager::Secret": "secret",
	"AWS::Kinesis::Stream": "stream", "AWS::Logs::LogGroup": "log", "AWS::S3::Bucket": "bucket",
}

// named says what a right is to: its kind, and its name without the stage.
func (d deployment) named(on any) string {
	for _, instance := range d.ConnectInstances {
		if kind, all := strings.CutSuffix(fmt.Sprint(on), "/*"); all && strings.HasPrefix(kind, instance+"/") {
			return strings.TrimPrefix(kind, instance+"/") + " of instances"
		}
	}
	switch on {
	case d.arn("ssm", "parameter/tieline/"+d.Name):
		return "parameters"
	case d.arn("ssm", "parameter/tieline/"+d.Name+"/*"):
		return "each parameter"
	}
	if on == "*" {
		return "metrics of Tieline" // TestMetricsGoIntoOurNamespaceOnly
	}
	of, part := on, ""
	if joined := list(at(on, "Fn::Join")); len(joined) == 2 {
		pieces := list(joined[1])
		of, part = pieces[0], fmt.Sprint(pieces[1:]...)
	}
	r := d.resolve(of)
	name := strings.TrimPrefix(strings.TrimPrefix(physical(r), "/aws/lambda/"), names.On(d.Name, ""))
	index, isIndex := strings.CutPrefix(part, "/index")
	switch {
	case r.Type == "AWS::Events::EventBus" && name == "tieline-"+d.Name:
		return "bus of the stage"
	case r.Type == "AWS::S3::Bucket" && part == "/*":
		return "objects of " + strings.TrimSuffix(name, "-"+d.Account+"-"+d.Region)
	case r.Type == "AWS::DynamoDB::Table" && isIndex:
		return "index " + name + index
	case r.Type == "AWS::SQS::Queue" && r.at("RedrivePolicy") == nil:
		return "dead " + name + part
	}
	return kinds[r.Type] + " " + name + part
}

// arn is the beginning of the ARN of something in the stage's account.
func (d deployment) arn(service, resource string) string {
	return strings.Join([]string{"arn:aws", service, d.Region, d.Account, resource}, ":")
}
