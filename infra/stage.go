package main

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"tieline/events"
)

// Stage is everything in which two deployments of the same code differ, and
// which cannot change while they run. It stands in cdk.json under "stages".
type Stage struct {
	Name             string
	Account, Region  string
	ConnectInstances []string // ARNs of the Connect instances whose contacts are ours
	InboundQueues    []string // ARNs of queues that the shipped inbound flow leads to; an instance without one gets no flow
	ConnectSource    string   // source of contact events on the bus
	ConnectURL       string   // where Connect's API answers; "" is where AWS has it
	Records          Records
	SalesforceURL    string // the org's My Domain
	Relays           Relays
	Pop              Pop
	CTISystem        string // what Cti_System__c says
	Hold             time.Duration
	DraftHold        time.Duration // as Hold, of a contact whose record is yet to come
	RetentionDays    int           // how long the contacts table remembers
	IndexShards      int           // may rise, but not fall: what is due in a shard above would be forgotten
	Writer           Writer
	LogDays          int
	Architecture     string   // as Go calls it: arm64 or amd64
	KeepData         bool     // data outlives its stack
	AlarmEmail       string   // who is told of alarms; "" is nobody
	WatchedQueues    []string // ids of queues with metrics and an alarm of their own
	RunbookURL       string   // where the runbook is read, for those who are told of an alarm
	LeftOut          string   // index that is yet to come, in an update that adds two; "" is none
	Gradual          bool     // a new screen-pop takes over by degrees, and goes back on an alarm

	Examples []string // settings whose values only show their form; nil if the stage can be deployed
}

// Records is a stream that the instances send their contact records to
// already: an instance has one at most. Empty, the stage makes its own.
type Records struct {
	Stream string // ARN
	Key    string // ARN of the customer's own key that it is encrypted with; "" is AWS's
}

// Relays are the sources on AWS of what the org's event relays bring; "" is none
// yet. One relay has platform events or change events, never both.
type Relays struct {
	Events  string // platform events of ours
	Changes string // change events of Contact, Lead and Account
}

// Pop is what screen-pop is given of Lambda, and what flows keep of its answer.
type Pop struct {
	Memory      int      // MB
	Reserved    int      // runs at the same time that it always may have, and never more; 0 is no such number
	Provisioned int      // environments that are always started; 0 is none
	Keys        []string // of fields that an admin maps, beside the answer's own
}

// Writer is how fast contacts go to Salesforce.
type Writer struct {
	Batch       int           // rings of one run
	Window      time.Duration // how long a batch is waited for
	Concurrency int           // runs at the same time
}

// readStage reads the stage named by the context key "stage". Every setting can
// be overridden by a context key of its own name. The error names every fault.
func readStage(context func(key string) any) (Stage, error) {
	stages, _ := context("stages").(map[string]any)
	name, _ := context("stage").(string)
	own, known := stages[name].(map[string]any)
	if !known {
		return Stage{}, fmt.Errorf("choose a stage with -c stage=<name>: %s", strings.Join(slices.Sorted(maps.Keys(stages)), ", "))
	}
	s := &settings{context: context, own: own}
	stage := Stage{
		Name:             s.matching("name of the stage", name, stageName),
		Account:          s.text("account", accountID),
		Region:           s.text("region", regionName),
		ConnectInstances: s.texts("connectInstances", instanceARN),
		InboundQueues:    s.optionalTexts("inboundQueues", queueARN),
		Records:          Records{s.optional("contactRecordsStream", streamARN), s.optional("contactRecordsKey", keyARN)},
		ConnectSource:    s.oneOf("connectSource", events.SourceConnect, sourceLocal),
		ConnectURL:       s.optional("connectUrl", loopbackURL),
		SalesforceURL:    s.text("salesforceUrl", orgURL),
		Relays:           Relays{s.optional("salesforceEvents", relaySource), s.optional("salesforceChangeEvents", relaySource)},
		Pop:              s.pop(),
		CTISystem:        s.text("ctiSystem", systemName),
		Hold:             s.duration("hold", 0, 15*time.Minute), // the longest delay of a message
		DraftHold:        s.duration("draftHold", 0, time.Hour),
		RetentionDays:    s.number("retentionDays", 1, 730),
		IndexShards:      s.number("indexShards", 1, 16),
		Writer:           s.writer(),
		LogDays:          s.number("logDays", 1, 731),
		Architecture:     architectures[s.oneOf("architecture", slices.Sorted(maps.Keys(architectures))...)],
		KeepData:         s.flag("keepData"),
		AlarmEmail:       s.optional("alarmEmail", emailAddress),
		WatchedQueues:    s.optionalTexts("watchedQueues", queueID),
		RunbookURL:       cmp.Or(s.optional("runbookUrl", pageURL), runbookHere),
		LeftOut:          s.optional("leaveOutIndex", indexName),
		Gradual:          s.flag("gradual"),
	}
	if err := errors.Join(append(s.faults(), stage.contradictions()...)...); err != nil {
		return Stage{}, fmt.Errorf("stage %s in cdk.json:\n%w", name, err)
	}
	if !stage.local() {
		stage.Examples = s.examples()
	}
	return stage, nil
}

func (s *settings) pop() Pop {
	return Pop{
		Memory:      s.numberOr(1024, "popMemory", 128, 10240), // Lambda's limits (developer guide, "Lambda quotas")
		Reserved:    s.numberOr(0, "popReserved", 0, 10_000),
		Provisioned: s.numberOr(0, "popProvisioned", 0, 10_000),
		Keys:        s.optionalTexts("screenPopKeys", popKey),
	}
}

func (s *settings) writer() Writer {
	return Writer{
		Batch:       s.number("writerBatch", 1, 1000), // rings of one run, of which those for one contact make one record
		Window:      s.duration("writerWindow", 0, 5*time.Minute),
		Concurrency: s.number("writerConcurrency", 2, 1000), // AWS takes no less
	}
}

// local reports whether the stage is for the AWS emulator, which has no Amazon
// Connect and no CodeDeploy.
func (s Stage) local() bool { return s.ConnectSource == sourceLocal }
