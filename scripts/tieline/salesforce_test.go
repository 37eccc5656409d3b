package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const stages = `{"context": {"stages": {
	"prod": {"account": "999988887777", "region": "eu-west-2", "salesforceUrl": "https://harbour.my.salesforce.com", "connectUrl": ""},
	"dev": {"account": "111122223333", "region": "eu-west-2", "salesforceUrl": "https://example--dev.sandbox.my.salesforce.com"}}}}`

// inCheckout goes to a repository with stages and the shipped bar.
func inCheckout(t *testing.T) {
	t.Helper()
	bar, err := os.ReadFile(filepath.Join("..", "..", shippedBar))
	if err != nil {
		t.Fatal(err)
	}
	certificate, err := os.ReadFile("../render/testdata/tieline.crt")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	for file, text := range map[string]string{"cdk.json": stages, ".gitignore": "/salesforce/rendered/\n", shippedBar: string(bar), "tieline.crt": string(certificate)} {
		if err := os.MkdirAll(filepath.Dir(file), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if out, err := exec.CommandContext(t.Context(), "git", "init", "--quiet").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
}

func renderOrg(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var said bytes.Buffer
	cmd := salesforceCommand()
	cmd.SilenceErrors, cmd.SilenceUsage = true, true
	cmd.SetOut(&said)
	cmd.SetArgs(append([]string{"render"}, args...))
	err := cmd.Execute()
	return said.String(), err
}

const credentialFile = "salesforce/rendered/harbour/main/default/namedCredentials/Tieline_AWS.namedCredential-meta.xml"

func TestAnOrgIsRenderedFromItsStage(t *testing.T) {
	inCheckout(t)
	out, err := renderOrg(t, "--org", "harbour", "--stage", "prod", "--relay", "create", "--certificate", "tieline.crt", "--contact-email", "desk@harbour.test",
		"--connect-url", "https://harbour.my.connect.aws", "--utility-bar", "--change-events", "Contact,Lead")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(credentialFile)
	if err != nil || !strings.Contains(string(text), "<endpoint>arn:aws:EU-WEST-2:999988887777</endpoint>") {
		t.Errorf("%v: %s", err, text)
	}
	for _, want := range []string{"eventRelays/Tieline.eventRelay-meta.xml\n", "not rendered:\n  no relay of change events", "next, in this order:\n1. ", "--secret-id tieline-prod-salesforce"} {
		if !strings.Contains(out, want) {
			t.Errorf("it does not say %q:\n%s", want, out)
		}
	}
	if _, err := renderOrg(t, "--org", "harbour", "--stage", "prod"); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat("salesforce/rendered/harbour/main/default/eventRelays"); err == nil {
		t.Error("the relay still lies there, and would be stopped")
	}
}

func TestAChannelCanDoWithoutWrapUps(t *testing.T) {
	inCheckout(t)
	const members = "salesforce/rendered/harbour/main/default/platformEventChannelMembers/Tieline_chn_Tieline_"
	for args, want := range map[string][]string{"": {"Caller_Changed_e", "Heartbeat_e", "Wrap_Up_e"}, "--without-wrap-ups": {"Caller_Changed_e", "Heartbeat_e"}} {
		out, err := renderOrg(t, append([]string{"--org", "harbour", "--stage", "prod"}, strings.Fields(args)...)...)
		if err != nil {
			t.Fatal(err)
		}
		files, err := filepath.Glob(members + "*")
		for n := range files {
			files[n] = strings.TrimSuffix(strings.TrimPrefix(files[n], members), ".platformEventChannelMember-meta.xml")
		}
		if err != nil || !slices.Equal(files, want) {
			t.Errorf("%q: the channel has %q, %v", args, files, err)
		}
		if without := args != ""; strings.Contains(out, "no wrap-ups in the channel") != without || strings.Contains(out, "DeveloperName=Tieline_chn_Tieline_Wrap_Up_e") != without {
			t.Errorf("%q: it says\n%s", args, out)
		}
	}
}

func TestFlagsWinOverTheStage(t *testing.T) {
	inCheckout(t)
	const given = "--account 999988887776 --region us-east-1 --salesforce-url https://harbour.my.salesforce.com"
	out, err := renderOrg(t, append([]string{"--org", "harbour", "--stage", "dev", "--relay", "create"}, strings.Fields(given)...)...)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out, "--stage dev --into salesforce/rendered "+given+"\n") {
		t.Errorf("to render again, it says\n%s", out)
	}
	if text, err := os.ReadFile(credentialFile); err != nil || !strings.Contains(string(text), "arn:aws:US-EAST-1:999988887776") {
		t.Errorf("%v: %s", err, text)
	}
}

func TestNothingIsRenderedWithAFault(t *testing.T) {
	for name, one := range map[string]struct {
		args []string
		says []string
	}{
		"examples":         {[]string{"--org", "harbour", "--stage", "dev"}, []string{`"111122223333" is an example`, "--dev.sandbox.my.salesforce.com\" is an example"}},
		"no such stage":    {[]string{"--org", "harbour", "--stage", "test"}, []string{`no stage "test"`, "--account"}},
		"no such file":     {[]string{"--org", "harbour", "--stage", "prod", "--certificate", "gone.crt"}, []string{`"gone.crt" cannot be read`}},
		"a file of no use": {[]string{"--org", "harbour", "--stage", "prod", "--certificate", "cdk.json", "--region", "x"}, []string{"--certificate: must be one", "--contact-email", "--region"}},
		"no stage":         {[]string{"--org", "harbour"}, []string{`"stage" not set`}},
		"kept by git":      {[]string{"--org", "harbour", "--stage", "prod", "--into", "salesforce"}, []string{"is not ignored by git"}},
	} {
		t.Run(name, func(t *testing.T) {
			inCheckout(t)
			_, err := renderOrg(t, one.args...)
			for _, want := range one.says {
				if err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("it does not say %q: %v", want, err)
				}
			}
			if _, err := os.Stat("salesforce/rendered"); err == nil {
				t.Error("something was rendered")
			}
		})
	}
}

func TestABarIsFilledOnlyInTheCheckout(t *testing.T) {
	inCheckout(t)
	if err := os.Remove(shippedBar); err != nil {
		t.Fatal(err)
	}
	if _, err := renderOrg(t, "--org", "harbour", "--stage", "prod", "--connect-url", "https://harbour.my.connect.aws", "--utility-bar"); err == nil || !strings.Contains(err.Error(), "go to the checkout") {
		t.Error(err)
	}
}
