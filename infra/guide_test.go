package main

import (
	"fmt"
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

func TestTheGuideListsEveryParameterAsItIsDeclared(t *testing.T) {
	var want []string
	for _, d := range tuning.All() {
		span := ""
		if d.Unit != "" {
			span = fmt.Sprintf("%d–%d %s", d.Min, d.Max, d.Unit)
		}
		meaning := strings.ReplaceAll(d.Meaning, "<", `\<`) // Markdown would take it for HTML
		want = append(want, fmt.Sprintf("| `%s` | %s | %s | %s |", d.Name, d.Text, span, meaning))
	}
	got := table(t, "| parameter | default | range | what it is |")
	for _, row := range want {
		if !slices.Contains(got, row) {
			t.Errorf("missing: %s", row)
		}
	}
	for _, row := range got {
		if !slices.Contains(want, row) {
			t.Errorf("there is no such parameter: %s", row)
		}
	}
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

// TestTheRunbookTunesWhereFunctionsRead holds the command of the runbook to the
// item that they read (package dynamo, Operations).
func TestTheRunbookTunesWhereFunctionsRead(t *testing.T) {
	_, tune, _ := strings.Cut(source(t, "../docs/runbook.md"), "\ntune() {\n")
	tune, _, _ = strings.Cut(tune, "\n}\n")
	for _, part := range []string{`tieline-$STAGE-operations`, `'{"name":{"S":"parameters"}}'`, `"#values":"values"`} {
		if !strings.Contains(tune, part) {
			t.Errorf("tune does not name %s", part)
		}
	}
	if written := source(t, "../shared/dynamo/operations.go"); !strings.Contains(written, `= "parameters"`) || !strings.Contains(written, "dynamodbav:\"values\"") {
		t.Error("functions read parameters elsewhere")
	}
}

var link = regexp.MustCompile(`\]\(([a-z-]*\.md)?#([a-z0-9-]+)\)`)

func TestEveryLinkInTheDocumentsLeadsToAHeading(t *testing.T) {
	for _, name := range []string{"engineer-guide.md", "runbook.md", "upgrade.md"} {
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
