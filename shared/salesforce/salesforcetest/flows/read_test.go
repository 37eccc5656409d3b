package flows_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tieline/shared/salesforce/salesforcetest/flows"
)

// objects are those of the flows in testdata.
type objects map[string]map[string]flows.Kind

var known = objects{
	"Thing__c": {"Id": flows.String, "Name": flows.String, "Size__c": flows.Number, "Word__c": flows.String, "Ready__c": flows.Boolean,
		"At__c": flows.DateTime, "Note__c": flows.String, "Kind__c": flows.Picklist, "Day__c": flows.Date},
	"Task": {"Id": flows.String, "Subject": flows.String, "Priority": flows.Picklist, "WhatId": flows.String, "OwnerId": flows.String, "ActivityDate": flows.Date},
	"User": {"Id": flows.String, "LastName": flows.String, "FirstName": flows.String}, "Group": {"Id": flows.String, "Name": flows.String},
	"CustomNotificationType": {"Id": flows.String, "DeveloperName": flows.String},
}

func (o objects) Field(object, name string) (flows.Field, bool) {
	kind, is := o[object][name]
	return flows.Field{Name: name, Kind: kind, Fixed: name == "Id"}, is || name == "" && o[object] != nil
}

func (objects) Permission(name string) bool { return name == "Bypass" }

const testdata = "../testdata/flows"

func shipped(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(testdata, name+".flow-meta.xml"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestEveryFlowOfTestdataIsRead(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(testdata, "*"))
	if err != nil || len(files) < 9 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		name, _, _ := strings.Cut(filepath.Base(file), ".")
		f, err := flows.Read(filepath.Base(file), []byte(shipped(t, name)), known)
		if err != nil || f.Name != name || f.Active == (name == "Draft") {
			t.Errorf("%s: %+v, %v", name, f, err)
		}
	}
}

// wait is the entry condition of Later.
const wait = `<filterLogic>and</filterLogic>
        <filters>
            <field>Word__c</field>
            <operator>EqualTo</operator>
            <value>
                <stringValue>wait</stringValue>
            </value>
        </filters>`

