package main

import (
	"strings"

	"tieline/shared/names"
)

// watchInstances watches what CloudWatch has of the stage's Connect instances,
// beside screen-pop, which their flows ask (Connect administrator guide,
// "Monitoring your Amazon Connect instance using CloudWatch").
func watchInstances(a App) {
	w := a.watches[names.ScreenPop]
	for _, arn := range a.stage.ConnectInstances {
		w.on(nearFull(arn))
		if a.stage.inboundQueue(arn) == "" {
			continue // its flows are not ours, and each has a name of its own
		}
		for _, flow := range shippedFlows {
			w.on(flowErrors(arn, flow, *a.stage.on(flow)))
		}
	}
}

// shippedFlows lists the flows of newFlows that ask screen-pop.
var shippedFlows = []string{"inbound", "transfer"}

// instanceFigure is one that Connect has of an instance, in a group of metrics.
func instanceFigure(arn, group, name, statistic string) Figure {
	return Figure{Namespace: "AWS/Connect", Name: name, Of: Dimensions{"InstanceId": instanceID(arn), "MetricGroup": group}, Statistic: statistic}
}

// nearFull is of an instance that has almost as many calls as its quota allows:
// from there on, callers are turned away. The figure is a share, not per cent.
func nearFull(arn string) Alarm {
	share := instanceFigure(arn, "VoiceCalls", "ConcurrentCallsPercentage", maximum)
	share.Label = "concurrent calls, share of the quota"
	return Alarm{
		What: "concurrent-calls", Part: instanceID(arn),
		Meaning:  "The Connect instance has almost as many calls as it may.",
		Severity: critical,
		Layer:    phone,
		Figure:   share,
		Limit:    0.8, Spell: throughout, Column: arrivals,
	}
}

// flowErrors is of blocks of a shipped flow that took their error branch, so that
// the flow went on without what it asked for.
func flowErrors(arn, flow, called string) Alarm {
	errors := instanceFigure(arn, "ContactFlow", "ContactFlowErrors", sum)
	errors.Of = errors.Of.and("ContactFlowName", called)
	errors.Label = strings.Join([]string{flow, errors.Name}, ": ")
	return Alarm{
		What: "flow-errors", Part: flow + "-" + instanceID(arn),
		Meaning: "Blocks of a shipped contact flow fail.",
		Layer:   phone,
		Figure:  errors,
		Limit:   1, Spell: mostly, Column: failures,
	}
}
