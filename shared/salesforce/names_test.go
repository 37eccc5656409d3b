package salesforce_test

import (
	"encoding/xml"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
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

// knows reports whether anything bears a name; that of a link is its field's.
func (m metadata) knows(name string) bool {
	if link, is := strings.CutSuffix(name, "__r"); is {
		name = link + "__c"
	}
	if _, is := m[name]; is {
		return true
	}
	for _, fields := range m {
		if _, is := fields[name]; is {
			return true
		}
	}
	return false
}

// ours are custom names.
var ours = regexp.MustCompile(`\b[A-Za-z][A-Za-z0-9_]*?__(?:c|e|r|mdt)\b`)

// examples are names that Go may speak of and no metadata has: an admin's own, in
// words that tell what a parameter may be.
var examples = map[string]bool{"Tier__c": true}

// code is all that Go says of Salesforce: the words of its texts, by file. What only
// plays Salesforce or Connect, in folders that end in test, has any names.
func code(t *testing.T) map[string][]string {
	t.Helper()
	said := map[string][]string{}
	for _, root := range []string{"shared", "functions", "scripts", "events", "infra"} {
		err := filepath.WalkDir("../../"+root, func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && (d.Name() == "node_modules" || strings.HasSuffix(d.Name(), "test")):
				return fs.SkipDir
			case !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
				return nil
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if text, is := n.(*ast.BasicLit); is && text.Kind == token.STRING {
					said[path] = append(said[path], ours.FindAllString(text.Value, -1)...)
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return said
}

// strangers are the names in Go that the metadata does not have.
func strangers(said map[string][]string, m metadata) (found []string) {
	for file, words := range said {
		for _, name := range words {
			if !m.knows(name) && !examples[name] {
				found = append(found, file+" speaks of "+name)
			}
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// written are the structs of this package that are sent, and the object of each.
var written = map[string]string{"record": "Tieline_Interaction__c", "alertRecord": "Tieline_Alert__c", "healthRecord": "Tieline_Health__c"}

// sends are the fields that each struct sends, by its object.
func sends(t *testing.T) map[string]map[string]bool {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]map[string]bool{}
	for _, path := range files {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, is := n.(*ast.TypeSpec)
			if !is || written[spec.Name.Name] == "" {
				return true
			}
			if fields, is := spec.Type.(*ast.StructType); is {
				all[written[spec.Name.Name]] = tags(fields)
			}
			return false
		})
	}
	return all
}

func tags(s *ast.StructType) map[string]bool {
	all := map[string]bool{}
	for _, f := range s.Fields.List {
		if f.Tag == nil {
			continue
		}
		tag, _ := strconv.Unquote(f.Tag.Value)
		name, _, _ := strings.Cut(reflect.StructTag(tag).Get("json"), ",")
		if name != "attributes" {
			all[strings.Replace(name, "__r", "__c", 1)] = true
		}
	}
	return all
}

// required are the keys, which no permission set may name.
var required = map[string]string{"Tieline_Interaction__c": "Connect_Contact_Id__c", "Tieline_Alert__c": "Transition_Key__c", "Tieline_Health__c": "Period_Key__c"}

// misfits compares what is sent with the metadata, object by object, both ways: what
// the permission set lets our user edit is ours, all else is Salesforce's.
func misfits(sent map[string]map[string]bool, m metadata, edit func(object string) map[string]bool) (found []string) {
	for object, key := range required {
		may := edit(object)
		for field := range sent[object] {
			if _, is := m[object][field]; !is {
				found = append(found, object+" has no "+field)
			}
		}
		for field, computed := range m[object] {
			mine := (may[object+"."+field] || field == key) && !computed
			switch {
			case mine && !sent[object][field]:
				found = append(found, fmt.Sprintf("%s.%s is ours, and nobody sends it", object, field))
			case !mine && sent[object][field]:
				found = append(found, fmt.Sprintf("%s.%s is Salesforce's, and is sent", object, field))
			}
		}
	}
	slices.Sort(found)
	return found
}

// unsaid are the fields of our events of which Go says nothing.
func unsaid(said map[string][]string, m metadata) (found []string) {
	words := map[string]bool{}
	for _, all := range said {
		for _, name := range all {
			words[name] = true
		}
	}
	for object, fields := range m {
		if !strings.HasSuffix(object, "__e") {
			continue
		}
		for field := range fields {
			if !words[object] || !words[field] {
				found = append(found, object+"."+field)
			}
		}
	}
	slices.Sort(found)
	return found
}

func TestEveryNameInGoIsInTheMetadataAndTheOtherWayRound(t *testing.T) {
	m, said, sent := shipped(t), code(t), sends(t)
	edit := func(object string) map[string]bool { return permitted(t, object, required[object]) }
	for _, found := range [][]string{strangers(said, m), misfits(sent, m, edit), unsaid(said, m)} {
		for _, f := range found {
			t.Error(f)
		}
	}
	if len(sent) != len(written) || len(required) != len(written) {
		t.Errorf("of %d objects it is known what is sent", len(sent))
	}
	for object := range m {
		if _, is := required[object]; !is && strings.HasSuffix(object, "__c") {
			t.Errorf("nobody compares %s", object)
		}
	}
}

// Each name is missed once: taken out of the metadata, and put in.
func TestANameThatIsMissingIsFound(t *testing.T) {
	said, sent := code(t), sends(t)
	edit := func(object string) map[string]bool { return permitted(t, object, required[object]) }
	for object, fields := range shipped(t) {
		for field := range fields {
			if strings.HasSuffix(object, "__c") && sent[object][field] {
				if broken := less(shipped(t), object, field); len(misfits(sent, broken, edit)) != 1 {
					t.Errorf("without %s.%s: %v", object, field, misfits(sent, broken, edit))
				}
			}
		}
	}
	m := shipped(t)
	m["Tieline_Health__c"]["Parked_Too__c"], m["Tieline_Wrap_Up__e"]["Nobody_Says__c"] = false, false
	also := func(object string) map[string]bool {
		all := maps.Clone(edit(object))
		all["Tieline_Health__c.Parked_Too__c"] = true
		return all
	}
	if a, b := misfits(sent, m, also), unsaid(said, m); len(a) != 1 || len(b) != 1 {
		t.Errorf("one field more of ours: %v; of an event: %v", a, b)
	}
	sent["Tieline_Interaction__c"]["Disposition__c"] = true
	if found := misfits(sent, shipped(t), edit); len(found) != 1 {
		t.Errorf("an agent's field is sent: %v", found)
	}
	said["a.go"] = []string{"Tieline_Nothing__e", "Disposal__c", "Parent_Interaction__r"}
	if found := strangers(said, shipped(t)); len(found) != 2 {
		t.Errorf("two names are wrong: %v", found)
	}
}

// less is the metadata with a field less.
func less(m metadata, object, field string) metadata {
	delete(m[object], field)
	return m
}
