package world

import (
	"context"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"tieline/shared/breaker"
	"tieline/shared/dynamo"
	"tieline/shared/fault"
	"tieline/shared/names"
	"tieline/shared/relay"
	"tieline/shared/tuning"
)

// testOperations keeps what all functions share in a table of its own, as the
// deployed one is in use.
func testOperations(t *testing.T, w *World) {
	ctx, cancel := context.WithTimeout(t.Context(), testPatience)
	defer cancel()
	table := names.On(stage, names.Operations+"-test")
	_, err := dynamodb.NewFromConfig(w.AWS).CreateTable(ctx, &dynamodb.CreateTableInput{
		TableName:            &table,
		BillingMode:          types.BillingModePayPerRequest,
		AttributeDefinitions: []types.AttributeDefinition{{AttributeName: aws.String(names.AttributeName), AttributeType: types.ScalarAttributeTypeS}},
		KeySchema:            []types.KeySchemaElement{{AttributeName: aws.String(names.AttributeName), KeyType: types.KeyTypeHash}},
	})
	if err != nil {
		t.Fatal(err)
	}
	operations := dynamo.NewOperations(w.AWS, table)
	t.Run("a table in which nothing was kept", func(t *testing.T) { testNothingKept(ctx, t, operations) })
	t.Run("conditions", func(t *testing.T) { testConditions(ctx, t, operations) })
	t.Run("the relay, heard twice at once", func(t *testing.T) { testRelayHeardTwice(ctx, t, operations) })
	t.Run("the breaker", func(t *testing.T) { testBreakerState(ctx, t, operations) })
}

func testNothingKept(ctx context.Context, t *testing.T, o *dynamo.Operations) {
	got, err := o.Conditions(ctx)
	if err != nil || got.Tuned != nil || got.Schema != nil || got.Relay != (relay.Health{}) || !got.DescribedAt.IsZero() || !got.Read {
		t.Errorf("%+v, %v", got, err)
	}
	if state, err := dynamo.NewBreakerState(o).Read(ctx); state != (breaker.State{}) || err != nil {
		t.Errorf("%+v, %v", state, err)
	}
}

func testConditions(ctx context.Context, t *testing.T, o *dynamo.Operations) {
	now := time.Now().UTC().Truncate(time.Millisecond)
	tuned := tuning.Snapshot{"screen-pop/budget": "900", "screen-pop/fields": ""}
	schema := map[string][]string{"Contact": {"Id", "Phone"}, "Lead": {}}
	health := relay.Health{Since: now.Add(-time.Hour), Until: now}
	for _, err := range []error{
		o.PutParameters(ctx, tuned), o.KeepSchema(ctx, schema, now),
		o.KeepRelay(ctx, func(relay.Health) relay.Health { return health }),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	got, err := o.Conditions(ctx)
	if err != nil || !maps.Equal(got.Tuned, tuned) || got.Relay != health || got.DescribedAt != now ||
		!maps.EqualFunc(got.Schema, schema, slices.Equal[[]string]) {
		t.Errorf("%+v, %v", got, err)
	}
	if err := o.PutParameters(ctx, nil); err != nil {
		t.Fatal(err)
	}
	if got, err := o.Conditions(ctx); err != nil || len(got.Tuned) > 0 || got.Relay != health {
		t.Errorf("%+v, %v", got, err)
	}
}

// testRelayHeardTwice has two lengthen the healthy time at the same moment:
// neither may be lost.
func testRelayHeardTwice(ctx context.Context, t *testing.T, o *dynamo.Operations) {
	start := time.Now().UTC().Truncate(time.Millisecond)
	if err := o.KeepRelay(ctx, func(relay.Health) relay.Health { return relay.Health{Since: start, Until: start} }); err != nil {
		t.Fatal(err)
	}
	var both, group sync.WaitGroup
	both.Add(2)
	for range 2 {
		group.Go(func() {
			first := true
			err := o.KeepRelay(ctx, func(was relay.Health) relay.Health {
				if first { // neither writes before both have read
					both.Done()
					both.Wait()
				}
				first = false
				return relay.Health{Since: was.Since, Until: was.Until.Add(time.Minute)}
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if got, err := o.Conditions(ctx); err != nil || got.Relay != (relay.Health{Since: start, Until: start.Add(2 * time.Minute)}) {
		t.Errorf("%+v, %v", got.Relay, err)
	}
}

func testBreakerState(ctx context.Context, t *testing.T, o *dynamo.Operations) {
	state := dynamo.NewBreakerState(o)
	now := time.Now().UTC().Truncate(time.Millisecond)
	for n, tt := range []struct {
		was  int64
		want fault.Kind
	}{{1, fault.Conflict}, {0, ""}, {0, fault.Conflict}, {2, fault.Conflict}, {1, ""}, {1, fault.Conflict}} {
		next := breaker.State{Version: tt.was + 1, Failures: n, Since: now, Until: now.Add(time.Minute), Reason: fault.Throttled}
		if err := state.Write(ctx, next, tt.was); fault.KindOf(err) != tt.want {
			t.Errorf("write %d, on version %d: %v, want kind %q", n, tt.was, err, tt.want)
		}
		if got, err := state.Read(ctx); tt.want == "" && got != next || err != nil {
			t.Errorf("write %d: %+v, %v", n, got, err)
		}
	}
	if err := state.Write(ctx, breaker.State{}, 2); err != nil {
		t.Fatal(err)
	}
	playBreaker(ctx, t, state, now)
}

// playBreaker has environments ask a Salesforce that fails and comes back.
func playBreaker(ctx context.Context, t *testing.T, state breaker.Store, now time.Time) {
	pace := breaker.Pace{Failures: 3, Rest: 15 * time.Second, Longest: 10 * time.Minute, Probe: 5 * time.Second}
	enter := func() (func(context.Context, error) error, bool) {
		return breaker.New(state, pace, func() time.Time { return now }).Enter(ctx)
	}
	answered := func(call error) {
		t.Helper()
		if leave, open := enter(); !open || leave(ctx, call) != nil {
			t.Errorf("nobody asks, or nobody hears of it")
		}
	}
	for range pace.Failures {
		answered(fault.Errorf(fault.Unavailable, "down"))
	}
	if _, open := enter(); open {
		t.Error("three failures do not close it")
	}
	now = now.Add(pace.Rest)
	leave, probes := enter()
	if _, open := enter(); open || !probes {
		t.Fatalf("after the rest one asks: %v, and another: %v", probes, open)
	}
	if err := leave(ctx, nil); err != nil {
		t.Error(err)
	}
	answered(nil)
	if got, err := state.Read(ctx); got != (breaker.State{Version: got.Version}) || err != nil {
		t.Errorf("left %+v, %v", got, err)
	}
}
