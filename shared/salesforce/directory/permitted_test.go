package directory_test

import (
	"encoding/xml"
	"os"
	"regexp"
	"strings"
	"testing"

	"tieline/shared/caller"
)

// readable returns what the integration user's permission set lets it read, as
// "Object.Field".
func readable(t *testing.T) map[string]bool {
	t.Helper()
	body, err := os.ReadFile("../../../salesforce/force-app/main/default/permissionsets/Tieline_Integration.permissionset-meta.xml")
	if err != nil {
		t.Fatal(err)
	}
	var set struct {
		Fields []struct {
			Field    string `xml:"field"`
			Readable bool   `xml:"readable"`
		} `xml:"fieldPermissions"`
	}
	if err := xml.Unmarshal(body, &set); err != nil {
		t.Fatal(err)
	}
	read := map[string]bool{}
	for _, f := range set.Fields {
		read[f.Field] = f.Readable
	}
	return read
}

// free lists the fields that are asked for and need no permission: ids, those
// that Salesforce requires, and its own.
var free = map[string]bool{"Id": true, "Name": true, "Company": true, "IsConverted": true, "LastModifiedDate": true}

var spec = regexp.MustCompile(`(Contact|Lead|Account)\(([^)]*)\)`)

func TestWhatIsSearchedMayBeRead(t *testing.T) {
	read := readable(t)
	for _, q := range []caller.Query{byNumber(defaults(), "4155550100"), byEmail(defaults(), "ann@example.com")} {
		d, all := asked(t, nobody)
		if _, err := d.Search(t.Context(), q); err != nil {
			t.Fatal(err)
		}
		objects := spec.FindAllStringSubmatch((*all)[0], -1)
		if len(objects) < 2 {
			t.Fatalf("asked %s", *all)
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
}
