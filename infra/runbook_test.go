package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tieline/shared/names"
)

// answers are what the runbook says of every alarm, in this order.
var answers = []string{"Means", "Look", "Layer", "Fix", "Normal"}

// headings returns the runbook's text below each heading of an alarm.
func headings(t *testing.T) map[string]string {
	t.Helper()
	below := map[string]string{}
	for _, chapter := range regexp.MustCompile(`(?m)^# `).Split(source(t, "../docs/runbook.md"), -1) {
		for _, section := range regexp.MustCompile(`(?m)^## `).Split(chapter, -1)[1:] {
			heading, text, _ := strings.Cut(section, "\n")
			if below[heading] != "" {
				t.Errorf("%s stands there twice", heading)
			}
			below[heading] = text
		}
	}
	return below
}

func TestTheRunbookHasAHeadingForEveryAlarmAndNoOther(t *testing.T) {
	text, alarms := headings(t), map[string]bool{}
	eachStage(t, func(t *testing.T, d deployment) {
		for a := range d.everyAlarm() {
			heading := d.heading(a)
			alarms[heading] = true
			if text[heading] == "" {
				t.Errorf("the runbook says nothing of %s", heading)
			}
			if description := fmt.Sprint(a.at("AlarmDescription")); !strings.HasSuffix(description, "See docs/runbook.md, "+heading+".") {
				t.Errorf("%s does not say where it is explained: %s", heading, description)
			}
			isOf := func(path string) bool { return strings.HasPrefix(heading, path+"-") }
			if !slices.ContainsFunc(names.Functions, isOf) && a.Type != composite {
				t.Errorf("%s is of no path", heading)
			}
		}
	})
	for heading := range text { // some alarms are of some stages only
		if !alarms[heading] {
			t.Errorf("the runbook explains %s, which is no alarm", heading)
		}
	}
}

func TestTheRunbookAnswersEveryQuestionOfEveryAlarm(t *testing.T) {
	layer := regexp.MustCompile(`[1-4] (phone|connector|Salesforce configuration|business logic)`)
	defined := tools(t)
	for heading, text := range headings(t) {
		given := map[string]string{}
		var order []string
		for _, m := range regexp.MustCompile(`(?m)^- \*\*(\w+)\*\*: (.+)`).FindAllStringSubmatch(text, -1) {
			given[m[1]] = m[2]
			order = append(order, m[1])
		}
		if !slices.Equal(order, answers) {
			t.Errorf("%s has %v, want %v", heading, order, answers)
		}
		if !layer.MatchString(given["Layer"]) {
			t.Errorf("%s: which layer is %q?", heading, given["Layer"])
		}
		commands := regexp.MustCompile("`(\\w+)[^`]*`").FindAllStringSubmatch(given["Look"], -1)
		if !slices.ContainsFunc(commands, func(m []string) bool { return m[1] == "aws" || defined[m[1]] }) {
			t.Errorf("%s: which command shows it? %q", heading, given["Look"])
		}
	}
}

// tools returns the commands that the runbook defines.
func tools(t *testing.T) map[string]bool {
	defined := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^(\w+)\(\)`).FindAllStringSubmatch(source(t, "../docs/runbook.md"), -1) {
		defined[m[1]] = true
	}
	return defined
}

func TestTheRunbookNamesOnlyWhatThereIs(t *testing.T) {
	text, defined, there := source(t, "../docs/runbook.md"), tools(t), map[string]bool{}
	eachStage(t, func(_ *testing.T, d deployment) { // some things are of some stages only
		for _, s := range d.allTexts() {
			if name, ours := strings.CutPrefix(s, names.On(d.Name, "")); ours {
				name, _, _ = strings.Cut(name, "-"+d.Account)
				there[name] = true
			}
		}
	})
	for _, m := range regexp.MustCompile(`(?m)tieline-\$STAGE-([a-z-]*[a-z])|[\x60(](\w+) ([a-z]+-[a-z-]+)[\x60)]`).FindAllStringSubmatch(text, -1) {
		if m[2] != "" && !defined[m[2]] {
			continue // no command of ours
		}
		if name := m[1] + m[3]; !there[name] {
			t.Errorf("%q: there is no %s", m[0], name)
		}
	}
}

// allTexts returns every text in the properties of the stage's resources.
func (d deployment) allTexts() (texts []string) {
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case string:
			texts = append(texts, v)
		case []any:
			for _, item := range v {
				walk(item)
			}
		case map[string]any:
			for _, item := range v {
				walk(item)
			}
		}
	}
	for _, r := range d.resources {
		walk(r.Properties)
	}
	return texts
}
