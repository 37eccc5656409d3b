package main

import (
	"os"
	"slices"
	"strings"
	"testing"

	"tieline/shared/tuning"
)

// awayFromAWS takes from a test what says where AWS is.
func awayFromAWS(t *testing.T) {
	t.Helper()
	for _, name := range []string{"AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE"} {
		t.Setenv(name, "")
	}
	t.Setenv("AWS_CONFIG_FILE", os.DevNull)
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", os.DevNull)
}

func TestWithoutAStageParametersAreShownAsTheyAreDeclared(t *testing.T) {
	awayFromAWS(t)
	const note = "\nThis is what is declared: give --stage for what is in force.\n"
	out, err := tieline("tune", "list")
	lines := strings.Split(out, "\n")
	if err != nil || !slices.Equal(strings.Fields(lines[0]), []string{"PARAMETER", "DEFAULT", "ALLOWED", "READ", "BY"}) || strings.Count(out, note) != 1 {
		t.Errorf("%v, said\n%s", err, out)
	}
	for n, d := range tuning.All() {
		if line := lines[n+1]; !strings.HasPrefix(line, d.Name+" ") || !strings.HasSuffix(line, "  "+strings.Join(d.Readers, ", ")) {
			t.Errorf("%s is shown as %q", d.Name, line)
		}
	}
	for args, want := range map[string]string{
		"list --area backfill": "PARAMETER           DEFAULT  ALLOWED  READ BY\nbackfill/api-share  50 %     1–95 %   tieline backfill\n" + note,
		"get sla/variant": "PARAMETER    DEFAULT  ALLOWED                                                           READ BY\n" +
			"sla/variant  connect  connect, ignore-abandons, abandons-negative or abandons-positive  sla-evaluator, tieline report\n" + note,
		"get sla/queue/" + sales + "/target": "PARAMETER   DEFAULT  ALLOWED  READ BY\nsla/target  80 %     1–100 %  sla-evaluator, tieline report\n" + note,
	} {
		if out, err := tieline(append([]string{"tune"}, strings.Fields(args)...)...); err != nil || out != want {
			t.Errorf("%s: %v, said\n%s", args, err, out)
		}
	}
}

func TestWhatOnlyAStageKnowsIsNotSaidWithoutOne(t *testing.T) {
	awayFromAWS(t)
	for args, want := range map[string]string{
		"list --changed":             "give --stage, too: only a stage can tell what is changed",
		"list --area slas":           `there is no area "slas"`,
		"get sla/tresold":            "did you mean sla/threshold?",
		"set sla/target 85":          `required flag(s) "stage" not set`,
		"reset sla/target":           `required flag(s) "stage" not set`,
		"history sla/target":         `required flag(s) "stage" not set`,
		"get sla/target --stage dev": "set AWS_REGION",
	} {
		if out, err := tieline(append([]string{"tune"}, strings.Fields(args)...)...); err == nil || !strings.Contains(err.Error(), want) || out != "" {
			t.Errorf("%s: %v, said\n%s", args, err, out)
		}
	}
}

func TestAValueIsJudgedBeforeAWSIsAskedFor(t *testing.T) {
	awayFromAWS(t)
	for args, want := range map[string]string{
		"set sla/threshold 20s --stage dev":                   `sla/threshold cannot be "20s": it takes a whole number from 1 to 86400 (s), digits only`,
		"set sla/threshold 20s":                               `sla/threshold cannot be "20s"`,
		"set sla/target -5 --stage dev":                       `sla/target cannot be "-5": it takes a whole number from 1 to 100 (%), digits only`,
		"set --stage dev sla/target -20s":                     `sla/target cannot be "-20s": it takes`,
		"set sla/target --stage dev -- -5":                    `sla/target cannot be "-5": it takes`,
		"set sla/target 101 --stage dev --queue Sales":        `sla/target cannot be "101": it takes`,
		"set sla/variant connect --stage dev --queue Sales":   "sla/variant is set for all queues, never for one",
		"set screen-pop/budget 900 --stage dev --queue Sales": "screen-pop/budget is set for all queues, never for one",
		"set sla/tresold 20 --stage dev":                      "did you mean sla/threshold?",
		"set sla/tresold -5 --stage dev":                      "did you mean sla/threshold?",
		"set wrap-up/copy-to -a --stage dev":                  "unknown shorthand flag: 'a' in -a: give a value that begins with - last, and -- before it",
		"set sla/target 85 -5 --stage dev":                    "unknown shorthand flag: '5' in -5",
		"set sla/target --qeue Sales":                         "unknown flag: --qeue",
		"set sla/target 85 --stage dev":                       "set AWS_REGION",
		"set wrap-up/copy-to --stage dev -- -a":               "set AWS_REGION",
	} {
		if out, err := tieline(append([]string{"tune"}, strings.Fields(args)...)...); err == nil || !strings.Contains(err.Error(), want) || out != "" {
			t.Errorf("%s: %v, said\n%s", args, err, out)
		}
	}
}
