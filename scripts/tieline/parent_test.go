package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// tieline runs the whole tool, and returns what it said.
func tieline(args ...string) (string, error) {
	var out bytes.Buffer
	cmd := command()
	cmd.SetOut(&out)
	cmd.SetErr(&out)
	cmd.SetArgs(args)
	err := cmd.Execute()
	return out.String(), err
}

func TestAMistypedCommandIsRefusedWithTheNearest(t *testing.T) {
	for args, want := range map[string]string{
		"tun":                                 `there is no "tieline tun": did you mean tune?`,
		"tun list --stage dev":                `there is no "tieline tun": did you mean tune?`,
		"weather":                             `there is no "tieline weather": it is one of backfill, doctor, flow, forget,`,
		"tune lst":                            `there is no "tieline tune lst": did you mean list?`,
		"tune lst --stage dev --changed":      `there is no "tieline tune lst": did you mean list?`,
		"tune --stage dev hist":               `there is no "tieline tune hist": did you mean history?`,
		"tune sla/target 85 --stage dev":      `there is no "tieline tune sla/target": it is one of explain, get, history, list, reset, set`,
		"report sal":                          `there is no "tieline report sal": did you mean sla?`,
		"report sal --stage dev --from today": `there is no "tieline report sal": did you mean sla?`,
		"report --stage dev":                  "unknown flag: --stage",
		"flow lnt":                            `there is no "tieline flow lnt": did you mean lint?`,
		"flow inbound.json":                   `there is no "tieline flow inbound.json": it is one of lint`,
	} {
		if out, err := tieline(strings.Fields(args)...); err == nil || !strings.HasPrefix(err.Error(), want) || out != "" {
			t.Errorf("%s: %v, said\n%s", args, err, out)
		}
	}
}

func TestACommandOfCommandsPrintsItsHelp(t *testing.T) {
	for c := range parents(command()) {
		args := strings.Fields(c.CommandPath())[1:]
		out, err := tieline(args...)
		if err != nil || !strings.Contains(out, "Available Commands:") || !strings.Contains(out, "\n  "+c.Commands()[0].Name()) {
			t.Errorf("%s: %v, said\n%s", c.CommandPath(), err, out)
		}
		if out, err = tieline(append(args, "qqqqqq")...); err == nil || out != "" {
			t.Errorf("%s takes any word for a command, and said\n%s", c.CommandPath(), out)
		}
	}
}

// parents are those commands that have commands.
func parents(root *cobra.Command) func(yield func(*cobra.Command) bool) {
	return func(yield func(*cobra.Command) bool) {
		for _, c := range append(root.Commands(), root) {
			if c.HasSubCommands() && !yield(c) {
				return
			}
		}
	}
}
