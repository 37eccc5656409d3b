package flows_test

import (
	"encoding/xml"
	"strings"
	"testing"
	"time"

	"tieline/shared/salesforce/salesforcetest/flows"
)

const formulaFlow = `<Flow><label>F</label><processType>AutoLaunchedFlow</processType><status>Active</status>
<formulas><name>F</name><dataType>KIND</dataType><expression>TEXT</expression><scale>2</scale></formulas>
<assignments><name>A</name><label>A</label><assignmentItems><assignToReference>$Record.FIELD</assignToReference><operator>Assign</operator>
<value><elementReference>F</elementReference></value></assignmentItems></assignments>
<start><connector><targetReference>A</targetReference></connector><object>Thing__c</object><recordTriggerType>CreateAndUpdate</recordTriggerType><triggerType>RecordBeforeSave</triggerType></start></Flow>`

var fieldOf = map[string]string{"String": "Word__c", "Number": "Size__c", "Boolean": "Ready__c", "DateTime": "At__c", "Date": "Day__c"}

func read(t testing.TB, text string) (*flows.Flow, error) {
	t.Helper()
	return flows.Read("Test.flow-meta.xml", []byte(text), known)
}

func escaped(text string) string {
	var all strings.Builder
	_ = xml.EscapeText(&all, []byte(text))
	return all.String()
}

// TestFormulas evaluates each for a thing of size 2.5 that was of size 1.
func TestFormulas(t *testing.T) {
	for formula, want := range map[string]any{
		`"a" & "" & {!$Record.Name}`:                                  "athing",
		`IF({!$Record.Size__c} > 2, "big", "small")`:                  "big",
		`IF(ISBLANK({!$Record.Note__c}), "none", {!$Record.Note__c})`: "none",
		`TEXT({!$Record.Size__c}) & TEXT({!$Record.Kind__c})`:         "2.5VOICE",
		`TEXT({!$Record.At__c})`:                                      "2026-01-02 03:00:00Z",
		`TEXT({!$Record.Day__c})`:                                     "2026-01-02",
		`CASESAFEID({!$Record.Id})`:                                   "id",
		`{!$Flow.FaultMessage} & "!"`:                                 "!",
		`/* a remark */ "x"`:                                          "x",
		`{!$Record.Size__c} + 1 - {!$Record__Prior.Size__c}`:          2.5,
		`-{!$Record.Size__c}`:                                         -2.5,
		`{!$Record.Size__c} - 0.001`:                                  2.5,
		`NOW() - {!$Record.At__c}`:                                    1.0,
		`IF(ISBLANK({!$Record__Prior.Size__c}), 1, 2)`:                2.0,
		`NOW() + 1`:             "2026-01-04T03:00:00.000+0000",
		`NOW() - 0.5`:           "2026-01-02T15:00:00.000+0000",
		`DATEVALUE(NOW() + 1)`:  "2026-01-04",
		`{!$Record.Day__c} + 2`: "2026-01-04",
		`AND({!$Record.Size__c} >= 2.5, NOT({!$Record.Size__c} <> 2.5))`: true,
		`OR(FALSE, ISPICKVAL({!$Record.Kind__c}, "VOICE"))`:              true,
		`ISPICKVAL({!$Record__Prior.Kind__c}, "")`:                       true,
		`{!$Record.At__c} < NOW()`:                                       true,
		`{!$Record.Note__c} = ""`:                                        true,
		`{!$Record.Word__c} = "WORD"`:                                    false,
		`{!$Record.Ready__c} = TRUE`:                                     false,
		`{!$Record.Ready__c} = FALSE`:                                    true,
		`{!$Permission.Bypass}`:                                          true,
		`IF({!$Record.Ready__c}, 1, 2) = 2`:                              true,
	} {
		t.Run(formula, func(t *testing.T) {
			r, kind := made(t, formula)
			if got := r[fieldOf[kind]]; got != want {
				t.Errorf("is %v, want %v", got, want)
			}
		})
	}
}

