package main

import (
	"embed"
	"regexp"
	"strings"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsconnect"
	"github.com/aws/jsii-runtime-go"
)

//go:embed flows/*.json
var flowFiles embed.FS

// places are what the text of a flow leaves open, such as ${QueueArn}.
type places map[string]*string

// Flow is a flow that we ship.
type Flow struct {
	Name string // of its file, too
	Does string // in a sentence
	Type string // CloudFormation template reference, AWS::Connect::ContactFlow
}

// newModule makes the contact-flow module that asks screen-pop's alias, and which
// people drop into flows of their own. It returns the module's ARN.
func newModule(stack awscdk.Stack, instance string, app App, after awscdk.CfnResource) *string {
	module := awsconnect.NewCfnContactFlowModule(stack, jsii.String("screen-pop-module-"+instanceID(instance)), &awsconnect.CfnContactFlowModuleProps{
		InstanceArn: &instance,
		Name:        jsii.String("Tieline screen pop (" + app.stage.Name + ")"),
		Description: jsii.String("Finds out who is calling, into attributes of the contact that begin with tieline_"),
		Content:     filled("screen-pop-module", places{"ScreenPopArn": app.pop.FunctionArn()}, app.stage.Pop.Keys),
	})
	module.AddResourceDependency(after, nil)
	return module.AttrContactFlowModuleArn()
}

// newFlows makes the shipped flows: one that finds out who is calling, and then
// queues the caller, and those that it leads through. Nothing is routed to it:
// people give it a phone number.
func newFlows(stack awscdk.Stack, instance, queue string, app App, module *string, after awscdk.CfnResource) {
	at := places{"ScreenPopArn": app.pop.FunctionArn(), "ScreenPopModuleArn": module, "QueueArn": &queue}
	flow := func(f Flow) *string {
		made := awsconnect.NewCfnContactFlow(stack, jsii.String(f.Name+"-"+instanceID(instance)), &awsconnect.CfnContactFlowProps{
			InstanceArn: &instance,
			Name:        app.stage.on(f.Name),
			Description: &f.Does,
			Type:        &f.Type,
			Content:     filled(f.Name, at, app.stage.Pop.Keys),
		})
		made.AddResourceDependency(after, nil)
		return made.AttrContactFlowArn()
	}
	at["AgentWhisperArn"] = flow(Flow{"agent-whisper", "Tells the agent who is calling", "AGENT_WHISPER"})
	at["CustomerQueueArn"] = flow(Flow{"customer-queue", "What callers hear while they wait", "CUSTOMER_QUEUE"})
	flow(Flow{"inbound", "Finds out who is calling, and queues the caller", "CONTACT_FLOW"})
	flow(Flow{"transfer", "Finds out who is calling, for whom the caller is passed on to", "QUEUE_TRANSFER"})
}

// filled is the text of a shipped flow with its places filled, which keeps these
// keys of the answer, too.
func filled(name string, at places, keys []string) *string {
	text, err := flowFiles.ReadFile("flows/" + name + ".json")
	if err != nil {
		panic(err) // it was there when this was built
	}
	var pairs []string
	for place, value := range at {
		pairs = append(pairs, "${"+place+"}", *value)
	}
	return jsii.String(strings.NewReplacer(pairs...).Replace(keeping(string(text), keys)))
}

// lastKept is how a flow names the last key that it keeps of an answer: in its
// block keep, and twice in what the designer shows of that.
var lastKept = regexp.MustCompile(`(?m)"tieline_reason"(: "\$\.External\.reason"|: {"useDynamic": true}|)$`)

// keeping adds keys of mapped fields to those that the flow keeps.
func keeping(flow string, keys []string) string {
	return lastKept.ReplaceAllStringFunc(flow, func(last string) string {
		all := []string{last}
		for _, key := range keys {
			all = append(all, strings.ReplaceAll(last, "reason", key))
		}
		return strings.Join(all, ",\n")
	})
}
