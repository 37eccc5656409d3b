package main

import (
	"encoding/json"
	"maps"
	"os"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// shipped returns the context of cdk.json.
func shipped(t *testing.T) map[string]any {
	t.Helper()
	text, err := os.ReadFile("../cdk.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Context map[string]any }
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	return file.Context
}

// read reads a stage as shipped, with what -c puts on top.
func read(t *testing.T, name string, over map[string]any) (Stage, error) {
	t.Helper()
	context := shipped(t)
	context["stage"] = name
	maps.Copy(context, over)
	return readStage(func(key string) any { return context[key] })
}

func TestEveryShippedStageIsValid(t *testing.T) {
	for name := range shipped(t)["stages"].(map[string]any) {
		stage, err := read(t, name, nil)
		if err != nil {
			t.Error(err)
		}
		if (name == "local") == stage.KeepData {
			t.Errorf("stage %s: keepData is %v", name, stage.KeepData)
		}
	}
}

func TestNoStageOrAnUnknownOneNamesThoseThereAre(t *testing.T) {
	for _, name := range []string{"", "production"} {
		_, err := read(t, name, nil)
		if err == nil || !strings.Contains(err.Error(), "-c stage=<name>: dev, local, prod") {
			t.Errorf("stage %q: got %v", name, err)
		}
	}
}

func TestTheCommandLineOverridesSingleSettings(t *testing.T) {
	stage, err := read(t, "local", map[string]any{
		"salesforceUrl": "http://127.0.0.1:4711", "indexShards": "2", "hold": "500ms", "keepData": "true",
		"connectInstances": instance("1") + "," + instance("2"),
	})
	if err != nil {
		t.Fatal(err)
	}
	if stage.SalesforceURL != "http://127.0.0.1:4711" || stage.IndexShards != 2 || stage.Hold != 500*time.Millisecond || !stage.KeepData {
		t.Errorf("got %+v", stage)
	}
	if want := []string{instance("1"), instance("2")}; !slices.Equal(stage.ConnectInstances, want) {
		t.Errorf("got %v, want %v", stage.ConnectInstances, want)
	}
	if stage.Architecture != runtime.GOARCH {
		t.Errorf("got architecture %s, want this host's", stage.Architecture)
	}
}

func instance(last string) string {
	return "arn:aws:connect:eu-west-2:000000000000:instance/aaaaaaaa-0000-4000-8000-00000000000" + last
}

func queue(ofInstance, last string) string {
	return instance(ofInstance) + "/queue/bbbbbbbb-0000-4000-8000-00000000000" + last
}

// troubled is a queue's id.
const troubled = "bbbbbbbb-0000-4000-8000-000000000009"

func TestSomeSettingsMayBeLeftOut(t *testing.T) {
	local := shipped(t)["stages"].(map[string]any)["local"].(map[string]any)
	for _, nothing := range []any{nil, "", []any{}} {
		for _, key := range []string{"inboundQueues", "contactRecordsStream", "contactRecordsKey", "alarmEmail",
			"salesforceEvents", "salesforceChangeEvents", "popMemory", "popReserved", "popProvisioned", "screenPopKeys", "watchedQueues", "runbookUrl", "leaveOutIndex"} {
			local[key] = nothing
		}
		stage, err := read(t, "local", map[string]any{"stages": map[string]any{"local": local}})
		if err != nil || stage.InboundQueues != nil || stage.Records != (Records{}) || stage.AlarmEmail != "" || stage.Relays != (Relays{}) {
			t.Errorf("%v: got %+v, %v", nothing, stage, err)
		}
		if stage.WatchedQueues != nil || stage.RunbookURL != "docs/runbook.md" || stage.LeftOut != "" {
			t.Errorf("%v: %v are watched, the runbook is at %q, %q is left out", nothing, stage.WatchedQueues, stage.RunbookURL, stage.LeftOut)
		}
		if !reflect.DeepEqual(stage.Pop, Pop{Memory: 1024}) {
			t.Errorf("%v: screen-pop is given %+v", nothing, stage.Pop)
		}
	}
}

func TestEachFaultySettingIsRefused(t *testing.T) {
	for _, c := range []struct {
		key  string
		as   any
		says string
	}{
		{"account", "12345", "account: must be an account id of 12 digits"},
		{"account", 123456789012.0, "account: must be"}, // a number loses leading zeros
		{"account", "111122223333", "connectSource: local.connect is for account 000000000000 only"},
		{"region", "London", "region: must be"},
		{"connectInstances", []any{}, "connectInstances: must be a list of at least one"},
		{"connectInstances", []any{"arn:aws:connect:x"}, "each the ARN of a Connect instance"},
		{"connectInstances", strings.Replace(instance("1"), "eu-west-2", "us-east-1", 1), "is not in account 000000000000 and region eu-west-2"},
		{"connectSource", "aws.ec2", "connectSource: must be one of aws.connect, local.connect"},
		{"salesforceUrl", "http://example.my.salesforce.com", "salesforceUrl: must be an https URL"},
		{"salesforceUrl", "https://example.my.salesforce.com/services", "salesforceUrl: must be"},
		{"ctiSystem", "", "ctiSystem: must be"},
		{"hold", "a while", "hold: must be a duration"},
		{"hold", "1h", "hold: must be a duration"},
		{"draftHold", "1s", "draftHold: must be at least hold"},
		{"connectUrl", "https://connect.example.com", "connectUrl: must be an http URL of 127.0.0.1"},
		{"retentionDays", 0.5, "retentionDays: must be a whole number"},
		{"indexShards", 0.0, "indexShards: must be a whole number from 1 to 16"},
		{"writerBatch", 1001.0, "writerBatch: must be a whole number from 1 to 1000"},
		{"writerWindow", "0s", "writerWindow: must be at least 1s"},
		{"writerConcurrency", 1.0, "writerConcurrency: must be a whole number from 2"},
		{"logDays", 8.0, "logDays: must be one of"},
		{"architecture", "sparc", "architecture: must be one of arm64, host, x86_64"},
		{"keepData", "perhaps", "keepData: must be true or false"},
		{"salesforceEvents", "aws.partner/salesforce.com/00D000000000000AAA", "salesforceEvents: must be a relay's source"},
		{"salesforceEvents", "aws.partner/appflow/x", "salesforceEvents: must be a relay's source"},
		{"salesforceEvents", "aws.partner/salesforce.com/00D000000000000AAA/0YL000000000001AAA", "salesforceEvents: local.salesforce is the simulated org's, and the emulator has no other"},
		{"salesforceChangeEvents", "aws.partner/salesforce.com/00D000000000000AAA/0YL000000000001AAA", "salesforceChangeEvents: local.salesforce is"},
		{"popMemory", 64.0, "popMemory: must be a whole number from 128 to 10240"},
		{"popReserved", -1.0, "popReserved: must be a whole number from 0"},
		{"popProvisioned", "some", "popProvisioned: must be a whole number from 0"},
		{"screenPopKeys", "customerTier,open cases", "screenPopKeys: must be a list of at least one, each a letter"},
		{"screenPopKeys", []any{"1st"}, "screenPopKeys: must be"},
		{"screenPopKeys", []any{`x", "y`}, "screenPopKeys: must be"},
		{"screenPopKeys", []any{"customerTier", "recordName"}, "screenPopKeys: recordName is a key of the answer's own"},
		{"screenPopKeys", "customerTier,customerTier", "screenPopKeys: customerTier is a key of the answer's own, or stands twice"},
		{"watchedQueues", "Support", "watchedQueues: must be a list of at least one, each the id of a queue"},
		{"watchedQueues", queue("1", "1"), "watchedQueues: must be"}, // an ARN
		{"watchedQueues", troubled + "," + troubled, "watchedQueues: " + troubled + " stands twice"},
		{"watchedQueues", strings.Repeat(troubled+",", 90) + troubled, "watchedQueues: must be 90 at most"},
		{"runbookUrl", "http://wiki.example.com/tieline", "runbookUrl: must be an https URL"},
		{"runbookUrl", "https://wiki.example.com/tieline#top", "runbookUrl: must be"},
		{"runbookUrl", "https://wiki.example.com/" + strings.Repeat("x", 200), "runbookUrl: must be"},
		{"leaveOutIndex", "by-sync", "leaveOutIndex: must be one of queue-live, queue-final"},
		{"gradual", "slowly", "gradual: must be true or false"},
		{"gradual", "true", "gradual: the emulator has no CodeDeploy"},
		{"alarmEmail", "nobody", "alarmEmail: must be an e-mail address"},
		{"inboundQueues", "arn:aws:connect:x", "each the ARN of a queue of an instance"},
		{"inboundQueues", queue("9", "1"), "is of none of connectInstances"},
		{"inboundQueues", queue("1", "1") + "," + queue("1", "2"), "has more than one"},
		{"contactRecordsStream", "records", "contactRecordsStream: must be the ARN of a Kinesis stream"},
		{"contactRecordsStream", "arn:aws:kinesis:us-east-1:000000000000:stream/records", "contactRecordsStream: arn:aws:kinesis:us-east-1:000000000000:stream/records is not in"},
		{"contactRecordsKey", "alias/records", "contactRecordsKey: must be the ARN of a KMS key"},
		{"contactRecordsKey", "arn:aws:kms:eu-west-2:000000000000:key/k", "contactRecordsKey: is of no use without"},
	} {
		if _, err := read(t, "local", map[string]any{c.key: c.as}); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s = %v: got %v, want %q", c.key, c.as, err, c.says)
		}
	}
}

func TestOnAWSConnectIsWhereAWSHasIt(t *testing.T) {
	const says = "connectUrl: is for the emulator only"
	if _, err := read(t, "dev", map[string]any{"connectUrl": "http://127.0.0.1:8090"}); err == nil || !strings.Contains(err.Error(), says) {
		t.Errorf("got %v, want %q", err, says)
	}
}

func TestSettingsOfRelaysAndOfScreenPopMustAgree(t *testing.T) {
	source := "aws.partner/salesforce.com/00D000000000000AAA/0YL000000000001AAA"
	for _, c := range []struct {
		over map[string]any
		says string
	}{
		{map[string]any{"salesforceEvents": relayLocal}, "salesforceEvents: local.salesforce is the simulated org's"},
		{map[string]any{"salesforceEvents": source, "salesforceChangeEvents": source}, "a relay of platform events has no change events"},
		{map[string]any{"popReserved": "10", "popProvisioned": "11"}, "popProvisioned: must be at most popReserved"},
		{map[string]any{"popReserved": "11", "popProvisioned": "11", "salesforceEvents": source}, ""},
		{map[string]any{"popReserved": "0", "popProvisioned": "11", "salesforceChangeEvents": source}, ""},
	} {
		_, err := read(t, "prod", c.over)
		if c.says == "" && err != nil || c.says != "" && (err == nil || !strings.Contains(err.Error(), c.says)) {
			t.Errorf("%v: got %v, want %q", c.over, err, c.says)
		}
	}
}

func TestEveryFaultIsNamedAtOnce(t *testing.T) {
	context := map[string]any{"stage": "Bad!", "stages": map[string]any{"Bad!": map[string]any{"hodl": "2s"}}}
	_, err := readStage(func(key string) any { return context[key] })
	if err == nil {
		t.Fatal("a stage without settings was taken")
	}
	for _, key := range []string{"name of the stage", "account", "region", "connectInstances", "connectSource", "salesforceUrl", "ctiSystem",
		"hold", "retentionDays", "indexShards", "writerBatch", "writerWindow", "writerConcurrency", "logDays", "architecture", "keepData", "gradual"} {
		if strings.Count(err.Error(), "\n"+key+": ") != 1 {
			t.Errorf("%s is not named once in: %v", key, err)
		}
	}
	if !strings.Contains(err.Error(), "hodl: there is no such setting") {
		t.Errorf("the unknown setting is not named in: %v", err)
	}
}