// TestWhatIsRefused changes one thing in a flow that is read, and each error must
// name the file and what it is.
func TestWhatIsRefused(t *testing.T) {
	for name, tt := range map[string]struct{ flow, from, to, says string }{
		"an element":                      {"Name", "<assignments>\n        <name>Big", "<loops><name>L</name></loops><assignments>\n        <name>Big", "loops: the simulated org does not run"},
		"a subflow":                       {"Tell", "<recordCreates>", "<subflows><name>L</name></subflows><recordCreates>", "subflows"},
		"a deletion":                      {"Tell", "<recordCreates>", "<recordDeletes><name>L</name></recordDeletes><recordCreates>", "recordDeletes"},
		"a screen":                        {"Tell", "<recordCreates>", "<screens><name>L</name></screens><recordCreates>", "screens"},
		"a part of an element":            {"Tell", "<sortField>FirstName</sortField>", "<limit><numberValue>3</numberValue></limit>", "recordLookups Get_Boss/limit"},
		"an attribute":                    {"Tell", "<recordCreates>", `<recordCreates xsi="x">`, "attribute xsi"},
		"a screen flow":                   {"Name", "AutoLaunchedFlow", "Flow", "processType Flow"},
		"a scheduled flow":                {"Name", "RecordBeforeSave", "Scheduled", `triggerType "Scheduled"`},
		"a flow of events":                {"Name", "RecordBeforeSave", "PlatformEvent", `triggerType "PlatformEvent"`},
		"a deletion after saving":         {"Tell", "CreateAndUpdate", "Delete", "does not start on Delete"},
		"an unknown object":               {"Name", "<object>Thing__c", "<object>Other__c", "no object Other__c"},
		"an unknown status":               {"Name", "Active<", "Gone<", "status Gone"},
		"a function":                      {"Name", "ISNEW()", "TODAY() = TODAY()", "cannot evaluate TODAY()"},
		"an operator of formulas":         {"Name", "{!$Record.Size__c} - 500", "{!$Record.Size__c} ^ 500", "unexpected"},
		"a product":                       {"Name", "{!$Record.Size__c} - 500", "{!$Record.Size__c} * 500", "unexpected"},
		"a picklist that is compared":     {"Name", "{!$Record.Size__c} - 500", `IF({!$Record.Kind__c} = "a", 1, 2)`, "cannot compare Picklist"},
		"a change asked for in a formula": {"Name", "{!$Record.Size__c} - 500", "IF(ISCHANGED({!$Record.Size__c}), 1, 2)", "ISCHANGED"},
		"a formula of another type":       {"Name", "{!$Record.Size__c} - 500", `"a"`, "is a String, and not a Number"},
		"a data type":                     {"Name", "<dataType>Number", "<dataType>Currency", "dataType Currency"},
		"an operator of a condition":      {"Name", "<operator>GreaterThan", "<operator>StartsWith", "operator StartsWith"},
		"a condition of two types":        {"Name", "<numberValue>9.0</numberValue>", "<stringValue>9</stringValue>", "cannot compare a Number with a String"},
		"a wrong logic":                   {"Name", "1 AND (2 OR 3)", "1 AND (2 OR 4)", "no condition 4"},
		"an operator of an assignment":    {"Name", "<operator>Assign", "<operator>AddItem", "AddItem"},
		"an assignment to another field":  {"Name", "$Record.Word__c</assign", "$Record.Id</assign", "field Id of Thing__c takes no"},
		"an assignment of another type":   {"Name", "$Record.Word__c</assign", "$Record.Size__c</assign", "field Size__c of Thing__c takes no String"},
		"an assignment after saving":      {"Tell", "<assignToReference>Fault", "<assignToReference>$Record.Word__c", "is for flows before saving"},
		"a creation before saving":        {"Tell", "RecordAfterSave", "RecordBeforeSave", "changes its record only"},
		"an unknown resource":             {"Tell", "<elementReference>Task_Id", "<elementReference>Tisk_Id", "no resource Tisk_Id"},
		"an unknown field":                {"Tell", "Get_Boss.Id", "Get_Boss.Salary__c", "knows no Get_Boss.Salary__c"},
		"a field beyond a lookup":         {"Tell", "Get_Boss.Id", "Get_Boss.Manager.Id", "knows no Get_Boss.Manager.Id"},
		"an unknown global":               {"Tell", "$Flow.FaultMessage", "$Organization.Name", "knows no $Organization.Name"},
		"an unknown permission":           {"Name", "ISNEW()", "{!$Permission.Other}", "knows no $Permission.Other"},
		"a resource in entry conditions":  {"Name", "ISNEW()", "{!Half} = 1", "no resource Half"},
		"a connector to nowhere":          {"Tell", "<targetReference>Mark", "<targetReference>Merk", "leads to Merk, which is not there"},
		"a name twice":                    {"Tell", "<name>Note</name>", "<name>Mark</name>", "not the only one"},
		"several records":                 {"Tell", "<getFirstRecordOnly>true", "<getFirstRecordOnly>false", "keep one record"},
		"an update of a variable":         {"Tell", "<inputReference>$Record", "<inputReference>Get_Boss", "updates $Record, and not Get_Boss"},
		"an update of everything":         {"Tell", "<filters>\n            <field>Id", "<description>x</description><filters>\n            <field>Gone__c", "no field Gone__c"},
		"an action":                       {"Send", "<actionName>emailSimple</actionName>", "<actionName>chatterPost</actionName>", "actionName chatterPost"},
		"an input of an action":           {"Send", "<name>emailSubject", "<name>emailSender", "no input emailSender"},
		"a missing input":                 {"Send", "<name>title", "<name>senderId", "input title is missing"},
		"one recipient":                   {"Send", "<elementReference>To", "<elementReference>Get_Group.Id", "recipientIds is a collection"},
		"a path type":                     {"Later", "AsyncAfterCommit", "SomeOther", "pathType SomeOther"},
		"an offset":                       {"Later", "<offsetUnit>Minutes", "<offsetUnit>Months", "Months"},
		"a time that is none":             {"Later", "<recordField>At__c", "<recordField>Size__c", "from a DateTime field"},
		"a time of the event":             {"Later", "<timeSource>RecordField", "<timeSource>RecordTriggerEvent", "RecordTriggerEvent"},
		"a path that waits each time":     {"Later", "<doesRequireRecordChangedToMeetCriteria>true", "<doesRequireRecordChangedToMeetCriteria>false", "must require that the record was changed"},
		"a path that waits for a change":  {"Later", "<operator>EqualTo</operator>\n            <value>\n                <stringValue>wait</stringValue>", "<operator>IsChanged</operator><value><booleanValue>true</booleanValue>", "hold for one save"},
		"a path that waits of a new one":  {"Later", "<doesRequireRecordChangedToMeetCriteria>true</doesRequireRecordChangedToMeetCriteria>\n        " + wait, "<filterFormula>isnew()</filterFormula>", "no path that waits of conditions"},
		"another user":                    {"Later", "<filterLogic>", "<flowRunAsUser>DefaultWorkflowUser</flowRunAsUser><filterLogic>", "flowRunAsUser DefaultWorkflowUser"},
		"rich text":                       {"Name", "<isViewedAsPlainText>true", "<isViewedAsPlainText>false", "rich text"},
		"a word that is no boolean":       {"Tell", "<isCollection>false", "<isCollection>maybe", `"maybe"`},
		"an input variable":               {"Tell", "<isInput>false", "<isInput>true", "nobody gives"},
		"a formula that speaks of itself": {"Name", "{!$Record.Size__c} - 500", "{!Half} - 500", "no resource Half"},
		"XML that is none":                {"Name", "</Flow>", "", "unexpected EOF"},
	} {
		t.Run(name, func(t *testing.T) {
			text := shipped(t, tt.flow)
			changed := strings.Replace(text, tt.from, tt.to, 1)
			if changed == text {
				t.Fatalf("%s says nowhere %s", tt.flow, tt.from)
			}
			_, err := flows.Read(tt.flow+".flow-meta.xml", []byte(changed), known)
			if err == nil || !strings.Contains(err.Error(), tt.says) || !strings.Contains(err.Error(), tt.flow+".flow-meta.xml") {
				t.Errorf("says %v", err)
			}
		})
	}
}

// FuzzRead shows that no text breaks the reader, nor a run of what it takes.
func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob(filepath.Join(testdata, "*"))
	for _, file := range files {
		name, _, _ := strings.Cut(filepath.Base(file), ".")
		f.Add(shipped(f, name))
	}
	f.Fuzz(func(_ *testing.T, text string) {
		_, _ = flows.Read("Any.flow-meta.xml", []byte(text), known)
	})
}
