package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// faulty is a flow whose function has no error branch and waits too long.
const faulty = `{"Version":"2019","StartAction":"ask","Actions":[{"Identifier":"ask","Type":"InvokeLambdaFunction","Parameters":{
	"LambdaFunctionARN":"${ScreenPopArn}","InvocationTimeLimitSeconds":"9"},"Transitions":{"NextAction":"bye"}},
	{"Identifier":"bye","Type":"DisconnectParticipant","Transitions":{}}]}`

func lint(t *testing.T, args ...string) (out string, err error) {
	t.Helper()
	var said bytes.Buffer
	cmd := flowCommand()
	cmd.SilenceErrors, cmd.SilenceUsage = true, true
	cmd.SetOut(&said)
	cmd.SetArgs(append([]string{"lint"}, args...))
	err = cmd.Execute()
	return said.String(), err
}

func write(t *testing.T, content string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "flow.json")
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestShippedFlowsAreFine(t *testing.T) {
	files, err := filepath.Glob("../../infra/flows/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("%q, %v", files, err)
	}
	out, err := lint(t, files...)
	if err != nil || strings.Count(out, "\n") != len(files) {
		t.Errorf("said %q, %v", out, err)
	}
	for _, file := range files {
		if !strings.Contains(out, "ok "+file+": ") {
			t.Errorf("%s is not fine", file)
		}
	}
}

func TestHelpNamesEveryCommand(t *testing.T) {
	root := command()
	for _, c := range root.Commands() {
		if !strings.Contains(root.Long, `"`+c.Name()) {
			t.Errorf("it says nothing of %s", c.Name())
		}
	}
}

func TestFindingsAreSaidLineByLine(t *testing.T) {
	file := write(t, faulty)
	out, err := lint(t, file)
	if err == nil || err.Error() != "findings: 3" {
		t.Errorf("ended with %v", err)
	}
	want := file + `: is of version "2019", and Connect knows only 2019-10-30
` + file + `: ask: has no error branch: the contact ends if the function fails
` + file + `: ask: has a time limit of 9 s, and Connect takes 1 to 8
`
	if out != want {
		t.Errorf("said\n%swant\n%s", out, want)
	}
}

func TestOnlyAllowedFunctionsAreCalled(t *testing.T) {
	file := write(t, strings.NewReplacer("${ScreenPopArn}", "arn:a").Replace(faulty))
	for function, calls := range map[string]bool{"arn:a": true, "arn:b": false} {
		if out, _ := lint(t, file, "--function", "arn:c", "--function", function); calls == strings.Contains(out, "none of the functions allowed") {
			t.Errorf("allowed %s: said %q", function, out)
		}
	}
}

func TestWhatCannotBeReadDoesNotHideTheRest(t *testing.T) {
	bad, good := write(t, "{}"), "../../infra/flows/inbound.json"
	out, err := lint(t, "gone.json", bad, good)
	if err == nil || !strings.Contains(err.Error(), "gone.json") || !strings.Contains(err.Error(), bad+": no flow") || !strings.HasPrefix(out, "ok "+good) {
		t.Errorf("said %q, %v", out, err)
	}
	if _, err := lint(t); err == nil {
		t.Error("no file is an error")
	}
}
