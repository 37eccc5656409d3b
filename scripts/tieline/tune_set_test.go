package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// newTunedStage is a cloud whose stage has two queues, and a target of 85.
func newTunedStage(t *testing.T) *cloud {
	t.Helper()
	c := newCloudStage(t)
	conditions := `{"Responses":{"tieline-dev-operations":[{"name":{"S":"parameters"},"values":{"M":{"sla/target":{"S":"85"}}}}]}}`
	queues := `{"Responses":{"tieline-dev-operations":[{"name":{"S":"queue#` + sales + `"},"queueName":{"S":"Sales"},"keptAt":{"N":"1"}},{"name":{"S":"queue#` + service + `"},"queueName":{"S":"=Service"},"keptAt":{"N":"1"}}]}}`
	c.replies["BatchGetItem"] = []string{conditions, queues}
	c.replies["GetItem"] = []string{`{"Item":{"name":{"S":"levels"},"queues":{"SS":["` + sales + `","` + service + `"]}}}`}
	c.replies["GetParametersByPath"] = []string{`{"Parameters":[{"Name":"/tieline/dev/sla/target","Value":"85","Version":3},{"Name":"/tieline/dev/sla/queue/` + closed + `/target","Value":"60","Version":1},
		{"Name":"/tieline/dev/no/such","Value":"1","Version":1}]}`}
	c.replies["PutParameter"], c.replies["DeleteParameter"] = []string{`{"Version":4}`}, []string{`{}`}
	c.replies["GetParameterHistory"] = []string{`{"Parameters":[{"Name":"/tieline/dev/sla/target","Value":"85","Version":3,"LastModifiedDate":1767355200,"LastModifiedUser":"arn:aws:iam::1:user/ada"},
		{"Name":"/tieline/dev/sla/target","Value":"70","Version":2,"LastModifiedDate":1767351600,"LastModifiedUser":"arn:aws:iam::1:user/bob"}]}`}
	return c
}

func TestParametersAreChanged(t *testing.T) {
	const put, delete = "PutParameter", "DeleteParameter"
	const next = "It takes effect within 90 s."
	for args, tt := range map[string]struct {
		does  string // operation, "" for none
		what  string
		lines string
	}{
		"set sla/target 88":                                       {put, `"/tieline/dev/sla/target"`, "sla/target: 85 % (override v3) → 88 %\nWritten. " + next + "\n"},
		"set sla/target 88 --dry-run":                             {"", "", "sla/target: 85 % (override v3) → 88 %\nNothing was changed (--dry-run).\n"},
		"set sla/target 85":                                       {"", "", "sla/target: 85 % (override v3) → 85 %\nNothing to write: version 3 of the override says so already.\n"},
		"set sla/target 90 --queue sales":                         {put, `"/tieline/dev/sla/queue/` + sales + `/target"`, "sla/target of queue Sales (" + sales + "): 85 % (default) → 90 %\nWritten. " + next + "\n"},
		"set sla/queue/" + service + "/target 90":                 {put, `"/tieline/dev/sla/queue/` + service + `/target"`, "sla/target of queue =Service (" + service + "): 85 % (default) → 90 %\nWritten. " + next + "\n"},
		"set sla/target 90 --unheard --queue " + sales[:35] + "9": {put, sales[:35] + "9/target", "sla/target of queue " + sales[:35] + "9 (never heard of): 85 % (default) → 90 %\nWritten. " + next + "\n"},
		"reset sla/target":                                        {delete, `"/tieline/dev/sla/target"`, "sla/target: 85 % (override v3) → 80 %\nReset. " + next + "\n"},
		"reset sla/target --dry-run":                              {"", "", "sla/target: 85 % (override v3) → 80 %\nNothing was changed (--dry-run).\n"},
		"reset sla/threshold":                                     {"", "", "sla/threshold: there is no override that could be reset.\n"},
		"reset sla/target --queue " + closed:                      {delete, `"/tieline/dev/sla/queue/` + closed + `/target"`, "sla/target of queue " + closed + " (never heard of): 85 % (pending v1) → 85 %\nReset. " + next + "\n"},
		"reset no/such":                                           {delete, `"/tieline/dev/no/such"`, "no/such: does nothing, and goes\nReset. It takes effect within 90 s.\n"},
	} {
		c := newTunedStage(t)
		out, err := said(tuneCommand(), "", strings.Fields(args)...)
		if err != nil || out != tt.lines {
			t.Errorf("%s: %v, said\n%s", args, err, out)
		}
		if did := c.did(tt.does, tt.what); tt.does != "" && !did || c.did(put) && tt.does != put || c.did(delete) && tt.does != delete {
			t.Errorf("%s: asked %q", args, c.asked)
		}
	}
}

