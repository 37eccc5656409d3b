package main

import (
	"errors"
	"strings"
	"testing"
	"time"

	"tieline/scripts/redrive"
	"tieline/shared/fault"
)

func TestDeadLettersAreShownAndSentIfOneAgrees(t *testing.T) {
	for name, tt := range map[string]struct {
		args   string
		answer string
		sent   bool
		err    error
	}{
		"yes":        {"", "y\n", true, nil},
		"no":         {"", "n\n", false, errDeclined},
		"no answer":  {"", "", false, errDeclined},
		"beforehand": {"--yes", "", true, nil},
		"to see":     {"--dry-run", "y\n", false, nil},
	} {
		c := newCloudStage(t)
		c.letter("body")
		out, err := said(redriveCommand(), tt.answer, append(strings.Fields(tt.args), "--queue", "contact-events-dead")...)
		if !errors.Is(err, tt.err) || !strings.Contains(out, "dead letters of contact-events: 1\n  1: failed each time that it was delivered (") {
			t.Errorf("%s: %v, said\n%s", name, err, out)
		}
		if sent := c.did("SendMessageBatch", "body"); sent != tt.sent || c.did("DeleteMessageBatch", "r1") != sent || c.did("ChangeMessageVisibilityBatch", "r1") == sent {
			t.Errorf("%s: asked %v", name, c.asked)
		}
		if asks := strings.Contains(out, "Send 1 to queue tieline-dev-contact-events? [y/N]"); asks != (tt.args == "") || strings.Contains(out, "1 of 1 sent to queue tieline-dev-contact-events\n") != tt.sent {
			t.Errorf("%s: said\n%s", name, out)
		}
	}
}

func TestWithoutAChoiceAllIsShownAndNothingSent(t *testing.T) {
	c := newCloudStage(t)
	c.letter("body")
	out, err := said(redriveCommand(), "y\n")
	want := "dead letters of contact-events: 1\ndead letters of salesforce-events: 0\ndead letters of alarm-relay: 0\ndead letters of contacts-due: 0\ndead letters of contact-records: 0\n" +
		"parked by contact-events: 0\nparked by salesforce-events: 0\nparked by alarm-relay: 0\nparked by contact-records: 0\nrejected by Salesforce: 0\n"
	var heads strings.Builder
	for line := range strings.Lines(out) {
		if !strings.HasPrefix(line, " ") {
			heads.WriteString(line)
		}
	}
	if err != nil || heads.String() != want || c.did("SendMessageBatch") || !c.did("ChangeMessageVisibilityBatch", "r1") {
		t.Errorf("%v, said\n%s", err, out)
	}
}

func TestRefusedContactsBecomeDueAndAreRungFor(t *testing.T) {
	c := newCloudStage(t)
	item := `{"contactId":{"S":"c1"},"version":{"N":"7"},"state":{"S":"{\"id\":\"c1\"}"},"syncList":{"S":"rejected#0"},"syncAt":{"N":"1767355200000"},"reason":{"S":"too long"},"rejectedCode":{"S":"STRING_TOO_LONG"},"rejectedField":{"S":"Queue_Name__c"}}`
	c.replies["Query"] = []string{`{"Items":[` + item + `]}`}
	c.replies["BatchGetItem"] = []string{`{"Responses":{"tieline-dev-contacts":[` + item + `]}}`}
	c.replies["SendMessageBatch"] = []string{`{"Successful":[]}`}
	if out, err := said(redriveCommand(), "", "--rejected", "OTHER", "--yes"); err != nil || !strings.Contains(out, "rejected by Salesforce: 0\n") || c.did("PutItem") {
		t.Errorf("of another code: %v, said\n%s", err, out)
	}
	out, err := said(redriveCommand(), "", "--rejected", "STRING_TOO_LONG", "--yes")
	if err != nil || !strings.Contains(out, "1: STRING_TOO_LONG Queue_Name__c (") || !c.did("PutItem", `"due#0"`) || !c.did("SendMessageBatch", "http://q/due", "c1") {
		t.Errorf("%v, said\n%s\nasked %v", err, out, c.asked)
	}
}

