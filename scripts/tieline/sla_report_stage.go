package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"

	"tieline/scripts/slareport"
	"tieline/scripts/tune"
	"tieline/shared/amazonconnect"
	"tieline/shared/dynamo"
	"tieline/shared/names"
)

// reported is a stage, and what is asked of it.
type reported struct {
	slareport.Task
	deployed
	period slareport.Period
}

// reported looks the stage up, and what the flags mean there.
func (f *slaReportFlags) reported(ctx context.Context, now func() time.Time) (r reported, err error) {
	if r.deployed, err = findStage(ctx, f.stage); err != nil {
		return r, err
	}
	operations := r.operations()
	in, err := operations.Conditions(ctx)
	if err != nil {
		return r, fmt.Errorf("look up the stage: %w", err)
	}
	heard, err := heardQueues(ctx, operations, now)
	if err != nil {
		return r, fmt.Errorf("look up the stage's queues: %w", err)
	}
	only, zone, err := f.asked(heard)
	if err != nil {
		return r, err
	}
	if zone == nil {
		zone = slareport.Zone(in.Tuned, only)
	}
	if r.period, err = slareport.NewPeriod(f.from, f.to, zone, now(), r.retention); err != nil {
		return r, err
	}
	r.Task = slareport.Task{
		Contacts: dynamo.NewLevels(r.Config, r.on(names.Contacts), r.shards),
		Queues:   queuesOf(heard, only), Tuned: in.Tuned, Now: now(),
	}
	return r, nil
}

// asked are the queue and the zone that are wanted, "" and nil for any.
func (f *slaReportFlags) asked(heard tune.Queues) (queue string, zone *time.Location, err error) {
	if f.queue != "" {
		if queue, err = heard.Find(f.queue); err != nil {
			return "", nil, fmt.Errorf("--queue: %w", err)
		}
	}
	if f.zone != "" {
		if zone, err = time.LoadLocation(f.zone); err != nil {
			return "", nil, fmt.Errorf("--zone %q: must be an IANA time zone, such as Europe/Berlin", f.zone)
		}
	}
	return queue, zone, nil
}

// queuesOf are the queues of a report, by name.
func queuesOf(heard tune.Queues, only string) (all []slareport.Queue) {
	for _, id := range heard.IDs() {
		if only == "" || only == id {
			all = append(all, slareport.Queue{ID: id, Name: heard[id]})
		}
	}
	return all
}

// connect asks the stage's instances of Amazon Connect, as its function does that
// compares each hour.
func (r reported) connect(ctx context.Context) (theirs, error) {
	name := r.on(names.SLAEvaluator)
	function, err := lambda.NewFromConfig(r.Config).GetFunctionConfiguration(ctx, &lambda.GetFunctionConfigurationInput{FunctionName: &name})
	if err != nil {
		return theirs{}, fmt.Errorf("look for function %s: %w", name, err)
	}
	var settings map[string]string
	if function.Environment != nil {
		settings = function.Environment.Variables
	}
	instances := settings[names.EnvConnectInstances]
	if instances == "" {
		return theirs{}, fmt.Errorf("settings of function %s: %s is required", name, names.EnvConnectInstances)
	}
	cfg := r.Copy()
	if url := settings["AWS_ENDPOINT_URL_CONNECT"]; url != "" { // the local stage's, as the emulator has no Connect
		cfg.BaseEndpoint = aws.String(url)
	}
	return theirs{amazonconnect.New(cfg, strings.Split(instances, ","))}, nil
}

// theirs is Amazon Connect's own reckoning.
type theirs struct{ client *amazonconnect.Client }

var _ slareport.Theirs = theirs{}

// HistoricMetrics asks for it.
func (t theirs) HistoricMetrics(ctx context.Context, queues []string, threshold time.Duration, from, to time.Time) (map[string]slareport.Historic, error) {
	told, err := t.client.HistoricMetrics(ctx, queues, threshold, from, to)
	all := make(map[string]slareport.Historic, len(told))
	for id, h := range told {
		all[id] = slareport.Historic(h)
	}
	return all, err
}
