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
	ID, Type       string
	DeletionPolicy string
	Properties     map[string]any
}

// deployment is every resource of one stage, by logical id.
type deployment struct {
	Stage
	resources map[string]resource
}

// deployments holds what every shipped stage makes. The CDK's engine is slow, so
// the first test that asks makes all of them for the others, too.
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

// eachStage runs the test on what every shipped stage makes.
func eachStage(t *testing.T, test func(*testing.T, deployment)) {
	if deployments == nil {
		built := builtFor(t, elf.EM_X86_64)
		for _, name := range slices.Sorted(maps.Keys(shipped(t)["stages"].(map[string]any))) {
			deployments = append(deployments, synthesised(t, name, built))
		}
	}
	for _, d := range deployments {
		t.Run(d.Name, func(t *testing.T) { test(t, d) })
	}
}

func synthesised(t *testing.T, name, built string) deployment {
	stage, err := read(t, name, nil)
	if err != nil {
		t.Fatal(err)
	}
	context := shipped(t)
	out := t.TempDir()
	root := awscdk.NewApp(&awscdk.AppProps{Outdir: &out, Context: &context, AnalyticsReporting: jsii.Bool(false)})
	newStacks(root, stage, built)
	root.Synth(nil)
	d := deployment{stage, map[string]resource{}}
	for _, stack := range []string{names.DataStack, names.AppStack} {
		text, err := os.ReadFile(filepath.Join(out, names.Stack(name, stack)+".template.json"))
		if err != nil {
			t.Fatal(err)
		}
		var template struct{ Resources map[string]resource }
		if err := json.Unmarshal(text, &template); err != nil {
			t.Fatal(err)
		}
		for id, r := range template.Resources {
			r.ID = id
			d.resources[id] = r
		}
	}
	return d
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

// target returns the resource that a property refers to by Ref or Fn::GetAtt.
func (d deployment) target(r resource, path string) resource {
	v := r.at(path)
	if id, ok := at(v, "Ref").(string); ok {
		return d.resources[id]
	}
	if pair, ok := at(v, "Fn::GetAtt").([]any); ok {
		return d.resources[fmt.Sprint(pair[0])]
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