func TestARedriveThatMakesNoSenseIsRefused(t *testing.T) {
	for args, want := range map[string]string{
		"--queue reconciler":                    "must be one of [contact-events salesforce-events alarm-relay contacts-due contact-records]",
		"--parked screen-pop":                   "must be one of [contact-events salesforce-events alarm-relay contact-records]",
		"--queue contact-events --rejected":     "none of the others can be",
		"--queue contact-events X":              "codes go with --rejected",
		"--yes":                                 "--yes goes with",
		"--dry-run --queue contacts-due --yes":  "none of the others can be",
		"--parked contact-records --dry-run Xx": "codes go with --rejected",
	} {
		newCloudStage(t)
		if out, err := said(redriveCommand(), "", strings.Fields(args)...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, said\n%s", args, err, out)
		}
	}
}

func TestAHeapIsToldByItsReasons(t *testing.T) {
	noon := time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	letters := []redrive.Letter{{Why: "invalid: odd", Since: noon.Add(-3 * time.Hour)}, {Why: "invalid: odd", Since: noon.Add(-5 * 24 * time.Hour)}, {Why: "rare", Since: noon.Add(-time.Second)}}
	for n := range shown {
		letters = append(letters, redrive.Letter{Why: "x" + strings.Repeat("y", n), Since: noon.Add(-20 * time.Minute)})
	}
	var out strings.Builder
	reportHeap(&out, heap{name: "parked"}, letters, noon)
	for _, want := range []string{"parked: 23\n  2: invalid: odd (3 h to 5 d ago)\n  1: rare (less than 1 min ago)\n  1: x (20 min ago)\n", "\n  and others for 2 more reasons\n"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("said\n%swithout %q", out.String(), want)
		}
	}
}

func TestWhatStaysIsTold(t *testing.T) {
	moved := redrive.Moved{Sent: 2, Troubles: []redrive.Trouble{{ID: "m1", Err: fault.Errorf(fault.Incomplete, "1 of its 2 records is gone")}}}
	for n := range shown {
		moved.Troubles = append(moved.Troubles, redrive.Trouble{ID: strings.Repeat("m", n+2), Err: fault.Errorf(fault.Throttled, "slow down")})
	}
	var out strings.Builder
	err := reportMoved(&out, heap{to: "there"}, moved, 22)
	if err == nil || !strings.Contains(err.Error(), "20 stay") || !strings.Contains(out.String(), "2 of 22 sent to there\n  m1: incomplete: 1 of its 2 records is gone\n  mm: throttled: slow down\n") || !strings.HasSuffix(out.String(), "  and 1 more\n") {
		t.Errorf("%v, said\n%s", err, out.String())
	}
}

func TestWhatIsGoneIsToldApart(t *testing.T) {
	gone := redrive.Trouble{ID: "m1", Err: fault.Errorf(fault.NotFound, "gone")}
	part := redrive.Trouble{ID: "m2", Err: fault.Errorf(fault.Incomplete, "in part")}
	for want, moved := range map[string]redrive.Moved{
		"":                       {Sent: 3, Troubles: []redrive.Trouble{part}},
		"of 1 nothing is left":   {Sent: 2, Troubles: []redrive.Trouble{gone, part}},
		"3 stay: the same":       {Troubles: []redrive.Trouble{gone}},
		"of 3 nothing is left t": {Troubles: []redrive.Trouble{gone, gone, gone}},
	} {
		err := reportMoved(&strings.Builder{}, heap{}, moved, 3)
		if want == "" && err != nil || want != "" && (err == nil || !strings.HasPrefix(err.Error(), want)) {
			t.Errorf("%q: %v", want, err)
		}
	}
}
