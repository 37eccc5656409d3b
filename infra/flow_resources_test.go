package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"tieline/shared/names"
)

// told is whom a flow asks, runs, sets and queues to: a resource's type and name,
// or what the setting says.
type told struct{ asks, runs, hooks, queues string }

// checkModule checks that the instance has the module, and that it asks the alias.
func checkModule(t *testing.T, d deployment, instance string) {
	t.Helper()
	module := d.one(t, "AWS::Connect::ContactFlowModule", instance)
	if got := d.tells(t, module); got != (told{asks: "AWS::Lambda::Alias " + names.LiveAlias}) {
		t.Errorf("the module of %s: %+v", instance, got)
	}
	if name := fmt.Sprint(module.at("Name")); !strings.HasPrefix(name, "Tieline screen pop") || !strings.Contains(name, d.Name) {
		t.Errorf("the module of %s is called %s", instance, name)
	}
}

func TestAnInstanceWithAQueueHasTheFlowsThatLeadToIt(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		whisper, waiting := "AWS::Connect::ContactFlow "+names.On(d.Name, "agent-whisper"), "AWS::Connect::ContactFlow "+names.On(d.Name, "customer-queue")
		for _, queue := range d.InboundQueues {
			instance, _, _ := strings.Cut(queue, "/queue/")
			module := "AWS::Connect::ContactFlowModule " + fmt.Sprint(d.one(t, "AWS::Connect::ContactFlowModule", instance).at("Name"))
			want := map[string]told{
				"CONTACT_FLOW inbound":          {runs: module, hooks: whisper + " " + waiting, queues: queue},
				"AGENT_WHISPER agent-whisper":   {},
				"CUSTOMER_QUEUE customer-queue": {},
				"QUEUE_TRANSFER transfer":       {asks: "AWS::Lambda::Alias " + names.LiveAlias, hooks: whisper + " " + waiting},
			}
			for f := range d.of("AWS::Connect::ContactFlow") {
				if f.at("InstanceArn") != instance {
					continue
				}
				is := fmt.Sprint(f.at("Type"), " ", strings.TrimPrefix(physical(f), names.On(d.Name, "")))
				if got := d.tells(t, f); got != want[is] {
					t.Errorf("%s of %s: %+v, want %+v", is, instance, got, want[is])
				}
				delete(want, is)
			}
			if len(want) > 0 {
				t.Errorf("%s has no %v", instance, want)
			}
		}
	})
}

func TestAnInstanceWithoutAQueueHasNoFlow(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		for f := range d.of("AWS::Connect::ContactFlow") {
			if !strings.Contains(fmt.Sprint(d.InboundQueues), fmt.Sprint(f.at("InstanceArn"))) {
				t.Errorf("%s is of %v, which has no queue", f.ID, f.at("InstanceArn"))
			}
		}
	})
}

// content returns what Amazon Connect reads, where each resource stands under its
// type and name.
func (d deployment) content(flow resource) string {
	joined, _ := at(flow.at("Content"), "Fn::Join").([]any)
	if joined == nil {
		return fmt.Sprint(flow.at("Content"))
	}
	var content strings.Builder
	for _, part := range list(joined[1]) {
		text, isText := part.(string)
		if r := d.resolve(part); !isText {
			text = r.Type + " " + physical(r)
		}
		content.WriteString(text)
	}
	return content.String()
}

// tells reads a flow that is whole: every place of it is filled.
func (d deployment) tells(t *testing.T, flow resource) (is told) {
	t.Helper()
	var body struct {
		Actions []struct {
			Type       string
			Parameters struct {
				LambdaFunctionARN, FlowModuleID, QueueID string
				EventHooks                               map[string]string
			}
		}
	}
	content := d.content(flow)
	if err := json.Unmarshal([]byte(content), &body); err != nil || strings.Contains(content, "${") || len(body.Actions) == 0 {
		t.Errorf("the content of %s is no flow, or has a gap: %v", flow.ID, err)
	}
	var hooks []string
	for _, a := range body.Actions {
		is.asks += a.Parameters.LambdaFunctionARN
		is.runs += a.Parameters.FlowModuleID
		is.queues += a.Parameters.QueueID
		for _, hook := range a.Parameters.EventHooks {
			hooks = append(hooks, hook)
		}
	}
	is.hooks = strings.Join(hooks, " ")
	return is
}
