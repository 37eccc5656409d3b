package dynamo

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"tieline/shared/breaker"
	"tieline/shared/fault"
)

// oneItem is DynamoDB with one item, that holds a write to its condition: that an
// attribute is not there, or is as it was.
type oneItem struct {
	*testing.T
	item map[string]map[string]string // attribute, type and value
}

func (o *oneItem) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Item                      map[string]map[string]string
		ConditionExpression       string
		ExpressionAttributeValues map[string]map[string]string
	}
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		o.Error(err)
	}
	w.Header().Set("Content-Type", "application/x-amz-json-1.0")
	switch _, operation, _ := strings.Cut(r.Header.Get("X-Amz-Target"), "."); {
	case operation == "GetItem":
		_ = json.NewEncoder(w).Encode(map[string]any{"Item": o.item}) // a client that left needs none
	case o.holds(in.ConditionExpression, in.ExpressionAttributeValues):
		o.item = in.Item
		_, _ = io.WriteString(w, "{}")
	default:
		w.WriteHeader(held.status)
		_, _ = io.WriteString(w, held.body)
	}
}

func (o *oneItem) holds(condition string, values map[string]map[string]string) bool {
	if name, is := strings.CutPrefix(condition, "attribute_not_exists("); is {
		_, there := o.item[strings.TrimSuffix(name, ")")]
		return !there
	}
	if name, is := strings.CutSuffix(condition, " = :was"); is {
		was, there := o.item[name]
		return there && was["N"] == values[":was"]["N"]
	}
	if condition != "" {
		o.Errorf("the condition %q is not known", condition)
	}
	return condition == ""
}

// operationsOf is a table of that one item.
func operationsOf(t *testing.T) *Operations {
	server := httptest.NewServer(&oneItem{T: t})
	t.Cleanup(server.Close)
	return NewOperations(aws.Config{Region: "eu-west-2", BaseEndpoint: &server.URL, Credentials: aws.AnonymousCredentials{},
		Retryer: func() aws.Retryer { return aws.NopRetryer{} }}, "operations")
}

// kept is a BreakerState in a table of one item.
func kept(t *testing.T) BreakerState { return NewBreakerState(operationsOf(t)) }

func TestTheBreakerClosesAndOpensInItsTable(t *testing.T) {
	state, now := kept(t), time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	pace := breaker.Pace{Failures: 3, Rest: 15 * time.Second, Longest: 10 * time.Minute, Probe: 5 * time.Second}
	down := fault.Errorf(fault.Unavailable, "down")
	for n, step := range []struct {
		after time.Duration
		asks  bool
		call  error
	}{
		{0, true, nil}, {0, true, down}, {0, true, down}, {0, true, down}, // closes
		{0, false, nil}, {pace.Rest - 1, false, nil},
		{1, true, down},                                 // probes, and doubles the rest
		{pace.Rest, false, nil}, {pace.Rest, true, nil}, // opens
		{0, true, down}, {0, true, down}, {0, true, nil}, {0, true, down}, {0, true, down}, {0, true, nil},
	} {
		now = now.Add(step.after)
		// Each call is another environment's.
		leave, open := breaker.New(state, pace, func() time.Time { return now }).Enter(t.Context())
		if open != step.asks {
			t.Fatalf("step %d: asks %v", n, open)
		}
		if !open {
			continue
		}
		if err := leave(t.Context(), step.call); err != nil {
			t.Fatalf("step %d: %v", n, err)
		}
	}
}

func TestOfThoseThatComeOnceTheRestIsOverOneAsks(t *testing.T) {
	state, now := kept(t), time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	if err := state.Write(t.Context(), breaker.State{Failures: 3, Since: now, Until: now, Reason: fault.Unavailable}, 0); err != nil {
		t.Fatal(err)
	}
	late := breaker.New(lateStore{state}, breaker.Pace{Failures: 3, Rest: time.Second, Longest: time.Minute, Probe: time.Second}, func() time.Time { return now })
	if _, open := late.Enter(t.Context()); open {
		t.Error("two ask")
	}
}

// lateStore is where somebody else writes between our read and our write.
type lateStore struct{ breaker.Store }

func (s lateStore) Read(ctx context.Context) (breaker.State, error) {
	is, err := s.Store.Read(ctx)
	if err != nil {
		return is, err
	}
	return is, s.Write(ctx, is, is.Version)
}

func TestAStateIsKeptOnlyOnTheVersionThatWasRead(t *testing.T) {
	state, at := kept(t), time.UnixMilli(1000).UTC()
	for n, tt := range []struct {
		was  int64
		want fault.Kind
	}{{1, fault.Conflict}, {0, ""}, {0, fault.Conflict}, {2, fault.Conflict}, {1, ""}, {1, fault.Conflict}, {2, ""}} {
		// Whatever version the state itself has.
		next := breaker.State{Version: 7, Failures: n, Since: at, Until: at.Add(time.Minute), Reason: fault.Throttled}
		if err := state.Write(t.Context(), next, tt.was); fault.KindOf(err) != tt.want {
			t.Errorf("write %d, on version %d: %v, want kind %q", n, tt.was, err, tt.want)
		}
		next.Version = tt.was + 1
		if got, err := state.Read(t.Context()); tt.want == "" && got != next || err != nil {
			t.Errorf("write %d: %+v, %v", n, got, err)
		}
	}
}
