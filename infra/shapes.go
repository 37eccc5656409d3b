package main

import (
	"regexp"
	"runtime"

	"tieline/shared/names"
)

// sourceLocal is the source of contact events where no event bus of AWS is: a
// sender may not call itself "aws." (EventBridge API reference, PutEvents).
const sourceLocal = "local.connect"

// relayLocal is the source of what the simulated org publishes.
const relayLocal = "local.salesforce"

// accountLocal is the account that the AWS emulator plays.
const accountLocal = "000000000000"

// runbookHere is where the runbook stands in the repository, for a stage that says
// no better.
const runbookHere = "docs/runbook.md"

// onHost is the architecture of a stage whose functions run on this machine.
const onHost = "host"

// Shapes of settings.
var (
	stageName     = shape{regexp.MustCompile(`^[a-z][a-z0-9]{0,15}$`), "a lower-case word of at most 16 characters"}
	accountID     = shape{regexp.MustCompile(`^[0-9]{12}$`), "an account id of 12 digits"}
	regionName    = shape{regexp.MustCompile(`^[a-z]{2}(-[a-z]+)+-[0-9]$`), "a region such as eu-west-2"}
	queueARN      = shape{regexp.MustCompile(`^arn:aws[a-z-]*:connect:[a-z0-9-]+:[0-9]{12}:instance/[0-9a-f-]{36}/queue/[0-9a-f-]{36}$`), "the ARN of a queue of an instance"}
	streamARN     = shape{regexp.MustCompile(`^arn:aws[a-z-]*:kinesis:[a-z0-9-]+:[0-9]{12}:stream/[a-zA-Z0-9_.-]{1,128}$`), "the ARN of a Kinesis stream"}
	keyARN        = shape{regexp.MustCompile(`^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[a-zA-Z0-9-]+$`), "the ARN of a KMS key"}
	emailAddress  = shape{regexp.MustCompile(`^[^@\s]+@[^@\s]+\.[^@\s]+$`), "an e-mail address"}
	instanceARN   = shape{regexp.MustCompile(`^arn:aws[a-z-]*:connect:[a-z0-9-]+:[0-9]{12}:instance/[0-9a-f-]{36}$`), "the ARN of a Connect instance"}
	orgURL        = shape{regexp.MustCompile(`^(https://[a-z0-9.-]+|http://127\.0\.0\.1)(:[0-9]+)?$`), "an https URL without a path (http on 127.0.0.1 only)"}
	loopbackURL   = shape{regexp.MustCompile(`^http://127\.0\.0\.1:[0-9]+$`), "an http URL of 127.0.0.1, on a stage for the emulator only"}
	relaySource   = shape{regexp.MustCompile(`^(local\.salesforce|aws\.partner/salesforce\.com/00D[a-zA-Z0-9]{15}/0YL[a-zA-Z0-9]{15})$`), "a relay's source such as aws.partner/salesforce.com/<org>/<channel>"}
	popKey        = shape{regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_-]*$`), "a letter, then letters, digits, _ and -"} // as in the parameter screen-pop/fields
	queueID       = shape{regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`), "the id of a queue, the last part of its ARN"}
	pageURL       = shape{regexp.MustCompile(`^https://[^\s"<>#]{1,192}$`), "an https URL without #, of at most 200 characters"} // an alert adds # and a heading, and takes 255
	indexName     = shape{regexp.MustCompile("^(" + names.IndexQueueLive + "|" + names.IndexQueueFinal + ")$"), "one of " + names.IndexQueueLive + ", " + names.IndexQueueFinal}
	systemName    = shape{regexp.MustCompile(`^.{1,40}$`), "a name of at most 40 characters"} // Cti_System__c is Text(40)
	architectures = map[string]string{"arm64": "arm64", "x86_64": "amd64", onHost: runtime.GOARCH}
)
