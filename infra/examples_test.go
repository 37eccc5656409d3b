package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tieline/shared/names"
)

// chosen puts real-looking values in place of the examples of stage prod.
func chosen() map[string]any {
	instance := "arn:aws:connect:eu-west-2:210987654321:instance/1f3b6c0e-8d2a-4c7b-9e55-0a1b2c3d4e5f"
	return map[string]any{
		"account": "210987654321", "connectInstances": instance, "inboundQueues": instance + "/queue/5d9e2a71-3c44-4f0b-8a6e-7b8c9d0e1f2a",
		"salesforceUrl": "https://acme.my.salesforce.com", "alarmEmail": "alarms@acme.org",
	}
}

func TestEveryExampleValueIsNamedAtOnce(t *testing.T) {
	for name, want := range map[string][]string{
		"local": nil,
		"prod":  {"account", "alarmEmail", "connectInstances", "inboundQueues", "salesforceUrl"},
	} {
		stage, err := read(t, name, nil)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, example := range stage.Examples {
			key, _, _ := strings.Cut(example, " ")
			got = append(got, key)
		}
		if !slices.Equal(got, want) {
			t.Errorf("stage %s: examples are %v, want %v", name, got, want)
		}
	}
}

func TestAStageWithValuesOfItsOwnHasNoExamples(t *testing.T) {
	if stage, err := read(t, "prod", chosen()); err != nil || stage.Examples != nil {
		t.Errorf("got %v, %v", stage.Examples, err)
	}
	for key, value := range chosen() {
		over := chosen()
		delete(over, key)
		// What is missing is an example, or contradicts the others.
		if stage, err := read(t, "prod", over); err == nil && len(stage.Examples) == 0 {
			t.Errorf("without %s=%s the stage could be deployed", key, value)
		}
	}
}

// TestTheCDKRefusesToDeployExampleValues asks the CLI itself, on what was
// synthesised, as somebody would who goes past make. It has no credentials, so
// that it could not deploy anything: it must refuse before it asks for some.
func TestTheCDKRefusesToDeployExampleValues(t *testing.T) {
	cli, err := filepath.Abs("node_modules/.bin/cdk")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(cli); err != nil {
		t.Skip("NOT TESTED, as the CDK's CLI is not installed: make infra/node_modules")
	}
	for _, c := range []struct{ stage, command string }{
		{"local", "deploy --all"},
		{"prod", "deploy --all"},
		{"prod", "deploy --exclusively " + names.Stack("prod", names.AppStack)},
		{"prod", "diff"},
	} {
		eachStage(t, func(t *testing.T, d deployment) {
			if d.Name != c.stage {
				return
			}
			said, err := asked(cli, d.out, c.command)
			if err == nil {
				t.Fatalf("cdk %s went through", c.command)
			}
			for _, example := range d.Examples {
				if !strings.Contains(said, example) {
					t.Errorf("cdk %s does not name %s: %s", c.command, example, said)
				}
			}
			if wants := strings.Contains(said, "no credentials have been configured"); wants != (d.Examples == nil) {
				t.Errorf("cdk %s with %d examples says: %s", c.command, len(d.Examples), said)
			}
		})
	}
}

// asked returns what the CLI says to a command about an assembly. It stands in
// the assembly's folder, away from cdk.json.
func asked(cli, assembly, command string) (string, error) {
	c := exec.Command(cli, append(strings.Fields(command), "--app", assembly)...)
	c.Dir = assembly
	c.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME"), "AWS_EC2_METADATA_DISABLED=true", "CDK_DISABLE_CLI_TELEMETRY=true"}
	said, err := c.CombinedOutput()
	return string(said), err
}
