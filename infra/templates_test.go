package main

import (
	"debug/elf"
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"

	"tieline/shared/names"
)

// resource is one resource of a template.
type resource struct {
	ID, Type                            string
	DeletionPolicy, UpdateReplacePolicy string
	DependsOn                           []string
	UpdatePolicy                        struct{ CodeDeployLambdaAliasUpdate map[string]any }
	Metadata                            struct {
		Nag struct {
			Accepted []finding `json:"rules_to_suppress"`
		} `json:"cdk_nag"`
	}
	Properties map[string]any
}

// deployment is what one stage makes.
type deployment struct {
	Stage
	out       string              // folder of the assembly
	templates map[string][]byte   // by stack
	resources map[string]resource // of all stacks, by logical id
	exports   map[string]any      // what one stack has for the others
	findings  []finding           // of cdk-nag
}

// deployments holds what every shipped stage makes, and one that has all that
// they leave out. The CDK's engine is slow, so the first test that asks makes all
// of them for the others, too.
var deployments []deployment

// TestMain gives the CDK a home folder of its own: its library keeps
// fingerprints there, and asks nobody where.
func TestMain(m *testing.M) {
	home, err := os.MkdirTemp("", "tieline-infra")
	if err == nil {
		err = os.Setenv("HOME", home)
	}
	if err != nil {
		panic(err)
	}
	defer func() { _ = os.RemoveAll(home) }()
	defer jsii.Close()
	m.Run()
}

// full is a stage of AWS with everything that is off as shipped.
func full(t *testing.T) map[string]any {
	own := maps.Clone(shipped(t)["stages"].(map[string]any)["prod"].(map[string]any))
	maps.Copy(own, map[string]any{
		"salesforceEvents":       "aws.partner/salesforce.com/00D000000000000AAA/0YL000000000001AAA",
		"salesforceChangeEvents": "aws.partner/salesforce.com/00D000000000000AAA/0YL000000000002AAA",
		"popReserved":            50, "popProvisioned": 5, "screenPopKeys": []any{"customerTier", "open-cases"},
		"watchedQueues": []any{troubled, "bbbbbbbb-0000-4000-8000-000000000003"}, "runbookUrl": "https://wiki.example.com/tieline",
	})
	return map[string]any{"stages": map[string]any{"full": own}}
}

// eachStage runs the test on what every shipped stage makes, and stage full.
func eachStage(t *testing.T, test func(*testing.T, deployment)) {
	if deployments == nil {
		built := builtFor(t, elf.EM_X86_64)
		for _, name := range slices.Sorted(maps.Keys(shipped(t)["stages"].(map[string]any))) {
			deployments = append(deployments, synthesised(t, name, built, nil))
		}
		deployments = append(deployments, synthesised(t, "full", built, full(t)))
	}
	for _, d := range deployments {
		t.Run(d.Name, func(t *testing.T) { test(t, d) })
	}
}

// synthesised makes the stage as shipped, with what -c puts on top.
func synthesised(t *testing.T, name, built string, over map[string]any) deployment {
	stage, err := read(t, name, over)
	if err != nil {
		t.Fatal(err)
	}
	out, err := os.MkdirTemp(os.Getenv("HOME"), name)
	if err != nil {
		t.Fatal(err)
	}
	context := shipped(t)
	root := awscdk.NewApp(&awscdk.AppProps{Outdir: &out, Context: &context, AnalyticsReporting: jsii.Bool(false)})
	newStacks(root, stage, built)
	inspect(root)
	root.Synth(nil)
	d := deployment{Stage: stage, out: out, templates: map[string][]byte{}, resources: map[string]resource{}, exports: map[string]any{}}
	templates, err := filepath.Glob(filepath.Join(out, names.Stack(name, "*.template.json")))
	if err != nil || len(templates) == 0 {
		t.Fatal("no template was made: ", err)
	}
	for _, file := range templates {
		d.add(t, strings.TrimSuffix(strings.TrimPrefix(filepath.Base(file), names.Stack(name, "")), ".template.json"))
	}
	return d
}

// add reads what was synthesised of the stack.
func (d *deployment) add(t *testing.T, stack string) {
	file := filepath.Join(d.out, names.Stack(d.Name, stack))
	var template struct {
		Resources map[string]resource
		Outputs   map[string]struct {
			Value  any
			Export struct{ Name string }
		}
	}
	d.templates[stack] = readJSON(t, file+".template.json", &template)
	for id, r := range template.Resources {
		r.ID = id
		d.resources[id] = r
	}
	for _, o := range template.Outputs {
		d.exports[o.Export.Name] = o.Value
	}
	var report struct{ Lines []finding }
	// cdk-nag puts the name of the app between the dashes, which has none.
	readJSON(t, filepath.Join(d.out, "AwsSolutions--"+names.Stack(d.Name, stack)+"-NagReport.json"), &report)
	d.findings = append(d.findings, report.Lines...)
}

func readJSON(t *testing.T, path string, into any) []byte {
	text, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(text, into)
	}
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// of yields the resources of one type.
func (d deployment) of(kind string) iter.Seq[resource] {
	return func(yield func(resource) bool) {
		for _, id := range slices.Sorted(maps.Keys(d.resources)) {
			if r := d.resources[id]; r.Type == kind && !yield(r) {
				return
			}
		}
	}
}

// at returns the value that the path leads to, or nil. In a list it means the
// first of it.
func at(from any, path string) any {
	for step := range strings.SplitSeq(path, "/") {
		if list, ok := from.([]any); ok && len(list) > 0 {
			from = list[0]
		}
		object, _ := from.(map[string]any)
		from = object[step]
	}
	return from
}

func (r resource) at(path string) any { return at(r.Properties, path) }

func (r resource) number(path string) float64 {
	n, _ := r.at(path).(float64)
	return n
}

// target returns the resource that a property refers to.
func (d deployment) target(r resource, path string) resource { return d.resolve(r.at(path)) }

// resolve returns the resource that is meant by a Ref, an Fn::GetAtt or an
// Fn::ImportValue.
func (d deployment) resolve(v any) resource {
	if id, ok := at(v, "Ref").(string); ok {
		return d.resources[id]
	}
	if pair, ok := at(v, "Fn::GetAtt").([]any); ok {
		return d.resources[fmt.Sprint(pair[0])]
	}
	if name, ok := at(v, "Fn::ImportValue").(string); ok {
		return d.resolve(d.exports[name])
	}
	return resource{}
}

// list returns v, or the list of v alone.
func list(v any) []any {
	if all, ok := v.([]any); ok {
		return all
	}
	return []any{v}
}
