package dynamo

import (
	"cmp"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// index is DynamoDB with the two indexes: the time in Unix milliseconds of each
// contact, by list.
type index map[string]map[string]int64

func (x index) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var query struct {
		IndexName                 string
		ExpressionAttributeValues map[string]struct{ S, N string }
		Limit                     int
	}
	if err := json.NewDecoder(r.Body).Decode(&query); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	at, list := "syncAt", query.ExpressionAttributeValues[":list"].S
	if query.IndexName == "by-open" {
		at = "openAt"
	}
	if strings.HasPrefix(list, "open#") != (at == "openAt") {
		http.Error(w, list+" is not of "+query.IndexName, http.StatusBadRequest)
		return
	}
	until, _ := strconv.ParseInt(query.ExpressionAttributeValues[":until"].N, 10, 64) // none is 1970
	items := []map[string]map[string]string{}
	for id, when := range x[list] {
		if when <= until {
			items = append(items, map[string]map[string]string{"contactId": {"S": id}, at: {"N": strconv.FormatInt(when, 10)}})
		}
	}
	slices.SortFunc(items, func(a, b map[string]map[string]string) int { return cmp.Compare(a[at]["N"], b[at]["N"]) })
	items = items[:min(query.Limit, len(items))]
	w.Header().Set("Content-Type", "application/x-amz-json-1.0")
	_ = json.NewEncoder(w).Encode(map[string]any{"Items": items, "Count": len(items)}) // a client that left needs none
}

func (x index) contacts(t *testing.T) *Contacts {
	server := httptest.NewServer(x)
	t.Cleanup(server.Close)
	return NewContacts(aws.Config{Region: "eu-west-2", BaseEndpoint: &server.URL, Credentials: aws.AnonymousCredentials{},
		Retryer: func() aws.Retryer { return aws.NopRetryer{} }}, "contacts", 2)
}

func TestWhatIsDueIsListedOverAllShardsTheLongestDueFirst(t *testing.T) {
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	ago := func(minutes int) int64 { return now.Add(-time.Duration(minutes) * time.Minute).UnixMilli() }
	several := index{"due#0": {"c1": ago(0), "c2": ago(3), "later": ago(-1)}, "due#1": {"c3": ago(5), "c4": ago(4), "c5": ago(2)},
		"rejected#0": {"refused": 0}, "open#0": {"open": 0}}
	for name, tt := range map[string]struct {
		index index
		limit int
		ids   []string
		since time.Time
	}{
		"none":                {index{}, 10, nil, now},
		"all":                 {several, 10, []string{"c3", "c4", "c2", "c5", "c1"}, now.Add(-5 * time.Minute)},
		"part of each shard":  {several, 3, []string{"c3", "c4", "c2"}, now.Add(-5 * time.Minute)},
		"fewer than shards":   {several, 1, []string{"c3"}, now.Add(-5 * time.Minute)},
		"where none is asked": {several, 0, nil, now},
	} {
		ids, since, err := tt.index.contacts(t).Due(t.Context(), now, tt.limit)
		if err != nil || !slices.Equal(ids, tt.ids) || !since.Equal(tt.since) {
			t.Errorf("%s: due are %v since %s, %v", name, ids, since, err)
		}
	}
}

func TestWhatIsOpenIsListedFromItsOwnIndex(t *testing.T) {
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	x := index{"open#0": {"c1": now.UnixMilli(), "later": now.UnixMilli() + 1}, "open#1": {"c2": 1}, "due#0": {"due": 1}}
	if ids, err := x.contacts(t).Open(t.Context(), now, 10); err != nil || !slices.Equal(ids, []string{"c2", "c1"}) {
		t.Errorf("open are %v, %v", ids, err)
	}
}
