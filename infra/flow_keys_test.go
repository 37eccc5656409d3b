package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"tieline/events"
	"tieline/scripts/flow"
	"tieline/shared/names"
)

// deployed yields the modules and flows of the stage as Connect reads them, by
// name, where the alias has an ARN.
func (d deployment) deployed() map[string]string {
	arn := fmt.Sprintf("arn:aws:lambda:%s:%s:function:%s:%s", d.Region, d.Account, names.On(d.Name, names.ScreenPop), names.LiveAlias)
	all := map[string]string{}
	for _, kind := range []string{"AWS::Connect::ContactFlowModule", "AWS::Connect::ContactFlow"} {
		for f := range d.of(kind) {
			all[fmt.Sprint(f.at("Name"), " of ", f.at("InstanceArn"))] = strings.ReplaceAll(d.content(f), "AWS::Lambda::Alias "+names.LiveAlias, arn)
		}
	}
	return all
}

func TestNoDeployedFlowHasAFault(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		for name, content := range d.deployed() {
			f, err := flow.Parse([]byte(content))
			if err != nil {
				t.Errorf("%s: %v", name, err)
			} else if found := f.Lint(); len(found) > 0 {
				t.Errorf("%s: %q", name, found)
			}
		}
	})
}

// keep is what a flow keeps of the answer, and what the designer shows of that.
type keep struct {
	Metadata struct {
		ActionMetadata struct {
			Keep struct {
				Parameters    struct{ Attributes map[string]any }
				DynamicParams []string
			}
		}
	}
	Actions []struct {
		Identifier string
		Parameters struct{ Attributes map[string]string }
	}
}

// TestFlowsKeepTheKeysOfTheStage holds that a mapped field leaves the module as
// an attribute, and that the function is told of the same keys.
func TestFlowsKeepTheKeysOfTheStage(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		var want []string
		for _, key := range append(slices.Clone(events.AnswerKeys), d.Pop.Keys...) {
			if key != "ageSeconds" && key != "tookMs" { // of no use once the call goes on
				want = append(want, "tieline_"+key)
			}
		}
		slices.Sort(want)
		for name, content := range d.deployed() {
			checkKeeps(t, name, content, want)
		}
		for f := range d.of("AWS::Lambda::Function") {
			if physical(f) == names.On(d.Name, names.ScreenPop) && f.at("Environment/Variables/"+names.EnvPopKeys) != strings.Join(d.Pop.Keys, ",") {
				t.Errorf("screen-pop is given %v, want %q", f.at("Environment/Variables/"+names.EnvPopKeys), d.Pop.Keys)
			}
		}
	})
}

func checkKeeps(t *testing.T, name, content string, want []string) {
	t.Helper()
	var k keep
	if err := json.Unmarshal([]byte(content), &k); err != nil {
		t.Fatal(err)
	}
	for _, a := range k.Actions {
		if a.Identifier != "keep" {
			continue
		}
		shown := k.Metadata.ActionMetadata.Keep
		dynamic := slices.Sorted(slices.Values(shown.DynamicParams))
		for _, got := range [][]string{slices.Sorted(maps.Keys(a.Parameters.Attributes)), slices.Sorted(maps.Keys(shown.Parameters.Attributes)), dynamic} {
			if !slices.Equal(got, want) {
				t.Errorf("%s keeps or shows %q, want %q", name, got, want)
			}
		}
		for attribute, value := range a.Parameters.Attributes {
			if value != "$.External."+strings.TrimPrefix(attribute, "tieline_") {
				t.Errorf("%s keeps %s as %s", name, value, attribute)
			}
		}
	}
}
