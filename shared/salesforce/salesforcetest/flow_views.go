package salesforcetest

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"tieline/shared/salesforce/salesforcetest/flows"
)

// flowView shows the flows to queries ("FlowDefinitionView", Object Reference, of
// which this is a small part). Nobody writes it. Which right it takes to see it is
// not said there: Hide it for a user without.
func flowView() *object {
	o := standard("FlowDefinitionView", "Flow Definition Views", "300", false,
		text("ApiName", "API Name", 255), text("Label", "Label", 255), text("ActiveVersionId", "Active Version ID", 255),
		text("LatestVersionId", "Latest Version ID", 255), &field{name: "IsActive", label: "Is Active", kind: kindCheckbox, initial: false})
	o.setting, o.titled = true, "ApiName"
	return o
}

// loadFlowViews shows all flows of the source, active or not.
func (s *Schema) loadFlowViews(source fs.FS) error {
	view := flowView()
	view.arrange()
	s.objects = append(s.objects, view)
	return eachFile(source, "flows", func(file string) error {
		var f struct {
			Label  string `xml:"label"`
			Status string `xml:"status"`
		}
		if err := readXML(source, path.Join("flows", file), &f); err != nil {
			return err
		}
		name, _, _ := strings.Cut(file, ".")
		version := newID("301", len(s.deployed)+1)
		row := map[string]any{"ApiName": name, "Label": f.Label, "LatestVersionId": version}
		if f.Status == "Active" {
			row["ActiveVersionId"], row["IsActive"] = version, true
		}
		s.deployed = append(s.deployed, deployed{view.name, row})
		return nil
	})
}

// Deactivate stops a flow, as an admin does in Setup, and as a deploy to production
// leaves it unless the org's setting says otherwise ("Deploy Processes and Flows as
// Active", Salesforce Help). It panics if no flow has this name.
func (o *Org) Deactivate(flow string) {
	o.viewed(flow, func(row Record) {
		delete(row, "ActiveVersionId")
		row["IsActive"] = false
		for of, by := range o.store.auto.flows {
			for trigger, all := range by {
				o.store.auto.flows[of][trigger] = slices.DeleteFunc(slices.Clone(all), func(f *flows.Flow) bool { return f.Name == flow })
			}
		}
	})
}

// Revise gives a flow a version that is newer than the active one and does nothing
// yet, as a deploy to production leaves a flow that was there before. It panics if no
// flow has this name.
func (o *Org) Revise(flow string) {
	o.viewed(flow, func(row Record) {
		row["LatestVersionId"], row["IsActive"] = newID("301", len(o.store.schema.deployed)+1), false
	})
}

func (o *Org) viewed(flow string, change func(Record)) {
	o.lock()
	defer o.unlock()
	if view := o.store.schema.object("FlowDefinitionView"); view != nil {
		for _, row := range o.store.all(view) {
			if row["ApiName"] == flow {
				change(row)
				o.store.put(row["Id"].(string), row)
				return
			}
		}
	}
	panic("no flow is called " + flow)
}
