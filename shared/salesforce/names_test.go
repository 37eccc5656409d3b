package salesforce_test

import (
	"encoding/xml"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// metadata are the names that we ship: fields by object, and whether one is computed.
type metadata map[string]map[string]bool

func shipped(t *testing.T) metadata {
	t.Helper()
	files, err := filepath.Glob(source + "objects/*/fields/*.field-meta.xml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no metadata: %v", err)
	}
	all := metadata{}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var field struct {
			FullName string `xml:"fullName"`
			Formula  string `xml:"formula"`
		}
		if err := xml.Unmarshal(body, &field); err != nil {
			t.Fatal(err)
		}
		object := filepath.Base(filepath.Dir(filepath.Dir(file)))
		if all[object] == nil {
			all[object] = map[string]bool{}
		}
		all[object][field.FullName] = field.Formula != ""
	}
	return all
}

// ours are custom names.
var ours = regexp.MustCompile(`\b[A-Za-z][A-Za-z0-9_]*?__(?:c|e|r|mdt)\b`)

// examples are names that Go may speak of and no metadata has: an admin's own, in
// words that tell what a parameter may be.
var examples = map[string]bool{"Tier__c": true}

// written are the structs that are sent, and the object of each.
var written = map[string]string{
	"shared/salesforce.record":       "Tieline_Interaction__c",
	"shared/salesforce.alertRecord":  "Tieline_Alert__c",
	"shared/salesforce.healthRecord": "Tieline_Health__c",
}

// sends are the fields that each struct sends, by its object.
func (s speech) sends() map[string]map[string]bool {
	all := map[string]map[string]bool{}
	for _, p := range s.places {
		if object := written[p.key]; object != "" {
			all[object] = map[string]bool{}
			for _, w := range p.words {
				all[object][strings.Replace(w, "__r", "__c", 1)] = true
			}
		}
	}
	return all
}

// required are the keys, which no permission set may name.
var required = map[string]string{"Tieline_Interaction__c": "Connect_Contact_Id__c", "Tieline_Alert__c": "Transition_Key__c", "Tieline_Health__c": "Period_Key__c"}

// misfits compares what is sent with the metadata, object by object, both ways: what
// the permission set lets our user edit is ours, all else is Salesforce's.
func misfits(sent map[string]map[string]bool, m metadata, edit func(object string) map[string]bool) (found []string) {
	for object, fields := range m {
		if !strings.HasSuffix(object, "__c") {
			continue
		}
		key, may := required[object], edit(object)
		if key == "" && !alone[object] {
			found = append(found, "nobody compares "+object)
		}
		for field := range sent[object] {
			if _, is := fields[field]; !is {
				found = append(found, object+" has no "+field)
			}
		}
		for field, computed := range fields {
			mine := (may[object+"."+field] || field == key) && !computed
			switch {
			case mine && !sent[object][field]:
				found = append(found, object+"."+field+" is ours, and nobody sends it")
			case !mine && sent[object][field]:
				found = append(found, object+"."+field+" is Salesforce's, and is sent")
			}
		}
	}
	return sorted(found)
}

// heard is our own Go, as it is.
func heard(t *testing.T) speech {
	t.Helper()
	mine, err := ourCode()
	if err != nil {
		t.Fatal(err)
	}
	return listen(check(mine))
}

func editable(t *testing.T) func(object string) map[string]bool {
	return func(object string) map[string]bool { return permitted(t, object, required[object]) }
}

func TestEveryNameInGoIsInTheMetadataAndTheOtherWayRound(t *testing.T) {
	m, s := shipped(t), heard(t)
	for _, found := range [][]string{s.misplaced(m), misfits(s.sends(), m, editable(t)), s.unread(m)} {
		for _, f := range found {
			t.Error(f)
		}
	}
	for object := range alone {
		if m[object] == nil {
			t.Errorf("%s is Salesforce's alone, and is not there", object)
		}
	}
	if sent := s.sends(); len(sent) != len(written) || len(required) != len(written) {
		t.Errorf("of %d objects it is known what is sent", len(sent))
	}
}
