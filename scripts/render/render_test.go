package render

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

func certificate(t *testing.T) []byte {
	t.Helper()
	text, err := os.ReadFile("testdata/tieline.crt")
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func bar(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../salesforce/first-install/main/default/flexipages/Tieline_Utility_Bar.flexipage-meta.xml")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// least is an org with nothing wished for.
func least() Org {
	return Org{Name: "harbour", Stage: "prod", Account: "999988887777", Region: "eu-west-2", SalesforceURL: "https://harbour.my.salesforce.com"}
}

// whole is one with everything: what opencti renders is there beside voice's.
func whole(t *testing.T) Org {
	o := least()
	o.Certificate, o.ContactEmail = certificate(t), "o'neil&co@harbour.test"
	o.ConnectURL, o.LoginURL, o.UtilityBar = "https://harbour.my.connect.aws/ccp-v2/", "https://login.harbour.test/saml?a=1&b=2", bar(t)
	o.ChangeEvents, o.Relays = []string{"Contact", "Lead", "Account"}, []string{RelayEvents, RelayChanges}
	o.CallCenter = CallCenter{Route: OpenCTI, AdapterURL: "/apex/Softphone"}
	return o
}

// busy is one with more wrap-ups than the org delivers.
func busy() Org {
	o := least()
	o.WithoutWrapUps, o.Relays = true, []string{RelayEvents}
	return o
}

func voice(t *testing.T) Org {
	o := least()
	o.CallCenter = CallCenter{Route: Voice, VendorInfo: "c__Harbour", VoiceCertificate: certificate(t)}
	return o
}

func TestFilesAreThoseOfTheGolden(t *testing.T) {
	for name, o := range map[string]Org{"least": least(), "whole": whole(t), "voice": voice(t), "busy": busy()} {
		t.Run(name, func(t *testing.T) {
			if faults := o.Faults(); len(faults) > 0 {
				t.Fatal(faults)
			}
			files := append(o.Files(), File{"next.txt", o.Next("salesforce/rendered/harbour")}, File{"rest.txt", strings.Join(o.Rest(), "\n") + "\n"})
			folder := filepath.Join("testdata", name)
			if *update {
				golden(t, folder, files)
			}
			compare(t, folder, files)
		})
	}
}

func golden(t *testing.T, folder string, files []File) {
	t.Helper()
	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		path := filepath.Join(folder, f.Path)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(f.Text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func compare(t *testing.T, folder string, files []File) {
	t.Helper()
	var rendered []string
	for _, f := range files {
		rendered = append(rendered, f.Path)
		want, err := os.ReadFile(filepath.Join(folder, f.Path))
		if err != nil || string(want) != f.Text {
			t.Errorf("%s (%v) is not the golden one:\n%s", f.Path, err, f.Text)
		}
	}
	for _, path := range below(t, folder) {
		if !slices.Contains(rendered, path) {
			t.Errorf("%s is in the golden folder, and was not rendered", path)
		}
	}
}

func below(t *testing.T, folder string) (paths []string) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		path, err = filepath.Rel(folder, path)
		paths = append(paths, filepath.ToSlash(path))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

func TestNoRelayLiesThereUnlessItIsMade(t *testing.T) {
	for _, relays := range [][]string{nil, {RelayEvents}, {RelayChanges}, {RelayEvents, RelayChanges}} {
		o := whole(t)
		o.Relays = relays
		var stopped []string
		for _, f := range o.Files() {
			if strings.Contains(f.Text, "<state>") {
				stopped = append(stopped, filepath.Base(f.Path))
			}
		}
		var want []string
		for _, r := range relays {
			want = append(want, map[string]string{RelayEvents: "Tieline", RelayChanges: "Tieline_Changes"}[r]+".eventRelay-meta.xml")
		}
		if !slices.Equal(stopped, want) {
			t.Errorf("%q: relays with a state: %q", relays, stopped)
		}
	}
}

func TestAChannelHoldsOneKindOfEvents(t *testing.T) {
	for _, f := range whole(t).Files() {
		if !strings.Contains(f.Path, "platformEventChannelMembers/") {
			continue
		}
		changes := strings.Contains(f.Text, "Tieline_Changes__chn")
		if changes != strings.Contains(f.Text, "ChangeEvent<") || changes == strings.Contains(f.Text, "__e<") {
			t.Errorf("%s: a member of the wrong channel:\n%s", f.Path, f.Text)
		}
	}
}

// The event that one adds to force-app and forgets here would reach nobody.
func TestEventsAreThoseThatThereAre(t *testing.T) {
	folders, err := filepath.Glob("../../salesforce/force-app/main/default/objects/*__e")
	if err != nil || len(folders) == 0 {
		t.Fatal(folders, err)
	}
	for n := range folders {
		folders[n] = filepath.Base(folders[n])
	}
	if !slices.Equal(folders, Events) {
		t.Errorf("events in force-app are %q, those of the channel %q", folders, Events)
	}
}

func TestPanelsHaveTwoFormsOfAddress(t *testing.T) {
	for given, want := range map[string]string{
		"https://harbour.my.connect.aws":             "https://harbour.my.connect.aws/ccp-v2/",
		"https://harbour.my.connect.aws/ccp-v2/":     "https://harbour.my.connect.aws/ccp-v2/",
		"https://harbour.awsapps.com/connect/ccp-v2": "https://harbour.awsapps.com/connect/ccp-v2/",
	} {
		if !instance.MatchString(given) || panelURL(given) != want {
			t.Errorf("%s: %s", given, panelURL(given))
		}
	}
}

func TestTheOrgsPagesAreOfItsOwnHost(t *testing.T) {
	o := least()
	o.SalesforceURL = "https://harbour--dev.sandbox.my.salesforce.com/"
	if got := o.LightningOrigin(); got != "https://harbour--dev.sandbox.lightning.force.com" {
		t.Error(got)
	}
}
