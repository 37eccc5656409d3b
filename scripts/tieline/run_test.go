package main

import (
	"strings"
	"testing"
)

func TestFlagsThatMakeNoSenseAreRefused(t *testing.T) {
	for name, tt := range map[string]struct {
		flags runFlags
		says  string // "" if they are fine
	}{
		"none":                   {runFlags{}, ""},
		"once":                   {runFlags{once: true, calls: 1}, ""},
		"a break":                {runFlags{once: true, calls: 1, breaks: "double"}, ""},
		"a flaky org":            {runFlags{once: true, calls: 1, fault: "salesforce-flaky"}, ""},
		"no such break":          {runFlags{once: true, calls: 1, breaks: "x"}, "must be one of [drop-record"},
		"no such scenario":       {runFlags{once: true, calls: 1, scenario: "x"}, "must be one of [breach]"},
		"a scenario for ever":    {runFlags{calls: 20, scenario: "breach"}, "--scenario goes with --once"},
		"a scenario and calls":   {runFlags{once: true, counted: true, calls: 1, scenario: "breach"}, "without --calls"},
		"no such fault":          {runFlags{once: true, calls: 1, fault: "x"}, "must be one of [chaos salesforce-down salesforce-flaky]"},
		"no calls":               {runFlags{once: true}, "must be 1 or more"},
		"calls without an end":   {runFlags{calls: 7, counted: true}, "go with --once"},
		"a break without an end": {runFlags{breaks: "double"}, "go with --once"},
		"a fault without an end": {runFlags{fault: "salesforce-flaky"}, "go with --once"},
	} {
		err := tt.flags.check()
		if tt.says == "" && err != nil || tt.says != "" && (err == nil || !strings.Contains(err.Error(), tt.says)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