// made runs a formula of whichever kind it is.
func made(t *testing.T, formula string) (flows.Record, string) {
	t.Helper()
	var last error
	for kind, field := range fieldOf {
		text := strings.NewReplacer("KIND", kind, "FIELD", field, "TEXT<", escaped(formula)+"<").Replace(formulaFlow)
		f, err := read(t, text)
		if err != nil {
			if last = err; strings.Contains(err.Error(), "and not a "+kind) {
				continue
			}
			t.Fatal(err)
		}
		r := flows.Record{"Id": "id", "Name": "thing", "Size__c": 2.5, "Kind__c": "VOICE", "At__c": "2026-01-02T03:00:00.000+0000", "Day__c": "2026-01-02", "Word__c": "word"}
		c := &flows.Change{Before: flows.Record{"Size__c": 1.0}, After: r, Now: time.Date(2026, 1, 3, 3, 0, 0, 0, time.UTC),
			Permits: func(name string) bool { return name == "Bypass" }}
		if !f.Starts(c) || f.Run(c) != nil {
			t.Fatal("it does not run")
		}
		return r, kind
	}
	t.Fatal(last)
	return nil, ""
}

func TestFormulasThatAreNone(t *testing.T) {
	for _, formula := range []string{
		``, `AND(`, `AND()`, `NOT(TRUE, TRUE)`, `TRUE TRUE`, `{!$Record.Size__c} = "a"`, `{!$Record.Size__c`, `{$Record.Size__c}`, `Size__c`, `"a" + "b"`, `1 & 2`,
		`NOW() + NOW()`, `ISBLANK({!$Record.Kind__c})`, `ISPICKVAL({!$Record.Word__c}, "a")`, `IF(1, 2, 3)`, `IF(TRUE, 1, "a")`, `TEXT("a")`, `DATEVALUE("a")`,
		`{!$Record}`, `{!$Record.Gone__c}`, `{!Gone}`, `1 < `, `TRUE > FALSE`, `ISNEW()`, `PRIORVALUE({!$Record.Size__c})`, `CASE(1, 2, 3)`, `TRUE && TRUE`, `"a`,
		strings.Repeat("(", 1000) + "1", `LEFT("a", 1)`, `$Record.Size__c`,
	} {
		for kind, field := range fieldOf {
			text := strings.NewReplacer("KIND", kind, "FIELD", field, "TEXT<", escaped(formula)+"<").Replace(formulaFlow)
			if _, err := read(t, text); err == nil {
				t.Errorf("took %s for a %s", formula, kind)
			}
		}
	}
}

// entryFlow asks for much and holds never, as those do that an ordinary save must
// not wait for.
const entryFlow = `<Flow><label>F</label><processType>AutoLaunchedFlow</processType><status>Active</status>
<start><object>Thing__c</object><filterFormula>AND(NOT({!$Permission.Bypass}), OR(AND(ISNEW(), OR(NOT(ISPICKVAL({!$Record.Kind__c}, "")), NOT(ISBLANK({!$Record.Note__c})),
NOT(ISBLANK({!$Record.Word__c})))), ISCHANGED({!$Record.Kind__c}), ISCHANGED({!$Record.Note__c}), ISCHANGED({!$Record.Word__c}), ISCHANGED({!$Record.At__c})))</filterFormula>
<recordTriggerType>CreateAndUpdate</recordTriggerType><triggerType>RecordAfterSave</triggerType></start></Flow>`

// BenchmarkEntryThatDoesNotHold is what a save costs more for a flow that it does
// not start.
func BenchmarkEntryThatDoesNotHold(b *testing.B) {
	f, err := read(b, strings.ReplaceAll(entryFlow, "\n", " "))
	if err != nil {
		b.Fatal(err)
	}
	r := flows.Record{"Id": "id", "Name": "thing", "Size__c": 2.5, "Kind__c": "VOICE", "At__c": "2026-01-02T03:00:00.000+0000", "Word__c": "word"}
	c := &flows.Change{Before: r, After: r, Permits: func(string) bool { return false }}
	for b.Loop() {
		if f.Starts(c) {
			b.Fatal("it starts")
		}
	}
}
