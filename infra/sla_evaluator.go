package main

import (
	"maps"
	"slices"
	"strings"

	"github.com/aws/aws-cdk-go/awscdk/v2/awsevents"
	"github.com/aws/jsii-runtime-go"

	"tieline/shared/metric"
	"tieline/shared/names"
)

// newSLAEvaluator is the path of service levels: schedule, function. It tells of
// breaches on the bus.
func newSLAEvaluator(a App, bus awsevents.EventBus) {
	function := newFunction(a, Function{
		Name:    names.SLAEvaluator,
		Does:    "Computes each minute how well queues are served, and tells of breaches",
		Memory:  512, // decodes every contact of the window: a share of a processor counts
		Timeout: tick,
		Env: a.connectEnv(map[string]*string{
			names.EnvContactsTable:   a.data.Contacts.TableName(),
			names.EnvOperationsTable: a.data.Operations.TableName(),
			names.EnvIndexShards:     a.stage.indexShards(),
			names.EnvStage:           &a.stage.Name,
			names.EnvBus:             bus.EventBusName(),
			names.EnvWatchedQueues:   jsii.String(strings.Join(a.stage.WatchedQueues, ",")),
		}),
		May: slices.Concat([]Right{
			a.mayQuery(names.IndexQueueLive),
			a.mayQuery(names.IndexQueueFinal),
			may(a.data.Operations.TableArn(), "dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:PutItem"),
			may(bus.EventBusArn(), "events:PutEvents"),
			mayReport(),
		}, a.mayListParameters(), a.mayAskForFigures()),
	})
	newTick(a, names.SLAEvaluator, function)
	watchSLAEvaluator(a)
}

// mayQuery is the right to read an index of the contacts.
func (a App) mayQuery(index string) Right {
	return may(jsii.String(*a.data.Contacts.TableArn()+"/index/"+index), "dynamodb:Query")
}

// mayReport is the right to put metrics into Tieline's namespace. Metrics have no
// ARNs (Service Authorization Reference, "Actions, resources, and condition keys
// for Amazon CloudWatch").
func mayReport() Right {
	return Right{
		To: jsii.String("*"), Actions: []string{"cloudwatch:PutMetricData"},
		Wide: "Metrics are no resources; the condition holds it to a namespace",
		If:   map[string]any{"StringEquals": map[string]string{"cloudwatch:namespace": metric.Namespace}},
	}
}

// askedOf lists of which kinds of an instance's resources each call may tell: all
// that AWS wants named, though ours are of queues only (Service Authorization
// Reference, "Actions, resources, and condition keys for Amazon Connect").
var askedOf = map[string][]string{
	"connect:GetCurrentMetricData": {"queue", "routing-profile"},
	"connect:GetMetricDataV2":      {"agent", "agent-group", "queue", "routing-profile"},
	"connect:ListQueues":           {"queue"},
}

// mayAskForFigures is the right to ask the stage's instances which queues they
// have, and for the queues' figures.
func (a App) mayAskForFigures() (all []Right) {
	for _, call := range slices.Sorted(maps.Keys(askedOf)) {
		for _, kind := range askedOf[call] {
			all = append(all, a.mayAsk(kind, call)...)
		}
	}
	return all
}
