package salesforcetest_test

import (
	"strings"
	"testing"
	"testing/fstest"
)

func automatedRule(formula string) *fstest.MapFile {
	return &fstest.MapFile{Data: []byte(rule(formula))}
}

func TestFlowsSendMessages(t *testing.T) {
	w := worldOf(t, automated(t, "Send"))
	group := w.org.Find("Group", "Name", "Bosses")[0]["Id"].(string)
	id := w.seed("Thing__c", map[string]any{"Name": "<script>", "Word__c": "a@b.com, c@d.com"})
	sent := w.org.Sent()
	if len(sent) != 2 || sent[0].To[0] != group || sent[0].Title != "title" || sent[0].Body != "text" || sent[0].Target != id {
		t.Fatalf("sent %+v", sent)
	}
	if sent[1].Action != "emailSimple" || strings.Join(sent[1].To, "|") != "a@b.com|c@d.com" || sent[1].Title != "of <script>" {
		t.Errorf("mailed %+v", sent[1])
	}
	page := w.page("/").text
	inOrder(t, page, "Notifications and e-mails (2)", "e-mail", "a@b.com, c@d.com", "of &lt;script&gt;", "notification", group+" (Bosses)")
	if strings.Contains(page, "<script") {
		t.Error("a script got in")
	}
}

func TestMessagesThatCannotBeSent(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(*world)
		word   string
		says   string
	}{
		"to nobody":       {func(w *world) { _ = w.org.Delete("Group", w.org.All("Group")[0]["Id"].(string)) }, "a@b.com", "between 1 and 500 recipients, and not 0"},
		"to no address":   {func(*world) {}, "nobody", "INVALID_EMAIL_ADDRESS: nobody"},
		"without address": {func(*world) {}, "", "has no recipients"},
		"of no type": {func(w *world) {
			w.org.StrictFlows()
			_ = w.org.Delete("CustomNotificationType", w.org.All("CustomNotificationType")[0]["Id"].(string))
		}, "a@b.com", "The flow failed to access the value for Get_Type.Id because it hasn't been set or assigned."},
	} {
		t.Run(name, func(t *testing.T) {
			w := worldOf(t, automated(t, "Send"))
			tt.change(w)
			r := w.thing(w.seed("Thing__c", map[string]any{"Word__c": tt.word}))
			if note, _ := r["Note__c"].(string); !strings.Contains(note, tt.says) {
				t.Errorf("notes %q", note)
			}
		})
	}
}

func TestAnEMailHasASender(t *testing.T) {
	for sender, refused := range map[string]bool{"CurrentUser": false, "DefaultWorkflowUser": false, "Nobody": true, "OrgWideEmailAddress": true} {
		t.Run(sender, func(t *testing.T) {
			fs := automated(t, "Send")
			said := "<inputParameters><name>senderType</name><value><stringValue>" + sender + "</stringValue></value></inputParameters>"
			file := fs["flows/Send.flow-meta.xml"]
			file.Data = []byte(strings.Replace(string(file.Data), "</actionCalls>", said+"</actionCalls>", 1))
			w := worldOf(t, fs)
			r := w.thing(w.seed("Thing__c", map[string]any{"Word__c": "a@b.com"}))
			note, _ := r["Note__c"].(string)
			if sent := w.org.Sent(); strings.Contains(note, "has no sender "+sender) != refused || !refused && sent[len(sent)-1].From != sender {
				t.Errorf("notes %q, and has sent %+v", note, sent)
			}
		})
	}
}

func TestAMessageOfAnUndoneCallIsNotSent(t *testing.T) {
	w := worldOf(t, automated(t, "Send"))
	w.compose(true, sub{"POST", data + "/sobjects/Thing__c", "one", map[string]any{"Word__c": "a@b.com"}},
		sub{"POST", data + "/sobjects/Thing__c", "bad", map[string]any{"Size__c": 1e9}})
	if sent := w.org.Sent(); len(sent) != 0 {
		t.Errorf("sent %+v", sent)
	}
}
