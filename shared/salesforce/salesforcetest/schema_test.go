package salesforcetest_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"tieline/shared/salesforce/salesforcetest"
)

const folder = "objects/Thing__c/"

// source is SFDX source with one object that has a number, a text and a
// checkbox, and whatever files are added.
func source(files map[string]string) fstest.MapFS {
	fs := fstest.MapFS{}
	for name, text := range map[string]string{
		folder + "Thing__c.object-meta.xml":       `<CustomObject><label>Thing</label><nameField><type>Text</type></nameField></CustomObject>`,
		folder + "fields/Size__c.field-meta.xml":  field("Size__c", "Number", "<precision>5</precision><scale>1</scale>"),
		folder + "fields/Word__c.field-meta.xml":  field("Word__c", "Text", "<length>20</length>"),
		folder + "fields/Ready__c.field-meta.xml": field("Ready__c", "Checkbox", "<defaultValue>false</defaultValue>"),
	} {
		fs[name] = &fstest.MapFile{Data: []byte(text)}
	}
	for name, text := range files {
		fs[folder+name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fs
}

// worldOf is a world whose org has this schema.
func worldOf(t *testing.T, fs fstest.MapFS) *world {
	t.Helper()
	schema, err := salesforcetest.Load(fs)
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t)
	w.org = salesforcetest.New(schema, w.clock.Now)
	w.org.TrustSecret("client", "secret")
	w.login()
	return w
}

func field(name, kind, rest string) string {
	return "<CustomField><fullName>" + name + "</fullName><type>" + kind + "</type>" + rest + "</CustomField>"
}

func rule(formula string) string {
	return "<ValidationRule><active>true</active><errorConditionFormula><![CDATA[" + formula +
		"]]></errorConditionFormula><errorMessage>no</errorMessage></ValidationRule>"
}

func TestLoadRefusesWhatItCannotImitate(t *testing.T) {
	const anyField, anyRule = "fields/X__c.field-meta.xml", "validationRules/X.validationRule-meta.xml"
	for name, tt := range map[string]struct{ file, text, says string }{
		"a field type":                {anyField, field("X__c", "Summary", ""), "Summary"},
		"a key that is no text":       {anyField, field("X__c", "Number", "<externalId>true</externalId>"), "X__c"},
		"a lookup to an unknown":      {anyField, field("X__c", "Lookup", "<referenceTo>Opportunity</referenceTo>"), `unknown object "Opportunity"`},
		"a global value set":          {anyField, field("X__c", "Picklist", "<valueSet><valueSetName>Y</valueSetName></valueSet>"), "value set Y"},
		"a default that is computed":  {anyField, field("X__c", "Text", "<defaultValue>$User.Name</defaultValue>"), "X__c"},
		"XML that is none":            {anyField, "<CustomField>", "X__c"},
		"record types":                {"recordTypes/X.recordType-meta.xml", "<RecordType/>", "recordTypes"},
		"another function":            {anyRule, rule(`ISCHANGED(Size__c)`), "ISCHANGED"},
		"a rule on an unknown field":  {anyRule, rule(`ISBLANK(Nothing__c)`), "Nothing__c"},
		"a rule that is no condition": {anyRule, rule(`Size__c`), "not a condition"},
		"a rule shown at nothing": {anyRule,
			strings.Replace(rule(`ISNEW()`), "<errorMessage>", "<errorDisplayField>Y__c</errorDisplayField><errorMessage>", 1), "Y__c"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := salesforcetest.Load(source(map[string]string{tt.file: tt.text}))
			if err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("says %v", err)
			}
		})
	}
	if _, err := salesforcetest.Load(fstest.MapFS{}); err == nil {
		t.Error("took a folder without objects")
	}
}

func TestLoadTakesWhatChangesNothing(t *testing.T) {
	_, err := salesforcetest.Load(source(map[string]string{
		"listViews/All.listView-meta.xml":           "<ListView/>",
		"validationRules/X.validationRule-meta.xml": strings.Replace(rule("VLOOKUP()"), "<active>true", "<active>false", 1),
	}))
	if err != nil {
		t.Error(err)
	}
}

// TestRules saves a thing of size 2 and word "a" as a new one, and then with
// size 3.
func TestRules(t *testing.T) {
	for formula, want := range map[string]struct{ create, update bool }{
		`FALSE`:                                      {false, false},
		`ISNEW()`:                                    {true, false},
		`NOT(ISNEW())`:                               {false, true},
		`AND(TRUE, Size__c > 2)`:                     {false, true},
		`OR(Size__c >= 3, Word__c = "b")`:            {false, true},
		`(Size__c) < 3`:                              {true, false},
		`Size__c <> 2.0`:                             {false, true},
		`word__c == "a"`:                             {true, true},
		`PRIORVALUE(Size__c) = 2`:                    {true, true},
		`Size__c > PRIORVALUE(Size__c)`:              {false, true},
		`OR(ISBLANK(Word__c), ISBLANK(Size__c))`:     {false, false},
		`AND(Ready__c, ISNEW())`:                     {false, false},
		`ISBLANK(PRIORVALUE(Name))`:                  {true, true},
		`Name = "x"`:                                 {false, false},
		`Name <= "x"`:                                {false, false},
		`Name != "x"`:                                {true, true},
		`AND(NOT(ISNEW()), OR(FALSE, Size__c <= 3))`: {false, true},
		`IF(Size__c = 2, ISNEW(), TRUE)`:             {true, true},
		`IF(ISBLANK(Word__c), Word__c, "b") = "b"`:   {true, true},
	} {
		t.Run(formula, func(t *testing.T) {
			create, update := saves(t, formula)
			if create == want.create || update == want.update {
				t.Errorf("created %t, updated %t", create, update)
			}
		})
	}
}

// saves reports whether a rule lets a thing be created, and then changed.
func saves(t *testing.T, formula string) (create, update bool) {
	t.Helper()
	thing := map[string]any{"Size__c": 2, "Word__c": "a"}
	const file = "validationRules/X.validationRule-meta.xml"
	_, err := worldOf(t, source(map[string]string{file: rule(formula)})).org.Seed("Thing__c", thing)
	w := worldOf(t, source(map[string]string{file: rule(`AND(NOT(ISNEW()), ` + formula + `)`)}))
	a := w.call("PATCH", data+"/sobjects/Thing__c/"+w.seed("Thing__c", thing), `{"Size__c":3}`)
	return err == nil, a.status == 204
}

func TestFormulasThatAreNone(t *testing.T) {
	for _, formula := range []string{
		``, `AND(`, `AND()`, `NOT(TRUE, TRUE)`, `TRUE TRUE`, `Size__c = "a"`, `Size__c = TRUE`, `Size__c >`, `> 2`, `Size__c => 2`,
		`PRIORVALUE(2)`, `PRIORVALUE(ISNEW())`, `AND(Size__c)`, `"a`, `TRUE && TRUE`, `Size__c + 1 = 2`, `Size__c = NULL`, `ISNEW`,
		`IF(TRUE, TRUE)`, `IF(Size__c, TRUE, FALSE)`, `IF(TRUE, "a", 1) = 1`,
		strings.Repeat("(", 1000),
	} {
		_, err := salesforcetest.Load(source(map[string]string{"validationRules/X.validationRule-meta.xml": rule(formula)}))
		if err == nil {
			t.Errorf("took %s", formula)
		}
	}
}
