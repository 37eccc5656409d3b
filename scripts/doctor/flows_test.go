package doctor_test

import (
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tieline/scripts/doctor"
	"tieline/shared/fault"
	"tieline/shared/salesforce"
)

// A command line that stands alone has no checkout to read the names from.
func TestTheFlowsAreThoseOfTheSource(t *testing.T) {
	files, err := filepath.Glob("../../salesforce/force-app/main/default/flows/*.flow-meta.xml")
	if err != nil || len(files) == 0 {
		t.Fatal("no flows", err)
	}
	var shipped []string
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var flow struct {
			Status string `xml:"status"`
		}
		if err := xml.Unmarshal(text, &flow); err != nil {
			t.Fatal(err)
		}
		if name, _, _ := strings.Cut(filepath.Base(file), "."); flow.Status == "Active" {
			shipped = append(shipped, name)
		}
	}
	slices.Sort(shipped)
	if !slices.Equal(shipped, doctor.Shipped) {
		t.Errorf("the source has %q, the doctor looks for %q", shipped, doctor.Shipped)
	}
}

func TestFlows(t *testing.T) {
	const created, opened = "Tieline_Account_Created", "Tieline_Alert_Opened"
	all := len(doctor.Shipped)
	flows := func(o *org, inactive ...string) doctor.Check { return doctor.Flows(o, inactive) }
	idle, old := salesforce.Flow{Name: created}, salesforce.Flow{Name: opened, Active: true}
	want(t, flows(&org{flows: active()}), doctor.OK, fmt.Sprintf("%d flows active", all))
	want(t, flows(&org{flows: append(active(created), idle)}), doctor.Wrong, "not active: "+created, "Process Automation Settings", "75 %")
	want(t, flows(&org{flows: append(active(opened), old)}), doctor.Wrong, "active in an older version: "+opened, "Deploy processes and flows as active")
	want(t, flows(&org{flows: active(created, opened)}), doctor.Wrong, "not there: "+created+", "+opened, "Deploy salesforce/force-app")
	want(t, flows(&org{flows: append(active(created), idle)}, created), doctor.OK, fmt.Sprintf("%d flows active in their newest version, 1 inactive on purpose", all-1))
	want(t, flows(&org{flows: active(created)}, created), doctor.OK, "1 inactive on purpose")
	want(t, flows(&org{flows: active()}, created), doctor.Wrong, "active, though to be inactive: "+created, "Deactivate")
	want(t, flows(&org{}), doctor.Unknown, fmt.Sprintf("shows none of the %d flows", all), "may not see flows", "75 %")
	want(t, flows(&org{err: down}), doctor.Unknown, "503")
	want(t, flows(&org{err: fault.Errorf(fault.Unauthorized, "refused")}), doctor.Unknown, "refused")
}
