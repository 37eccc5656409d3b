package callers

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"

	"tieline/shared/fault"
)

// items is DynamoDB with items of either kind, by key: what was found, or the keys
// that a record is held under. It has one page for each item.
type items struct {
	*testing.T
	held   map[string]any // string or []string
	fails  string         // operation
	writes []string       // operation and key
	mu     sync.Mutex
}

type attribute struct {
	S  string   `json:"S,omitempty"`
	SS []string `json:"SS,omitempty"`
}

func (i *items) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Key, ExclusiveStartKey, ExpressionAttributeValues map[string]attribute
		ConsistentRead                                    bool
	}
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		i.Error(err)
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	_, operation, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	w.Header().Set("Content-Type", "application/x-amz-json-1.0")
	if operation == i.fails {
		w.WriteHeader(http.StatusInternalServerError)
	}
	key, out := in.Key["key"].S, map[string]any{}
	switch operation {
	case "GetItem":
		if _, there := i.held[key]; there && in.ConsistentRead {
			out["Item"] = i.item(key)
		}
	case "Scan":
		keys := slices.Sorted(maps.Keys(i.held))
		if at := slices.Index(keys, in.ExclusiveStartKey["key"].S) + 1; at < len(keys) && in.ConsistentRead {
			out["Items"] = []any{i.item(keys[at])}
			out["LastEvaluatedKey"] = map[string]attribute{"key": {S: keys[at]}}
		}
	case "DeleteItem":
		if _, there := i.held[key]; there && operation != i.fails {
			out["Attributes"] = i.item(key)
			i.writes = append(i.writes, "delete "+key)
			delete(i.held, key)
		}
	case "UpdateItem":
		taken := in.ExpressionAttributeValues[":keys"].SS
		if len(taken) == 0 {
			i.Error("a set may not be empty")
		}
		i.writes = append(i.writes, "release "+key)
		i.held[key] = slices.DeleteFunc(i.held[key].([]string), func(k string) bool { return slices.Contains(taken, k) })
	}
	_ = json.NewEncoder(w).Encode(out) // a client that left needs none
}

func (i *items) item(key string) map[string]attribute {
	item := map[string]attribute{"key": {S: key}}
	switch held := i.held[key].(type) {
	case string:
		item["foundRecords"] = attribute{S: held}
	case []string:
		if len(held) > 0 {
			item["heldUnder"] = attribute{SS: held}
		}
	}
	return item
}

// people are Ann, who calls from her own number and her family's; Bob, who calls
// from the family's, too; and Eve, whose number begins as theirs does.
func people(t *testing.T) (*items, *Table) {
	i := &items{T: t, held: map[string]any{
		"+14155550101":        `[{"id":"003A","fields":{"mobile":"+14155550109"}}]`,
		"+14155550102":        `[{"id":"003A"},{"id":"003B"}]`,
		"mailto:ann@mail.com": `[{"id":"003A"}]`,
		"id:003A":             `[{"id":"003A"}]`,
		"+141555501020":       `[{"id":"003E"}]`,
		"record:003A":         []string{"+14155550101", "+14155550102", "mailto:ann@mail.com", "id:003A", "+14155550103"},
		"record:003B":         []string{"+14155550102", "+14155550104"},
		"record:003E":         []string{"+141555501020"},
		"record:003F":         []string{"+14155550103"}, // whose entry went
		"record:003G":         []string(nil),            // of which a change was told
	}}
	server := httptest.NewServer(i)
	t.Cleanup(server.Close)
	return i, New(aws.Config{Region: "eu-west-2", BaseEndpoint: &server.URL, Credentials: aws.AnonymousCredentials{},
		Retryer: func() aws.Retryer { return aws.NopRetryer{} }}, "callers")
}

func TestForgettingLeavesNoTraceAndTouchesNobodyElse(t *testing.T) {
	for name, tt := range map[string]struct {
		keys, records []string
		entries       int
		want          map[string][]string // records that stay or are emptied, by their keys
		gone          []string
	}{
		"a number": {[]string{"+14155550102", "", "+14155550102"}, nil, 1,
			map[string][]string{"record:003A": {"+14155550101", "mailto:ann@mail.com", "id:003A", "+14155550103"}, "record:003B": {"+14155550104"}},
			[]string{"+14155550102"}},
		"a number that an admin's field quotes": {[]string{"+14155550109"}, nil, 1, nil, []string{"+14155550101"}},
		"a number whose entry went": {[]string{"+14155550103"}, nil, 0,
			map[string][]string{"record:003A": {"+14155550101", "+14155550102", "mailto:ann@mail.com", "id:003A"}, "record:003F": {}}, nil},
		"a record": {nil, []string{"003A"}, 4, map[string][]string{"record:003B": {"+14155550104"}, "record:003F": {}},
			[]string{"+14155550101", "+14155550102", "mailto:ann@mail.com", "id:003A", "record:003A"}},
		"a record of which a change was told": {nil, []string{"003G", ""}, 0, nil, []string{"record:003G"}},
		"an id that is given for a key":       {[]string{"003G"}, nil, 0, nil, nil},
		"nobody":                              {nil, []string{""}, 0, nil, nil},
		"a stranger":                          {[]string{"+15005550006"}, []string{"003Z"}, 0, nil, nil},
	} {
		i, table := people(t)
		want := maps.Clone(i.held)
		for record, keys := range tt.want {
			want[record] = keys
		}
		for _, key := range tt.gone {
			delete(want, key)
		}
		entries, err := table.Forget(t.Context(), tt.keys, tt.records)
		if err != nil || entries != tt.entries {
			t.Errorf("%s: forgot %d, %v", name, entries, err)
		}
		same := func(a, b any) bool {
			x, _ := json.Marshal(a) // texts and lists of them
			y, _ := json.Marshal(b)
			return string(x) == string(y)
		}
		if !maps.EqualFunc(i.held, want, same) {
			t.Errorf("%s: left are %v\nwant %v", name, i.held, want)
		}
		if again, err := table.Forget(t.Context(), tt.keys, tt.records); again != 0 || err != nil {
			t.Errorf("%s: forgot %d again, %v", name, again, err)
		}
	}
}

func TestWhoeverIsStoppedWhileForgettingFindsTheRestAgain(t *testing.T) {
	for _, operation := range []string{"GetItem", "Scan", "UpdateItem", "DeleteItem"} {
		i, table := people(t)
		i.fails = operation
		if _, err := table.Forget(t.Context(), nil, []string{"003A"}); fault.KindOf(err) != fault.Unavailable || strings.Contains(err.Error(), "+1415") {
			t.Errorf("%s: %v", operation, err)
		}
		i.fails = ""
		if _, err := table.Forget(t.Context(), nil, []string{"003A"}); err != nil {
			t.Errorf("%s: %v", operation, err)
		}
		if last := i.writes[len(i.writes)-1]; last != "delete record:003A" {
			t.Errorf("%s: the last of all is %s", operation, last)
		}
		err := table.Traces(t.Context(), []string{"003A", "+14155550101", "+14155550103", "mailto:ann@mail.com"}, func(left Trace) bool {
			t.Errorf("%s: left is %+v", operation, left)
			return true
		})
		if err != nil {
			t.Errorf("%s: %v", operation, err)
		}
	}
}

func TestTracesAreShownUntilNoMoreIsWanted(t *testing.T) {
	_, table := people(t)
	shown := 0
	if err := table.Traces(t.Context(), []string{"003A"}, func(Trace) bool { shown++; return shown < 2 }); err != nil || shown != 2 {
		t.Errorf("%d were shown, %v", shown, err)
	}
}
