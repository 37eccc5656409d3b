package dynamo

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"

	"tieline/shared/contact"
	"tieline/shared/fault"
)

// rows is DynamoDB with a table that others have written to, too: the attributes
// of each contact. All of them are listed as rejected.
type rows map[string]map[string]map[string]string

func (x rows) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var request struct {
		RequestItems map[string]struct {
			Keys []map[string]struct{ S string }
		}
	}
	if err := json.NewDecoder(r.Body).Decode(&request); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	items := []any{}
	for _, key := range request.RequestItems["contacts"].Keys {
		if row, there := x[key["contactId"].S]; there {
			items = append(items, row)
		}
	}
	answer := map[string]any{"Responses": map[string]any{"contacts": items}}
	if strings.HasSuffix(r.Header.Get("X-Amz-Target"), ".Query") {
		for id := range x {
			items = append(items, map[string]any{"contactId": map[string]string{"S": id}})
		}
		answer = map[string]any{"Items": items, "Count": len(items)}
	}
	w.Header().Set("Content-Type", "application/x-amz-json-1.0")
	_ = json.NewEncoder(w).Encode(answer) // a client that left needs none
}

// bad are rows that cannot be decoded, each for a reason of its own.
var bad = rows{
	"a time":    {"contactId": {"S": "a time"}, "version": {"N": "7"}, "state": {"S": `{"Record":{"UpdatedAt":"Zebedee"}}`}},
	"no JSON":   {"contactId": {"S": "no JSON"}, "version": {"N": "7"}, "state": {"S": `Zebedee`}},
	"the pop":   {"contactId": {"S": "the pop"}, "version": {"N": "7"}, "pop": {"S": `{"At":"Zebedee"}`}},
	"no number": {"contactId": {"S": "no number"}, "version": {"S": "Zebedee"}},
}

// contacts is the table with two good rows besides.
func (x rows) contacts(t *testing.T) *Contacts {
	all := rows{"c1": {"contactId": {"S": "c1"}, "version": {"N": "1"}}, "c2": {"contactId": {"S": "c2"}, "version": {"N": "2"},
		"syncList": {"S": "rejected#0"}, "syncAt": {"N": "5"}, "reason": {"S": "no"}}}
	for id, row := range x {
		all[id] = row
	}
	server := httptest.NewServer(all)
	t.Cleanup(server.Close)
	return NewContacts(aws.Config{Region: "eu-west-2", BaseEndpoint: &server.URL, Credentials: aws.AnonymousCredentials{},
		Retryer: func() aws.Retryer { return aws.NopRetryer{} }}, "contacts", 1)
}

// logged is what is logged from now on.
func logged(t *testing.T) *bytes.Buffer {
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(&log, nil)))
	t.Cleanup(func() { slog.SetDefault(before) })
	return &log
}

func TestARowThatCannotBeReadKeepsNoOtherBack(t *testing.T) {
	for id := range bad {
		log := logged(t)
		items, err := bad.contacts(t).Read(t.Context(), "c1", id, "c2", "none")
		if err != nil || len(items) != 2 || items[0].ID != "c1" || items[1].ID != "c2" {
			t.Errorf("%s: read %+v, %v", id, items, err)
		}
		if got := log.String(); strings.Count(got, "\n") != 1 || !strings.Contains(got, `"contact_id":"`+id+`","kind":"unknown"`) || strings.Contains(got, "Zebedee") {
			t.Errorf("%s: logged %s", id, got)
		}
	}
}

func TestARowThatCannotBeReadIsNotTakenForNone(t *testing.T) {
	logged(t)
	for id := range bad {
		for _, ids := range [][]string{{id}, {id, "none"}} {
			items, err := bad.contacts(t).Read(t.Context(), ids...)
			if fault.KindOf(err) != fault.Unknown || len(items) > 0 || !strings.Contains(err.Error(), id) || strings.Contains(err.Error(), "Zebedee") {
				t.Errorf("%v: read %d, %v", ids, len(items), err)
			}
		}
	}
}

func TestARowThatCannotBeReadHidesNothingThatIsRejected(t *testing.T) {
	logged(t)
	var shown []string
	err := bad.contacts(t).Rejected(t.Context(), func(i contact.Item) bool { shown = append(shown, i.ID); return true })
	if err != nil || !slices.Equal(shown, []string{"c2"}) {
		t.Errorf("shown are %v, %v", shown, err)
	}
}
