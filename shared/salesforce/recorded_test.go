package salesforce

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tieline/shared/fault"
)

// recorded are answers recorded from Salesforce, which lie beside the checkout.
const recorded = "../../../shared/samples/salesforce/rest"

// sample is what a recorded file holds behind a mark.
func sample(t *testing.T, file, mark string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(recorded, file))
	if os.IsNotExist(err) {
		t.Skipf("NOT CHECKED against Salesforce's recorded answers: %v", err)
	}
	_, after, found := strings.Cut(string(text), mark)
	if err != nil || !found {
		t.Fatalf("%v, or no %q in %s", err, mark, file)
	}
	return strings.Replace(after, "true|false", "true", 1)
}

// read decodes the first JSON value of a text.
func read[T any](t *testing.T, text string) (v T) {
	t.Helper()
	if err := json.NewDecoder(strings.NewReader(text)).Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

func means(t *testing.T, what string, err error, want fault.Kind, says string) {
	t.Helper()
	if fault.KindOf(err) != want || want != "" && !strings.Contains(err.Error(), says) {
		t.Errorf("%s: %v, kind %q, want %q, saying %s", what, err, fault.KindOf(err), want, says)
	}
}

func TestRecordedResultsAreRead(t *testing.T) {
	partly := read[[]result](t, sample(t, "collections_partial_200.json", ""))
	if len(partly) != 2 {
		t.Fatalf("%d results", len(partly))
	}
	means(t, "a duplicate", partly[0].err(), fault.Invalid, "DUPLICATES_DETECTED")
	means(t, "its neighbour", partly[1].err(), "", "")
	means(t, "an event on its way", read[result](t, sample(t, "publish_platform_event_201.json", "")).err(), "", "")
	means(t, "an upserted record", read[result](t, sample(t, "upsert_by_external_id.txt", "46.0+)\n")).err(), "", "")
}

func TestRecordedRefusalsAreRead(t *testing.T) {
	for what, tt := range map[string]struct {
		status     int
		file, mark string
		want       fault.Kind
		says       string
	}{
		"an expired session":      {401, "errors.txt", "401 ", fault.Unauthorized, "INVALID_SESSION_ID"},
		"the day's calls used up": {403, "errors.txt", "403 ", fault.Throttled, "REQUEST_LIMIT_EXCEEDED"},
		"a locked row":            {400, "errors.txt", "400 ", fault.Conflict, "UNABLE_TO_LOCK_ROW"},
		"nothing there":           {404, "errors.txt", "404 ", fault.Unauthorized, "NOT_FOUND"},
		"a query unread":          {400, "errors.txt", "[]}]\n404 [{\"message\":\"The requested resource does not exist\",\"errorCode\":\"NOT_FOUND\"}]\n400 ", fault.Unknown, "MALFORMED_QUERY"},
		"a duplicate":             {400, "duplicates_detected_400.json", "", fault.Unknown, "DUPLICATES_DETECTED"},
		"several matches":         {300, "upsert_by_external_id.txt", "record URLs\n", fault.Unknown, "300"},
		"an unknown external id":  {404, "upsert_by_external_id.txt", "does not exist)\n", fault.Unauthorized, "NOT_FOUND"},
	} {
		means(t, what, callError(tt.status, strings.NewReader(sample(t, tt.file, tt.mark))), tt.want, tt.says)
	}
}

// TestARecordedCompositeIsRead although nothing sends one: its parts have the
// shapes of single answers.
func TestARecordedCompositeIsRead(t *testing.T) {
	composite := read[struct {
		CompositeResponse []struct {
			Body           json.RawMessage
			HTTPStatusCode int
		}
	}](t, sample(t, "composite.txt", "per subrequest:\n")).CompositeResponse
	means(t, "a created record", read[result](t, string(composite[0].Body)).err(), "", "")
	refused := callError(composite[1].HTTPStatusCode, strings.NewReader(string(composite[1].Body)))
	means(t, "a refused one", refused, fault.Unknown, "400 INVALID_EMAIL_ADDRESS")
}
