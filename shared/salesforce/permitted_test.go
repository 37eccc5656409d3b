package salesforce_test

import (
	"encoding/json"
	"encoding/xml"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"tieline/shared/contact"
)

const source = "../../salesforce/force-app/main/default/"

// permitted returns what the integration user may read and edit, as
// "Object.Field": what its permission set lists, and required fields, which no
// permission set may name (Metadata API guide, "PermissionSet").
func permitted(t *testing.T) (read, edit map[string]bool) {
	t.Helper()
	body, err := os.ReadFile(source + "permissionsets/Tieline_Integration.permissionset-meta.xml")
	if err != nil {
		t.Fatal(err)
	}
	var set struct {
		Fields []struct {
			Field    string `xml:"field"`
			Readable bool   `xml:"readable"`
			Editable bool   `xml:"editable"`
		} `xml:"fieldPermissions"`
	}
	if err := xml.Unmarshal(body, &set); err != nil {
		t.Fatal(err)
	}
	read, edit = map[string]bool{}, map[string]bool{"Tieline_Interaction__c.Connect_Contact_Id__c": true}
	for _, f := range set.Fields {
		read[f.Field], edit[f.Field] = f.Readable, f.Editable
	}
	return read, edit
}

func TestWhatIsSentMayBeWrittenAndNothingElse(t *testing.T) {
	_, edit := permitted(t)
	crm, sent := org(t, results(taken))
	crm.Upsert(t.Context(), []contact.Item{answered()})
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

// free lists the fields that are searched and need no permission: ids, and
// those that Salesforce requires.
var free = map[string]bool{"Id": true, "Name": true, "Company": true, "IsConverted": true}

func TestWhatIsSearchedMayBeRead(t *testing.T) {
	read, _ := permitted(t)
	crm, sent := org(t, answer{200, `{"searchRecords":[]}`})
	if _, err := crm.Search(t.Context(), []string{"Contact", "Lead", "Account"}, []string{"4155550100"}, 5); err != nil {
		t.Fatal(err)
	}
	line, _, _ := strings.Cut((*sent)[0], "\n")
	asked, err := url.QueryUnescape(line)
	if err != nil {
		t.Fatal(err)
	}
	objects := regexp.MustCompile(`(Contact|Lead|Account)\(([^)]*)\)`).FindAllStringSubmatch(asked, -1)
	if len(objects) != 3 {
		t.Fatalf("asked %s", asked)
	}
	for _, o := range objects {
		fields, _, _ := strings.Cut(o[2], " LIMIT ")
		fields, _, _ = strings.Cut(fields, " WHERE ")
		for field := range strings.SplitSeq(fields, ", ") {
			if !free[field] && field != "Account.Name" && !read[o[1]+"."+field] {
				t.Errorf("%s.%s is asked for, but the integration user may not read it", o[1], field)
			}
		}
	}
}