func TestWhatIsWrongIsNotWritten(t *testing.T) {
	for args, want := range map[string]string{
		"set sla/target 101":                                    `sla/target cannot be "101": it takes a whole number from 1 to 100 (%)`,
		"set sla/threshold 20s":                                 `sla/threshold cannot be "20s": it takes a whole number from 1 to 86400 (s)`,
		"set sla/breach-minutes 9":                              "at most what sla/breach-of is",
		"set sla/tresold 20":                                    "did you mean sla/threshold?",
		"set sla/target 90 --queue Sale":                        `--queue: the stage has not heard of a queue "Sale": did you mean "Sales"?`,
		"set sla/target 90 --queue " + closed[1:]:               "(one that is new is taken by its id with --unheard)",
		"set sla/target 90 --unheard --queue x":                 "want the id of a queue",
		"set sla/queue/" + sales + "/target 90 --queue Service": "the name says queue",
		"set sla/target":                                        "accepts 2 arg(s)",
		"reset sla/tresold":                                     "did you mean sla/threshold?",
		"reset sla/target --queue Sale":                         `did you mean "Sales"?`,
		"get sla/tresold":                                       "did you mean sla/threshold?",
		"explain sla/tresold":                                   "did you mean sla/threshold?",
		"history sla/tresold":                                   "did you mean sla/threshold?",
		"list --area slas":                                      `there is no area "slas": it is one of`,
	} {
		c := newTunedStage(t)
		out, err := said(tuneCommand(), "", strings.Fields(args)...)
		if err == nil || !strings.Contains(err.Error(), want) || c.did("PutParameter") || c.did("DeleteParameter") {
			t.Errorf("%s: %v, said\n%s", args, err, out)
		}
	}
}

func TestAChangeThatFailsIsTold(t *testing.T) {
	c := newTunedStage(t)
	c.replies["PutParameter"] = nil
	if out, err := said(tuneCommand(), "", "set", "sla/target", "88"); err == nil || !strings.Contains(err.Error(), "sla/target was not changed: put sla/target") || strings.Contains(out, "Written") {
		t.Errorf("%v, said\n%s", err, out)
	}
}

func TestWhatAParameterWasIsShown(t *testing.T) {
	c := newTunedStage(t)
	out, err := said(tuneCommand(), "", "history", "sla/target")
	want := "sla/target\nVERSION  CHANGED AT            VALUE  BY\nv2       2026-01-02T11:00:00Z  70 %   arn:aws:iam::1:user/bob\nv3       2026-01-02T12:00:00Z  85 %   arn:aws:iam::1:user/ada\n"
	if err != nil || out != want || !c.did("GetParameterHistory", `"/tieline/dev/sla/target"`) {
		t.Errorf("%v, said\n%s", err, out)
	}
	c = newTunedStage(t)
	c.replies["GetParameterHistory"] = nil
	gone := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.Header.Get("X-Amz-Target"), "GetParameterHistory") {
			w.WriteHeader(http.StatusBadRequest)
			_, _ = io.WriteString(w, `{"__type":"ParameterNotFound"}`)
			return
		}
		c.ServeHTTP(w, r)
	}))
	defer gone.Close()
	t.Setenv("AWS_ENDPOINT_URL_SSM", gone.URL)
	if out, err = said(tuneCommand(), "", "history", "sla/window", "--queue", "Sales"); err != nil || out != "sla/queue/"+sales+"/window has no override, and so no history: what was reset left none.\n" {
		t.Errorf("%v, said\n%s", err, out)
	}
}

func TestListAndGetAskTheStage(t *testing.T) {
	newTunedStage(t)
	out, err := said(tuneCommand(), "", "list", "--changed")
	if err != nil || !strings.Contains(out, "\nsla/target ") || !strings.Contains(out, "override v3") || !strings.Contains(out, "no/such: ") || strings.Contains(out, "sla/window") {
		t.Errorf("%v, said\n%s", err, out)
	}
	newTunedStage(t)
	if out, err = said(tuneCommand(), "", "get", "sla/target"); err != nil || strings.Count(out, "\n") != 4 || !strings.Contains(out, "(never heard of)  85 %   85 %     pending v1") {
		t.Errorf("%v, said\n%s", err, out)
	}
	newTunedStage(t).replies["GetParametersByPath"] = nil
	if out, err = said(tuneCommand(), "", "list"); err == nil || !strings.Contains(err.Error(), `parameters of stage "dev": list parameters`) {
		t.Errorf("%v, said\n%s", err, out)
	}
	newTunedStage(t).replies["BatchGetItem"] = nil // the table is not there, and so is no stage
	if out, err = said(tuneCommand(), "", "set", "sla/target", "88"); err == nil || !strings.Contains(err.Error(), `parameters of stage "dev": there is no such stage in eu-west-2: get conditions`) {
		t.Errorf("%v, said\n%s", err, out)
	}
}

// TestRightsToTheParametersAreEnough is for admins whom the stage's own policy
// lets tune it, and no more.
func TestRightsToTheParametersAreEnough(t *testing.T) {
	denied := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusBadRequest)
		_, _ = io.WriteString(w, `{"__type":"com.amazon.coral.service#AccessDeniedException","message":"no"}`)
	}))
	defer denied.Close()
	c := newTunedStage(t)
	t.Setenv("AWS_ENDPOINT_URL_DYNAMODB", denied.URL)
	out, err := said(tuneCommand(), "", "set", "sla/target", "88")
	if err != nil || !strings.HasPrefix(out, "You may not read the stage's table operations:") || !strings.Contains(out, "85 % (override v3) → 88 %\nWritten.") || !c.did("PutParameter", "88") {
		t.Errorf("%v, said\n%s", err, out)
	}
	if out, err = said(tuneCommand(), "", "set", "sla/target", "88", "--queue", sales); err != nil || !strings.Contains(out, "of queue "+sales+":") || !c.did("PutParameter", sales+"/target") {
		t.Errorf("%v, said\n%s", err, out)
	}
	if out, err = said(tuneCommand(), "", "list", "--changed"); err != nil || !strings.Contains(out, "override v3") || strings.Contains(out, "pending") {
		t.Errorf("%v, said\n%s", err, out)
	}
}
