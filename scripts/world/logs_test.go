package world

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"

	"tieline/shared/names"
)

// entry is one line of a function's log, its own or Lambda's.
type entry struct {
	at   time.Time
	text string
}

// logs reads all that a function has said so far.
func (w *World) logs(ctx context.Context, function string) (said []entry, err error) {
	group := "/aws/lambda/" + names.On(stage, function)
	page, err := cloudwatchlogs.NewFromConfig(w.AWS).FilterLogEvents(ctx, &cloudwatchlogs.FilterLogEventsInput{LogGroupName: &group})
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", group, err)
	}
	if len(page.Events) == maxAnswer {
		return nil, fmt.Errorf("%s holds more than is read", group)
	}
	for _, e := range page.Events {
		said = append(said, entry{time.UnixMilli(aws.ToInt64(e.Timestamp)), aws.ToString(e.Message)})
	}
	return said, nil
}

// lambdas returns what word a line of Lambda's own begins with, "" if the line
// is the function's, and of which request it is (Lambda developer guide,
// "Viewing CloudWatch logs for Lambda functions").
func (l entry) lambdas() (word, request string) {
	word, rest, found := strings.Cut(l.text, " RequestId: ")
	if !found || !slices.Contains([]string{"START", "END", "REPORT"}, word) {
		return "", ""
	}
	return word, strings.Fields(rest)[0]
}

// reports are what the line says that every invocation leaves, by function.
var reports = map[string]string{
	names.ContactEvents: "batch", names.ContactRecords: "batch", names.SalesforceWriter: "batch",
	names.Reconciler: "rung", names.ScreenPop: "screen pop", names.SalesforceEvents: "batch",
	names.SLAEvaluator: "service levels evaluated", names.AlarmRelay: "batch",
}

// testLogs reads what all functions said of all that was done to them: the
// calls were played, and in the span of the update functions were cut off.
func testLogs(t *testing.T, w *World, calls []*Call, update span) {
	secrets := private(t)
	for _, function := range names.Functions {
		said, err := w.logs(t.Context(), function)
		if err != nil {
			t.Fatal(err)
		}
		checkLines(t, function, said, update)
		for _, l := range said {
			if found := secrets.in(l.text); found != nil {
				t.Errorf("%s said what is nobody's business: %q", function, found)
			}
		}
		for _, id := range spoken(function, calls) {
			if !slices.ContainsFunc(said, func(l entry) bool { return strings.Contains(l.text, `"contact_id":"`+id+`"`) }) {
				t.Errorf("%s said nothing of contact %s", function, id)
			}
		}
	}
	parked, err := w.allParked(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range parked {
		if found := secrets.in(k.reason); found != nil {
			t.Errorf("%s parked for a reason that is nobody's business: %q", k.function, found)
		}
	}
}

// checkLines checks that each of the function's own lines is a JSON object, and
// that every invocation has left the one that it reports in, or said why it
// failed. Unlike AWS, the emulator ends a function at work when it is updated,
// and loses what a function says last if that takes it longer than a moment to
// read, as one in a hundred may where much else is going on.
func checkLines(t *testing.T, function string, said []entry, update span) {
	t.Helper()
	begun, reported := map[string]time.Time{}, map[string]bool{}
	for _, l := range said {
		word, request := l.lambdas()
		if word == "START" {
			begun[request] = l.at
		}
		if word != "" {
			continue
		}
		var own struct {
			Msg     string
			Request string `json:"request_id"`
		}
		if err := json.Unmarshal([]byte(l.text), &own); err != nil || own.Request == "" {
			t.Errorf("%s: not a line of an invocation: %v, %q", function, err, l.text)
		}
		if own.Msg == reports[function] || own.Msg == "invocation failed" {
			reported[own.Request] = true
		}
	}
	silent := 0
	for request, at := range begun {
		if !reported[request] && !update.holds(at) {
			silent++
		}
	}
	t.Logf("%s: %d invocations, %d of them reported, in %d lines", function, len(begun), len(reported), len(said)-3*len(begun))
	if len(begun) == 0 || silent > 1+len(begun)/100 { // one may be lost of few, too
		t.Errorf("%s: %d of %d invocations left no line", function, silent, len(begun))
	}
}

// spoken are the contacts of which a function must have spoken: those that are not
// named here of none, and the screen pop of those whose flow asked.
func spoken(function string, calls []*Call) (ids []string) {
	speaks := slices.Contains([]string{names.ContactEvents, names.ContactRecords, names.SalesforceWriter, names.ScreenPop}, function)
	for _, c := range calls {
		for _, contact := range c.Contacts {
			if speaks && (contact.Answer != nil || function != names.ScreenPop) {
				ids = append(ids, contact.ID)
			}
		}
	}
	return ids
}
