package tuning_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"tieline/shared/tuning"
)

var update = flag.Bool("update", false, "write the page of parameters anew")

// page is what admins read. Below the mark it is made of the declarations.
const (
	page = "../../docs/parameters.md"
	mark = "<!-- Below this line the page is made: go test ./shared/tuning -update -->\n"
)

// areas are what a page has headings for, in its order.
var areas = []struct{ name, heading string }{
	{"sla", "Service levels"},
	{"alerts", "Alerts in Salesforce"},
	{"screen-pop", "Screen pop"},
	{"salesforce", "Calls to Salesforce"},
	{"salesforce-writer", "Contacts on their way to Salesforce"},
	{"agents", "Agents"},
	{"wrap-up", "Wrap-ups"},
	{"reconciler", "Repair"},
	{"backfill", "Backfill"},
}

// tables are what the page says of all parameters, an area each.
func tables() string {
	var all strings.Builder
	for _, area := range areas {
		fmt.Fprintf(&all, "\n## %s\n\n| parameter | default | allowed | for one queue | what it is | read by |\n|---|---|---|---|---|---|\n", area.heading)
		for _, d := range tuning.All() {
			if in, _, _ := strings.Cut(d.Name, "/"); in == area.name {
				all.WriteString(row(d))
			}
		}
	}
	return all.String()
}

func row(d tuning.Declaration) string {
	initial, allowed, perQueue := "", cell(d.Form), "no"
	if d.Text != "" {
		initial = "`" + d.Text + "`"
	}
	if d.Unit != "" {
		allowed = fmt.Sprintf("%d–%d %s", d.Min, d.Max, d.Unit)
	}
	if d.PerQueue {
		perQueue = "yes"
	}
	return fmt.Sprintf("| `%s` | %s | %s | %s | %s | %s |\n", d.Name, initial, allowed, perQueue, cell(d.Meaning), strings.Join(d.Readers, ", "))
}

// cell is a text as Markdown wants it in a table.
func cell(text string) string {
	return strings.NewReplacer("<", `\<`, "|", `\|`, "*", `\*`).Replace(text)
}

func TestThePageOfParametersIsAsTheyAreDeclared(t *testing.T) {
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	intro, made, found := strings.Cut(string(text), mark)
	if !found {
		t.Fatalf("%s has no line %s", page, mark)
	}
	if *update {
		if err := os.WriteFile(page, []byte(intro+mark+tables()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if made != tables() {
		t.Errorf("%s is out of date: go test ./shared/tuning -update", page)
	}
}

func TestThePageHasEveryAreaAndNoOther(t *testing.T) {
	headed, areasOf := map[string]bool{}, map[string]bool{}
	for _, area := range areas {
		headed[area.name] = true
	}
	for _, d := range tuning.All() {
		area, _, _ := strings.Cut(d.Name, "/")
		areasOf[area] = true
		if !headed[area] {
			t.Errorf("the page leaves out %s", d.Name)
		}
	}
	for _, area := range areas {
		if !areasOf[area.name] {
			t.Errorf("there is no parameter in %s", area.name)
		}
	}
}

// What the page says of a queue's id and of paths is what Check and Parameter Store
// go by.
func TestThePageShowsNamesThatCanBeSet(t *testing.T) {
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	shown := 0
	for line := range strings.Lines(string(text)) {
		words := strings.Fields(line)
		if len(words) < 5 || words[0] != "bin/tieline" || words[2] != "set" {
			continue
		}
		shown++
		if err := tuning.Check(words[3], words[4]); err != nil {
			t.Error(err)
		}
	}
	if shown == 0 {
		t.Error("the page does not show how to set one")
	}
}
