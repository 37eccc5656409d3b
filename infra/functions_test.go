package main

import (
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tieline/shared/names"
)

func TestEveryFunctionHasItsOwnRoleAndLog(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		seen := map[string]bool{}
		for f := range d.of("AWS::Lambda::Function") {
			role, log := d.target(f, "Role"), d.target(f, "LoggingConfig/LogGroup")
			if role.ID == "" || log.number("RetentionInDays") != float64(d.LogDays) {
				t.Errorf("%s has no role of ours, or its log is not kept for %d days", f.ID, d.LogDays)
			}
			if seen[role.ID] || seen[log.ID] {
				t.Errorf("%s shares its role or its log", f.ID)
			}
			seen[role.ID], seen[log.ID] = true, true
		}
		if len(seen) != 2*len(names.Functions) {
			t.Errorf("%d functions have a role and a log of their own, want %d", len(seen)/2, len(names.Functions))
		}
	})
}

func TestFunctionsRunOnTheStagesProcessor(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		want := map[string]string{"amd64": "[x86_64]", "arm64": "[arm64]"}[d.Architecture]
		if !d.local() && want != "[arm64]" {
			t.Errorf("stage %s runs on %s", d.Name, want)
		}
		for f := range d.of("AWS::Lambda::Function") {
			if got := fmt.Sprint(f.at("Architectures")); got != want {
				t.Errorf("%s runs on %s, want %s", f.ID, got, want)
			}
		}
	})
}

func TestFunctionsAreGivenWhatTheirMainReadsAndNothingElse(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		for f := range d.of("AWS::Lambda::Function") {
			name := strings.TrimPrefix(fmt.Sprint(f.at("FunctionName")), names.On(d.Name, ""))
			given, _ := f.at("Environment/Variables").(map[string]any)
			asks := given[names.EnvConnectInstances] != nil && name != names.ContactRecords // which only compares
			if _, there := given[connectEndpoint]; there != (d.local() && asks) {
				t.Errorf("%s is told where Connect is: %v", name, there)
			}
			delete(given, connectEndpoint) // which the AWS SDK reads
			if got, want := slices.Sorted(maps.Keys(given)), readBy(t, name); !slices.Equal(got, want) {
				t.Errorf("%s is given %v, and reads %v", name, got, want)
			}
		}
	})
}

// readBy returns the variables that the main.go of a function names.
func readBy(t *testing.T, function string) []string {
	value := map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^\s*(Env\w+)\s*=\s*"(\w+)"`).FindAllStringSubmatch(source(t, "../shared/names/names.go"), -1) {
		value[m[1]] = m[2]
	}
	var variables []string
	for _, m := range regexp.MustCompile(`names\.(Env\w+)`).FindAllStringSubmatch(source(t, "../functions/"+function+"/main.go"), -1) {
		variables = append(variables, value[m[1]])
	}
	slices.Sort(variables)
	return slices.Compact(variables)
}

func source(t *testing.T, path string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestFlowsCallAnAliasOfAVersion(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		for a := range d.of("AWS::Lambda::Alias") {
			if d.target(a, "FunctionVersion").Type != "AWS::Lambda::Version" || a.at("Name") != names.LiveAlias {
				t.Errorf("%s is %v", a.ID, a.Properties)
			}
		}
		checkCallers(t, d)
	})
}

// checkCallers checks that the stage's instances may call the alias, and nobody
// else may call anything.
func checkCallers(t *testing.T, d deployment) {
	t.Helper()
	var callers []string
	for p := range d.of("AWS::Lambda::Permission") {
		if p.at("Principal") != "connect.amazonaws.com" {
			continue
		}
		callers = append(callers, fmt.Sprint(p.at("SourceArn")))
		if d.target(p, "FunctionName").Type != "AWS::Lambda::Alias" || p.at("SourceAccount") != d.Account {
			t.Errorf("%s is %v", p.ID, p.Properties)
		}
	}
	slices.Sort(callers)
	if !slices.Equal(callers, slices.Sorted(slices.Values(d.ConnectInstances))) {
		t.Errorf("the alias may be called by %v, want %v", callers, d.ConnectInstances)
	}
}
