package dynamo

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// index is DynamoDB with an index of what is due: the time in Unix
// milliseconds of each contact, by list.
type index map[string]map[string]int64

func (x index) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var query struct {
		ExpressionAttributeValues map[string]struct{ S, N string }
	}
	if err := json.NewDecoder(r.Body).Decode(&query); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	items := []map[string]any{}
	for id, at := range x[query.ExpressionAttributeValues[":list"].S] {
		items = append(items, map[string]any{
			"contactId": map[string]string{"S": id}, "syncAt": map[string]string{"N": strconv.FormatInt(at, 10)}})
	}
	w.Header().Set("Content-Type", "application/x-amz-json-1.0")
	_ = json.NewEncoder(w).Encode(map[string]any{"Items": items, "Count": len(items)}) // a client that left needs none
}

func TestWhatIsDueIsListedOverAllShardsWithTheEarliestTime(t *testing.T) {
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	earliest := now.Add(-time.Hour)
	for name, tt := range map[string]struct {
		index index
		ids   []string
		since time.Time
	}{
		"none":    {index{}, nil, now},
		"several": {index{"due#0": {"c1": now.UnixMilli()}, "due#1": {"c2": earliest.UnixMilli()}, "rejected#0": {"c3": 0}}, []string{"c1", "c2"}, earliest},
	} {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewServer(tt.index)
			defer server.Close()
			cfg := aws.Config{Region: "eu-west-2", BaseEndpoint: &server.URL, Credentials: aws.AnonymousCredentials{}}
			ids, since, err := NewContacts(cfg, "contacts", 2).Due(t.Context(), now, 10)
			if slices.Sort(ids); err != nil || !slices.Equal(ids, tt.ids) || !since.Equal(tt.since) {
				t.Errorf("due are %v since %s, %v", ids, since, err)
			}
		})
	}
}
