package main

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"tieline/shared/tuning"
)

// table returns the rows of the guide's table that has this heading.
func table(t *testing.T, heading string) []string {
	t.Helper()
	_, below, _ := strings.Cut(source(t, "../docs/engineer-guide.md"), heading+"\n|---")
	lines := strings.Split(below, "\n")[1:]
	end := slices.IndexFunc(lines, func(line string) bool { return !strings.HasPrefix(line, "|") })
	if end < 1 {
		t.Fatalf("the guide has no table %q", heading)
	}
	return lines[:end]
}

func TestTheGuideExplainsEverySettingAndNoOther(t *testing.T) {
	explained := map[string]bool{}
	for _, row := range table(t, "| setting | what it is |") {
		column, _, _ := strings.Cut(row[1:], "|")
		for _, m := range regexp.MustCompile("`(\\w+)`").FindAllStringSubmatch(column, -1) {
			explained[m[1]] = true
		}
	}
	there := map[string]bool{}
	for _, stage := range shipped(t)["stages"].(map[string]any) {
		for key := range stage.(map[string]any) {
			if there[key] = true; !explained[key] {
				t.Errorf("the guide says nothing of %s", key)
			}
		}
	}
	for key := range explained {
		if !there[key] {
			t.Errorf("the guide explains %s, which is no setting of cdk.json", key)
		}
	}
}

// TestTheRunbookTunesByTheCommand holds that nobody is told to write what the
// reconciler compiles: it would not last a minute.
func TestTheRunbookTunesByTheCommand(t *testing.T) {
	for _, name := range []string{"engineer-guide.md", "runbook.md", "upgrade.md"} {
		if text := source(t, "../docs/"+name); strings.Contains(text, `"name":{"S":"parameters"}`) || strings.Contains(text, "dynamodb:UpdateItem` on the table `operations`") {
			t.Errorf("%s has parameters written into the table", name)
		}
	}
	if !strings.Contains(source(t, "../docs/runbook.md"), "\ntune() { bin/tieline tune \"$@\" --stage \"$STAGE\"; }\n") {
		t.Error("the runbook's tune is another")
	}
}

func TestTheRunbookNamesOnlyParametersThatThereAre(t *testing.T) {
	text, areas := headings(t), map[string]bool{}
	for _, d := range tuning.All() {
		area, _, _ := strings.Cut(d.Name, "/")
		areas[area] = true
	}
	for heading, text := range text {
		for _, m := range regexp.MustCompile("[\x60 ](([a-z-]+)/[a-z-]+)[\x60 ]").FindAllStringSubmatch(text, -1) {
			if _, there := tuning.Find(m[1]); areas[m[2]] && !there {
				t.Errorf("%s: there is no parameter %s", heading, m[1])
			}
		}
	}
	for what, name := range map[string]string{"sla-evaluator-abandon": "sla/abandon-limit", "sla-evaluator-longest-wait": "sla/wait-limit", "sla-evaluator-pop-success": "sla/pop-limit",
		"sla-evaluator-silence": "sla/silence", "sla-evaluator-drift": "sla/drift-limit", "salesforce-writer-api-use": "salesforce/api-share"} {
		if !strings.Contains(text[what], "`tune set "+name+" ") {
			t.Errorf("%s does not say how %s is tuned", what, name)
		}
	}
}

var link = regexp.MustCompile(`\]\(([a-z-]*\.md)?#([a-z0-9-]+)\)`)

func TestEveryLinkInTheDocumentsLeadsToAHeading(t *testing.T) {
	for _, name := range []string{"admin-flows.md", "admin-guide.md", "call-center.md", "engineer-guide.md", "parameters.md", "reports.md", "runbook.md", "upgrade.md"} {
		for _, m := range link.FindAllStringSubmatch(source(t, "../docs/"+name), -1) {
			to := m[1]
			if to == "" {
				to = name
			}
			if !slices.Contains(anchors(source(t, "../docs/"+to)), m[2]) {
				t.Errorf("%s: %s leads to no heading", name, m[0])
			}
		}
	}
}

// anchors are the headings as GitHub links to them: lower case, a dash for each
// blank, and of the rest only letters, digits and dashes.
func anchors(text string) (all []string) {
	for _, m := range regexp.MustCompile(`(?m)^#+ (.+)$`).FindAllStringSubmatch(text, -1) {
		dashed := strings.ReplaceAll(strings.ToLower(m[1]), " ", "-")
		all = append(all, regexp.MustCompile(`[^a-z0-9_-]`).ReplaceAllString(dashed, ""))
	}
	return all
}
