package main

import (
	"encoding/json"
	"fmt"
	"os"
)

// maxCertificate is more than any certificate has, so that a wrong file is not read whole.
const maxCertificate = 64 << 10

// read adds to the flags what stands in files, and returns what is wrong with those.
func (f *renderFlags) read() (faults []string) {
	o := &f.org
	for _, one := range []struct {
		flag, file string
		into       *[]byte
	}{{"--certificate", f.certificate, &o.Certificate}, {"--voice-certificate", f.voiceCertificate, &o.VoiceCertificate}} {
		if one.file == "" {
			continue
		}
		text, err := os.ReadFile(one.file)
		if err != nil || len(text) == 0 || len(text) > maxCertificate {
			faults = append(faults, fmt.Sprintf("%s: %q cannot be read as a certificate", one.flag, one.file))
			text = nil
		}
		*one.into = text
	}
	if f.utilityBar {
		text, err := os.ReadFile(shippedBar)
		if err != nil {
			faults = append(faults, "--utility-bar: go to the checkout, which has "+shippedBar)
		}
		o.UtilityBar = string(text)
	}
	if fault := f.ofStage(); fault != "" {
		faults = append(faults, fault)
	}
	return faults
}

// ofStage takes from cdk.json what no flag says.
func (f *renderFlags) ofStage() (fault string) {
	o := &f.org
	for _, one := range [][2]string{{"account", o.Account}, {"region", o.Region}, {"salesforce-url", o.SalesforceURL}} {
		if one[1] != "" {
			o.Given += " --" + one[0] + " " + one[1]
		}
	}
	if o.Account != "" && o.Region != "" && o.SalesforceURL != "" {
		return ""
	}
	var file struct {
		Context struct {
			Stages map[string]struct{ Account, Region, SalesforceURL string }
		}
	}
	text, err := os.ReadFile("cdk.json")
	if err == nil {
		err = json.Unmarshal(text, &file)
	}
	if err != nil {
		return "--stage: go to the folder with the stage's cdk.json, or give --account, --region and --salesforce-url: " + err.Error()
	}
	stage, there := file.Context.Stages[o.Stage]
	if !there {
		return fmt.Sprintf("--stage: cdk.json has no stage %q", o.Stage)
	}
	for _, one := range []struct {
		into  *string
		value string
	}{{&o.Account, stage.Account}, {&o.Region, stage.Region}, {&o.SalesforceURL, stage.SalesforceURL}} {
		if *one.into == "" {
			*one.into = one.value
		}
	}
	return ""
}
