package salesforcetest_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tieline/shared/salesforce/salesforcetest"
)

// cosmetic are elements that change nothing of what a flow does.
var cosmetic = []string{"locationX", "locationY", "label", "description", "defaultConnectorLabel"}

// said is all that a flow says of when it starts, what it asks, what it assigns
// and what its formulas are: a line for each element that holds a text.
func said(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var path, lines []string
	var held string
	for d := xml.NewDecoder(bytes.NewReader(text)); ; {
		token, err := d.Token()
		switch e := token.(type) {
		case xml.StartElement:
			path, held = append(path, e.Name.Local), ""
		case xml.CharData:
			held += string(e)
		case xml.EndElement:
			value := strings.Join(strings.Fields(held), " ")
			if value != "" && slices.Contains([]string{"start", "assignments", "decisions", "formulas"}, path[1]) && !slices.Contains(cosmetic, e.Name.Local) {
				lines = append(lines, strings.Join(path[1:], ".")+": "+value)
			}
			path, held = path[:len(path)-1], ""
		}
		if errors.Is(err, io.EOF) {
			return strings.Join(lines, "\n")
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

// each is a formula's text for each watched field of an object.
func each(object, format, between string) string {
	return ofEach(salesforcetest.Watched[object], format, between)
}

func ofEach(fields []string, format, between string) string {
	var all []string
	for _, field := range fields {
		all = append(all, fmt.Sprintf(format, field))
	}
	return strings.Join(all, between)
}

func anyOf(object, format string) string {
	if all := each(object, format, ", "); strings.Contains(all, ", ") {
		return "OR(" + all + ")"
	}
	return each(object, format, "")
}

// formula has the numbers before or after strung together.
func formula(name, object, record string) string {
	return "formulas.name: " + name + "\nformulas.dataType: String\nformulas.expression: " +
		each(object, "{!"+record+".%s}", ` & "|" & `) + "\n"
}

// afterSave is the start of a flow that publishes at once if all of these hold.
func afterSave(object, on string, conditions ...string) string {
	entry := append([]string{"NOT({!$Permission.Tieline_Bypass_Events})"}, conditions...)
	return "start.connector.targetReference: Publish\nstart.filterFormula: AND( " + strings.Join(entry, ", ") +
		" )\nstart.object: " + object + "\nstart.recordTriggerType: " + on + "\nstart.triggerType: RecordAfterSave"
}

// assigns is an assignment of a value to what is referred to.
func assigns(name, to, value string) string {
	return "assignments.name: " + name + "\nassignments.assignmentItems.assignToReference: " + to +
		"\nassignments.assignmentItems.operator: Assign\nassignments.assignmentItems.value.elementReference: " + value + "\n"
}

const unlessBypassed = `decisions.name: Is_It_To_Be_Told
decisions.rules.name: Yes
decisions.rules.conditionLogic: and
decisions.rules.conditions.leftValueReference: $Permission.Tieline_Bypass_Events
decisions.rules.conditions.operator: EqualTo
decisions.rules.conditions.rightValue.booleanValue: false
decisions.rules.connector.targetReference: Publish
`

// filled asks whether a field of these is not blank: a picklist has a function of
// its own for that ("Tips for Working with Picklist and Multi-Select Picklist
// Values in Formulas", Salesforce Help).
func filled(fields []string) string {
	return strings.Replace(ofEach(fields, "NOT(ISBLANK({!$Record.%s}))", ", "),
		"ISBLANK({!$Record.Disposition__c})", `ISPICKVAL({!$Record.Disposition__c}, "")`, 1)
}

// wrappedUp is what the flow of wrap-ups must say.
func wrappedUp() string {
	return afterSave(interaction, "CreateAndUpdate", "OR( AND( ISNEW(), OR( "+filled(salesforcetest.Watched[interaction])+" ) ), "+
		each(interaction, "ISCHANGED({!$Record.%s})", ", ")+" )")
}

// stamps is what the flow must say that tells when a contact was wrapped up.
func stamps() string {
	says := salesforcetest.WrapUpSays
	return assigns("Stamp", "$Record.Wrap_Up_At__c", "$Flow.CurrentDateTime") + "start.connector.targetReference: Stamp\nstart.filterFormula: OR( " +
		"AND( ISNEW(), ISBLANK({!$Record.Wrap_Up_At__c}), OR( " + filled(says) + " ) ), " +
		"AND( NOT(ISCHANGED({!$Record.Wrap_Up_At__c})), OR( " + ofEach(says, "ISCHANGED({!$Record.%s})", ", ") + " ) ) )\n" +
		"start.object: " + interaction + "\nstart.recordTriggerType: CreateAndUpdate\nstart.triggerType: RecordBeforeSave"
}

// wanted is what the flow for one kind of change of an object must say.
func wanted(object, change string) string {
	if change == "Wrap_Up_Stamp" {
		return stamps()
	}
	return assigns("Go_On_Without", "Fault", "$Flow.FaultMessage") + publishes(object, change)
}

// publishes is what a flow that publishes must say of when and what.
func publishes(object, change string) string {
	const converts, before, after = "ISCHANGED({!$Record.IsConverted})", "$Record__Prior", "$Record"
	switch change {
	case "Wrapped_Up":
		return wrappedUp()
	case "Created":
		return formula("New_Numbers", object, after) + afterSave(object, "Create", anyOf(object, "NOT(ISBLANK({!$Record.%s}))"))
	case "Updated":
		changed := []string{anyOf(object, "ISCHANGED({!$Record.%s})")}
		if object == "Lead" {
			changed = []string{"NOT(" + converts + ")", changed[0]} // a conversion has its own flow
		}
		return formula("New_Numbers", object, after) + formula("Old_Numbers", object, before) + afterSave(object, "Update", changed...)
	case "Converted":
		return formula("Old_Numbers", object, before) + afterSave(object, "Update", "{!$Record.IsConverted}", converts)
	}
	return unlessBypassed + formula("Old_Numbers", object, after) + "start.connector.targetReference: Is_It_To_Be_Told\nstart.object: " +
		object + "\nstart.recordTriggerType: Delete\nstart.triggerType: RecordBeforeDelete"
}

// The simulated org has no flow engine and cannot ask who bypasses the flows: that
// they start when it publishes is held by their text.
func TestEveryShippedFlowStartsWhereTheOrgPublishes(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(shipped, "flows", "*"))
	if err != nil || len(files) != 12 {
		t.Fatalf("%d flows, %v", len(files), err)
	}
	for _, file := range files {
		name, _, _ := strings.Cut(strings.TrimPrefix(filepath.Base(file), "Tieline_"), ".")
		object, change, _ := strings.Cut(name, "_")
		got, want := strings.Split(said(t, file), "\n"), strings.Split(wanted(object, change), "\n")
		for n := range max(len(got), len(want)) {
			if n >= len(got) || n >= len(want) || got[n] != want[n] {
				t.Errorf("%s: for the watched fields %v\n  it says\n%s\n  and must say\n%s", name, salesforcetest.Watched[object],
					strings.Join(got[min(n, len(got)):], "\n"), strings.Join(want[min(n, len(want)):], "\n"))
				break
			}
		}
	}
}
