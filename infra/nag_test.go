package main

import (
	"testing"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdklabs/cdk-nag-go/cdknag/v2"
)

// finding is a line of cdk-nag's report, or a finding that was accepted.
type finding struct {
	Rule       string `json:"ruleId"`
	ID         string // the rule, where the finding is accepted
	Resource   string `json:"resourceId"`
	Compliance string
	Info       string `json:"ruleInfo"`
	Exception  string `json:"exceptionReason"`
	Reason     string
}

// inspect has cdk-nag report on the app when it is synthesised.
func inspect(root awscdk.App) {
	awscdk.Aspects_Of(root).Add(cdknag.NewAwsSolutionsChecks(&cdknag.NagPackProps{
		Reports:       jsii.Bool(true),
		ReportFormats: &[]cdknag.NagReportFormat{cdknag.NagReportFormat_JSON},
	}), nil)
}

func TestNagFindsNothingThatWasNotAccepted(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		if len(d.findings) == 0 {
			t.Fatal("cdk-nag did not look")
		}
		for _, f := range d.findings {
			if f.Compliance != "Compliant" && f.Compliance != "Suppressed" {
				t.Errorf("%s %s %s: %s", f.Compliance, f.Rule, f.Resource, f.Info)
			}
		}
	})
}

func TestNothingIsAcceptedThatIsNotFoundAnyMore(t *testing.T) {
	type accepted struct{ rule, reason string }
	eachStage(t, func(t *testing.T, d deployment) {
		found := map[accepted]bool{}
		for _, f := range d.findings {
			if f.Compliance == "Suppressed" {
				found[accepted{f.Rule, f.Exception}] = true
			}
		}
		for _, r := range d.resources {
			for _, a := range r.Metadata.Nag.Accepted {
				if !found[accepted{a.ID, a.Reason}] {
					t.Errorf("%s: nobody finds %s any more", r.ID, a.ID)
				}
			}
		}
	})
}
