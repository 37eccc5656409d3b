package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"tieline/shared/dynamo"
	"tieline/shared/env"
	"tieline/shared/names"
	"tieline/shared/parked"
)

// environment is how AWS is reached.
func environment(ctx context.Context) (aws.Config, error) {
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return aws.Config{}, err
	}
	if cfg.Region == "" {
		return aws.Config{}, errors.New("set AWS_REGION to the stage's region, or AWS_PROFILE to a profile with one")
	}
	return cfg, nil
}

// deployed is a stage as it stands on AWS.
type deployed struct {
	aws.Config
	stage     string
	due       string // URL of the doorbell's queue
	bucket    string // of what is parked
	shards    int    // of the index of what is due
	retention time.Duration
}

// findStage asks the function that keeps contact records what it was deployed
// with: a checkout may have other settings by now.
func findStage(ctx context.Context, stage string) (deployed, error) {
	cfg, err := environment(ctx)
	if err != nil {
		return deployed{}, err
	}
	name := names.On(stage, names.ContactRecords)
	function, err := lambda.NewFromConfig(cfg).GetFunctionConfiguration(ctx, &lambda.GetFunctionConfigurationInput{FunctionName: &name})
	if err != nil {
		return deployed{}, fmt.Errorf("look for stage %q in %s: %w", stage, cfg.Region, err)
	}
	settings := env.NewReader(func(name string) (string, bool) {
		if function.Environment == nil {
			return "", false
		}
		value, set := function.Environment.Variables[name]
		return value, set
	})
	d := deployed{
		Config: cfg, stage: stage,
		due: settings.String(names.EnvContactsDueURL), bucket: settings.String(names.EnvParkedBucket),
		shards: settings.Count(names.EnvIndexShards), retention: settings.Duration(names.EnvRetention),
	}
	if err := settings.Err(); err != nil {
		return deployed{}, fmt.Errorf("settings of function %s: %w", name, err)
	}
	return d, nil
}

func (d deployed) on(name string) string { return names.On(d.stage, name) }

func (d deployed) contacts() *dynamo.Contacts {
	return dynamo.NewContacts(d.Config, d.on(names.Contacts), d.shards)
}

func (d deployed) operations() *dynamo.Operations {
	return dynamo.NewOperations(d.Config, d.on(names.Operations))
}

func (d deployed) parked() *parked.Messages { return parked.NewMessages(d.Config, d.bucket) }

// queueURL is that of one of the stage's queues.
func (d deployed) queueURL(ctx context.Context, name string) (string, error) {
	out, err := sqs.NewFromConfig(d.Config).GetQueueUrl(ctx, &sqs.GetQueueUrlInput{QueueName: aws.String(d.on(name))})
	if err != nil {
		return "", fmt.Errorf("look for queue %s: %w", d.on(name), err)
	}
	return aws.ToString(out.QueueUrl), nil
}

// stream is the ARN of the stream of contact records. It is the one that the
// function reads, as a stage may use a stream that was there before.
func (d deployed) stream(ctx context.Context) (string, error) {
	name := d.on(names.ContactRecords)
	out, err := lambda.NewFromConfig(d.Config).ListEventSourceMappings(ctx, &lambda.ListEventSourceMappingsInput{FunctionName: &name})
	if err != nil {
		return "", fmt.Errorf("look for the stream of %s: %w", name, err)
	}
	for _, m := range out.EventSourceMappings {
		if arn := aws.ToString(m.EventSourceArn); strings.Contains(arn, ":kinesis:") {
			return arn, nil
		}
	}
	return "", fmt.Errorf("function %s reads no stream", name)
}
