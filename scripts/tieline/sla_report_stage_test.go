package main

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

const evaluator = "GET /2015-03-31/functions/tieline-dev-sla-evaluator/configuration"

// newReportedStage is a cloud whose stage has two queues, and one contact that
// ended an hour ago.
func newReportedStage(t *testing.T) *cloud {
	t.Helper()
	c := newTunedStage(t)
	end := time.Now().Add(-time.Hour)
	c.replies["Query"] = []string{fmt.Sprintf(`{"Items":[{"level":{"S":"e%d l5000 d65000 fanswered r q5000 h60000 w"}}]}`, end.Add(-65*time.Second).UnixMilli()), `{"Items":[]}`}
	return c
}

func ago(d time.Duration) string { return time.Now().UTC().Add(-d).Format("2006-01-02T15:04Z07:00") }

// noon is a zone in which it is about noon, so that hours ago are today.
func noon() string { return fmt.Sprintf("Etc/GMT%+d", time.Now().UTC().Hour()-12) }

func TestAStageIsReported(t *testing.T) {
	c := newReportedStage(t)
	out, err := said(reportCommand(), "", "sla", "--from", ago(2*time.Hour), "--zone", noon(), "--queue", "Sales", "--by", "queue")
	if err != nil || !strings.Contains(out, "Sales ("+sales+"): target 85 % in less than 20 s\n") || !strings.Contains(out, "  100.0   ") || strings.Contains(out, "=Service") {
		t.Errorf("%v, said\n%s", err, out)
	}
	if !c.did("Query", `"queue-final"`, `"`+sales+`#0"`, `"tieline-dev-contacts"`) || c.did("Query", service) {
		t.Errorf("asked %q", c.asked)
	}
	newReportedStage(t)
	var aside strings.Builder
	cmd := reportCommand()
	cmd.SetErr(&aside)
	out, err = said(cmd, "", "sla", "--from", ago(2*time.Hour), "--to", "2999-01-01", "--csv")
	if err != nil || !strings.HasPrefix(out, "queue_id,queue,from") || !strings.Contains(out, ",'=Service,") || !strings.HasPrefix(aside.String(), "What lies after now") {
		t.Errorf("%v, said\n%s\nand\n%s", err, out, aside.String())
	}
}

func TestAStageWithoutQueuesHasNothingToReport(t *testing.T) {
	newReportedStage(t).replies["GetItem"] = []string{`{}`}
	out, err := said(reportCommand(), "", "sla", "--from", ago(2*time.Hour))
	if err != nil || !strings.HasSuffix(out, "The stage has not heard of a contact in any queue yet.\n") {
		t.Errorf("%v, said\n%s", err, out)
	}
}

func TestAReportThatMakesNoSenseIsRefused(t *testing.T) {
	for args, want := range map[string]string{
		"sla --from 2026-11-08 --to 2026-11-01":                 "must be before --to",
		"sla --from 2999-11-01":                                 "lies in the future",
		"sla --from tomorrow":                                   `--from "tomorrow": must be a day like`,
		"sla --from 2026-01-01 --by week":                       `--by "week": must be day, hour or queue`,
		"sla --from 2026-01-01 --zone Berlin":                   `--zone "Berlin": must be an IANA time zone`,
		"sla --from 2026-01-01 --queue Seles":                   `did you mean "Sales"?`,
		"sla":                                                   `required flag(s) "from" not set`,
		"sla now --from 2026-01-01":                             "unknown command",
		"compare --from 2026-01-01 --queue Seles":               `did you mean "Sales"?`,
		"compare --from 2026-01-01T10:01 --to 2026-01-01T10:02": "there is no whole quarter of an hour",
	} {
		c := newReportedStage(t)
		c.replies[evaluator] = []string{`{"Environment":{"Variables":{"CONNECT_INSTANCES":"arn:aws:connect:eu-west-2:1:instance/i"}}}`}
		if out, err := said(reportCommand(), "", strings.Fields(args)...); err == nil || !strings.Contains(err.Error(), want) || c.did("Query") {
			t.Errorf("%s: %v, said\n%s", args, err, out)
		}
	}
}

func TestConnectIsAskedAtTheStagesOwnInstances(t *testing.T) {
	c := newReportedStage(t)
	c.replies[evaluator] = []string{`{"Environment":{"Variables":{"CONNECT_INSTANCES":"arn:aws:connect:eu-west-2:1:instance/i"}}}`}
	c.replies["GET /queues-summary/i"] = []string{`{"QueueSummaryList":[{"Id":"` + sales + `","QueueType":"STANDARD"}]}`}
	c.replies["POST /metrics/data"] = []string{`{"MetricResults":[{"Dimensions":{"QUEUE":"` + sales + `"},"Collections":[
		{"Metric":{"Name":"CONTACTS_QUEUED"},"Value":1},{"Metric":{"Name":"CONTACTS_ABANDONED"},"Value":0},{"Metric":{"Name":"CONTACTS_REMOVED_FROM_QUEUE_IN_X"},"Value":1},{"Metric":{"Name":"SERVICE_LEVEL"},"Value":100}]}]}`}
	out, err := said(reportCommand(), "", "compare", "--from", ago(3*time.Hour), "--zone", noon(), "--queue", "Sales")
	if err != nil || !strings.Contains(out, "100.0      100.0    +0.0         1          1\n") || !strings.Contains(out, " rows with contacts agree.\n") || !c.did("POST /metrics/data", "CONTACTS_QUEUED", sales) {
		t.Errorf("%v, said\n%s\nasked %q", err, out, c.operations(""))
	}
	for settings, want := range map[string]string{"": "look for function tieline-dev-sla-evaluator", `{}`: "CONNECT_INSTANCES is required"} {
		c := newReportedStage(t)
		c.replies[evaluator] = []string{settings}
		if _, err := said(reportCommand(), "", "compare", "--from", ago(3*time.Hour)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("settings %q: %v", settings, err)
		}
	}
}

// TestTheLocalStagesConnectIsAsked is for the endpoint that only its functions know.
func TestTheLocalStagesConnectIsAsked(t *testing.T) {
	c := newReportedStage(t)
	c.replies[evaluator] = []string{`{"Environment":{"Variables":{"CONNECT_INSTANCES":"arn:aws:connect:eu-west-2:1:instance/i","AWS_ENDPOINT_URL_CONNECT":"http://127.0.0.1:1"}}}`}
	if _, err := said(reportCommand(), "", "compare", "--from", ago(3*time.Hour)); err == nil || !strings.Contains(err.Error(), "http://127.0.0.1:1/") {
		t.Error(err)
	}
}
