package salesforce_test

import (
	"encoding/json"
	"encoding/xml"
	"os"
	"strings"
	"testing"

	"tieline/shared/contact"
)

const source = "../../salesforce/force-app/main/default/"

// permitted returns what the integration user may edit of an object, as
// "Object.Field": what its permission set lists, and the required field, which no
// permission set may name (Metadata API guide, "PermissionSet").
func permitted(t *testing.T, object, required string) map[string]bool {
	t.Helper()
	body, err := os.ReadFile(source + "permissionsets/Tieline_Integration.permissionset-meta.xml")
	if err != nil {
		t.Fatal(err)
	}
	var set struct {
		Fields []struct {
			Field    string `xml:"field"`
			Editable bool   `xml:"editable"`
		} `xml:"fieldPermissions"`
	}
	if err := xml.Unmarshal(body, &set); err != nil {
		t.Fatal(err)
	}
	edit := map[string]bool{object + "." + required: true}
	for _, f := range set.Fields {
		if strings.HasPrefix(f.Field, object+".") {
			edit[f.Field] = f.Editable
		}
	}
	return edit
}

func TestWhatIsSentMayBeWrittenAndNothingElse(t *testing.T) {
	edit := permitted(t, "Tieline_Interaction__c", "Connect_Contact_Id__c")
	crm, sent := org(t, results(taken))
	crm.Upsert(t.Context(), []contact.Showing{handled()})
	_, body, _ := strings.Cut((*sent)[0], "\n")
	var call struct{ Records []map[string]any }
	if err := json.Unmarshal([]byte(body), &call); err != nil {
		t.Fatal(err)
	}
	for key := range call.Records[0] {
		// a link by external id is written to the lookup's own field
		field := "Tieline_Interaction__c." + strings.Replace(key, "__r", "__c", 1)
		if key != "attributes" && !edit[field] {
			t.Errorf("%s is sent, but the integration user may not edit it", field)
		}
		delete(edit, field)
	}
	for field, may := range edit {
		if may {
			t.Errorf("the integration user may edit %s, which is never sent", field)
		}
	}
}
