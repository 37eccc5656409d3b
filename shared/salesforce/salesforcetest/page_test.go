package salesforcetest_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

func (w *world) page(path string) reply { return w.do(httptest.NewRequest("GET", path, nil)) }

func TestPage(t *testing.T) {
	w := newWorld(t)
	contact := w.seed("Contact", map[string]any{"LastName": `<script>alert(1)</script>`})
	w.upsert(false, `"Connect_Contact_Id__c":"first"`)
	w.upsert(false, `"Connect_Contact_Id__c":"second","Handle_Seconds__c":90,"Customer_Contact__c":"`+contact+`"`)
	a := w.page("/")
	kind, policy := a.header.Get("Content-Type"), a.header.Get("Content-Security-Policy")
	if a.status != http.StatusOK || kind != "text/html; charset=utf-8" || !strings.Contains(policy, "default-src 'none'") {
		t.Errorf("answers %d %v", a.status, a.header)
	}
	t.Run("interactions come first, and the newest of them", func(t *testing.T) {
		inOrder(t, a.text, "Interactions (2)", "second", "first", "Contacts (1)", "Last requests", collections, "/services/oauth2/token")
	})
	t.Run("values are shown for people", func(t *testing.T) {
		inOrder(t, a.text, `<a href="/record/`+contact+`">&lt;script&gt;`, `<td>90</td>`)
	})
	t.Run("events are shown with what they say", func(t *testing.T) {
		w.edit("Contact", contact, map[string]any{"Phone": "<1>"})
		inOrder(t, w.page("/").text, "Published events (1)", "03:04:05.678", "Tieline_Caller_Changed__e", "Change__c Updated", "New_Numbers__c &lt;1&gt;|||")
	})
	t.Run("nothing of a record is taken for HTML", func(t *testing.T) {
		if strings.Contains(a.text, "<script") {
			t.Error("a script got in")
		}
	})
	t.Run("nothing is loaded from elsewhere", func(t *testing.T) {
		for _, way := range []string{"http:", "https:", "src=", "@import", "url("} {
			if strings.Contains(a.text, way) {
				t.Errorf("the page says %s", way)
			}
		}
	})
}

func TestRecordPage(t *testing.T) {
	w := newWorld(t)
	contact := w.seed("Contact", map[string]any{"LastName": "Lovelace"})
	id := w.seed(interaction, map[string]any{
		"Connect_Contact_Id__c": "c1", "Connected_At__c": w.clock.Now(), "Customer_Contact__c": contact,
	})
	inOrder(t, w.page("/record/"+id).text, "Interaction INT-00000001", "<h2>", "Customer_Contact__c", ">Lovelace</a>",
		"<h2>", "Connected_At__c", "2026-01-02 03:04:05", "Not on the page layout", "SystemModstamp")
	inOrder(t, w.page("/record/"+contact).text, "Contact Lovelace", "<h2>Fields", "Interactions (1)", "/record/"+id)
	if a := w.page("/record/nothing"); a.status != http.StatusNotFound {
		t.Errorf("an unknown record answers %d", a.status)
	}
	if a := w.page("/nothing"); a.status != http.StatusNotFound {
		t.Errorf("an unknown page answers %d", a.status)
	}
}

func TestARecordPageHasTheOrderOfItsLayout(t *testing.T) {
	fs := automated(t, "Tell")
	fs["layouts/Thing__c-Thing Layout.layout-meta.xml"] = &fstest.MapFile{Data: []byte(`<Layout><layoutSections><label>What &lt;it&gt; says</label>` +
		`<layoutColumns><layoutItems><field>Word__c</field></layoutItems></layoutColumns><layoutColumns><layoutItems><field>Size__c</field></layoutItems>` +
		`<layoutItems><field>Gone__c</field></layoutItems></layoutColumns></layoutSections>` +
		`<layoutSections><label>Links</label><layoutColumns/></layoutSections></Layout>`)}
	w := worldOf(t, fs)
	boss := w.seed("User", map[string]any{"LastName": "<script>x</script>", "Username": "b@example.com"})
	w.edit("User", boss, map[string]any{"LastName": "Boss", "FirstName": "<script>x</script>"})
	id := w.seed("Thing__c", map[string]any{"Name": "<script>1</script>", "Size__c": 7, "Ready__c": true})
	page := w.page("/record/" + id).text
	inOrder(t, page, "Thing &lt;script&gt;1", "<h2>What &lt;it&gt; says", "Word__c", "Size__c", "<td>7", "<h2>Not on the page layout", "Name", "Ready__c",
		"Tasks (1)", "Look at &lt;script&gt;1", "&lt;script&gt;x&lt;/script&gt; Boss", "High", "2026-01-02")
	if strings.Contains(page, "<script") || strings.Contains(page, "Links") || strings.Contains(page, "Gone__c") {
		t.Error("a script got in, or a section without fields")
	}
	task := w.tasks()[0]["Id"].(string)
	inOrder(t, w.page("/record/"+task).text, "Task Look at &lt;script&gt;1", "WhatId", `<a href="/record/`+id)
}

// inOrder requires the parts to follow each other in the text.
func inOrder(t testing.TB, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		_, rest, found := strings.Cut(text, part)
		if !found {
			t.Fatalf("%q is missing, or not where it should be", part)
		}
		text = rest
	}
}
