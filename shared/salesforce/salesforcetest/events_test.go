package salesforcetest_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"tieline/shared/salesforce/salesforcetest"
)

// eventSource is source with two platform events.
func eventSource(behaviour string) fstest.MapFS {
	fs := source(nil)
	for name, publish := range map[string]string{"Done__e": behaviour, "Other__e": "PublishImmediately"} {
		fs["objects/"+name+"/"+name+".object-meta.xml"] = &fstest.MapFile{Data: []byte(`<CustomObject><label>Done</label>` +
			`<eventType>HighVolume</eventType><publishBehavior>` + publish + `</publishBehavior></CustomObject>`)}
		fs["objects/"+name+"/fields/Key__c.field-meta.xml"] = &fstest.MapFile{
			Data: []byte(field("Key__c", "Text", "<length>36</length><required>true</required>"))}
	}
	return fs
}

func TestAnEventIsPublished(t *testing.T) {
	w := worldOf(t, eventSource("PublishAfterCommit"))
	changed := w.org.Changed()
	a := w.call("POST", data+"/sobjects/Done__e/", `{"Key__c":"c1"}`)
	said := a.object(t)["errors"].([]any)[0].(map[string]any)
	uuid := regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	if a.status != http.StatusCreated || a.object(t)["success"] != true || said["statusCode"] != "OPERATION_ENQUEUED" ||
		!uuid.MatchString(said["message"].(string)) || !strings.HasPrefix(a.object(t)["id"].(string), "e0") {
		t.Errorf("answers %d %s", a.status, a.text)
	}
	all := w.org.Published()
	if len(all) != 1 || all[0].Object != "Done__e" || all[0].UUID != said["message"] || all[0].Fields["Key__c"] != "c1" || !all[0].Time.Equal(w.clock.Now()) {
		t.Errorf("published %+v", all)
	}
	select {
	case <-changed:
	default:
		t.Error("nobody was told")
	}
}

func TestEventsAreOnlyPublished(t *testing.T) {
	w := worldOf(t, eventSource("PublishAfterCommit"))
	for name, tt := range map[string]struct {
		method, path, body, code string
	}{
		"without what is required": {"POST", "/sobjects/Done__e", `{}`, "REQUIRED_FIELD_MISSING"},
		"with too long a text":     {"POST", "/sobjects/Done__e", `{"Key__c":"` + strings.Repeat("x", 37) + `"}`, "STRING_TOO_LONG"},
		"with an unknown field":    {"POST", "/sobjects/Done__e", `{"Nothing__c":"x"}`, "INVALID_FIELD"},
		"with a UUID of one's own": {"POST", "/sobjects/Done__e", `{"Key__c":"x","EventUuid":"x"}`, "INVALID_FIELD_FOR_INSERT_UPDATE"},
		"and queried":              {"GET", "/query?q=SELECT+Key__c+FROM+Done__e", ``, "INVALID_TYPE"},
		"and read":                 {"GET", "/sobjects/Done__e/e00000000000001AAA", ``, "NOT_FOUND"},
		"and changed":              {"PATCH", "/sobjects/Done__e/e00000000000001AAA", `{}`, "NOT_FOUND"},
	} {
		a := w.call(tt.method, data+tt.path, tt.body)
		if a.status < 400 || a.list(t)[0]["errorCode"] != tt.code {
			t.Errorf("%s: %d %s", name, a.status, a.text)
		}
	}
	if got := w.collect("PATCH", plain, body(false, sobject("Done__e", `"Key__c":"x"`))); got[0] != "MISSING_ARGUMENT []" {
		t.Errorf("an update answers %q", got)
	}
	if all := w.org.Published(); len(all) != 0 {
		t.Errorf("published %+v", all)
	}
	described := w.call("GET", data+"/sobjects/Done__e/describe", "").object(t)
	if described["createable"] != true || described["queryable"] != false || described["updateable"] != false {
		t.Errorf("described as %v", described)
	}
}

func TestEventsOfACallThatIsUndone(t *testing.T) {
	for behaviour, published := range map[string]int{"PublishAfterCommit": 0, "PublishImmediately": 1} {
		w := worldOf(t, eventSource(behaviour))
		w.compose(true, sub{"POST", data + "/sobjects/Done__e", "event", map[string]any{"Key__c": "c1"}},
			sub{"POST", data + "/sobjects/Done__e", "bad", map[string]any{}})
		if n := len(w.org.Published()); n != published {
			t.Errorf("%s: %d events were published", behaviour, n)
		}
		if got := w.collect("POST", plain, body(false, sobject("Done__e", `"Key__c":"x"`))); got[0] != "ok" || len(w.org.Published()) != published+1 {
			t.Errorf("%s: a collection answers %q", behaviour, got)
		}
	}
}

func TestWhatIsPublishedAtOnceOutlivesWhatWaits(t *testing.T) {
	w := worldOf(t, eventSource("PublishAfterCommit"))
	key := map[string]any{"Key__c": "c1"}
	w.compose(true, sub{"POST", data + "/sobjects/Done__e", "waits", key}, sub{"POST", data + "/sobjects/Other__e", "atOnce", key},
		sub{"POST", data + "/sobjects/Done__e", "bad", map[string]any{}})
	if all := w.org.Published(); len(all) != 1 || all[0].Object != "Other__e" {
		t.Errorf("published %+v", all)
	}
}

func TestObjectsThatCannotBeImitated(t *testing.T) {
	for name, text := range map[string]string{
		"Big__b":   `<CustomObject><label>Big</label></CustomObject>`,
		"Old__e":   `<CustomObject><label>Old</label><eventType>StandardVolume</eventType></CustomObject>`,
		"Vague__e": `<CustomObject><label>Vague</label><eventType>HighVolume</eventType></CustomObject>`,
		"Odd__c":   `<CustomObject><label>Odd</label><eventType>HighVolume</eventType></CustomObject>`,
	} {
		fs := source(nil)
		fs["objects/"+name+"/"+name+".object-meta.xml"] = &fstest.MapFile{Data: []byte(text)}
		if _, err := salesforcetest.Load(fs); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	fs := eventSource("PublishAfterCommit")
	fs["objects/Done__e/fields/X__c.field-meta.xml"] = &fstest.MapFile{Data: []byte(field("X__c", "Picklist", ""))}
	if _, err := salesforcetest.Load(fs); err == nil || !strings.Contains(err.Error(), "X__c") {
		t.Errorf("took a picklist of an event: %v", err)
	}
}
