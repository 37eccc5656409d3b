package dynamo

import (
	"testing"
	"time"

	"tieline/shared/fault"
)

func TestTheTimeOfTheLastLookForWrapUpsIsKept(t *testing.T) {
	for name, tt := range map[string]struct {
		reply string
		want  time.Time
		kind  fault.Kind
	}{
		"never":  {`{}`, time.Time{}, ""},
		"once":   {`{"Item":{"name":{"S":"wrap-ups"},"since":{"N":"1767355200000"}}}`, learnedAt, ""},
		"broken": {`{"Item":{"name":{"S":"wrap-ups"},"since":{"S":"noon"}}}`, time.Time{}, fault.Unknown},
	} {
		operations, _ := operationsOver(t, answer{200, tt.reply})
		if got, err := operations.WrapUpsSince(t.Context()); !got.Equal(tt.want) || fault.KindOf(err) != tt.kind {
			t.Errorf("%s: %s, %v", name, got, err)
		}
	}
	operations, asked := operationsOver(t, answer{200, `{}`})
	err := operations.KeepWrapUpsSince(t.Context(), learnedAt)
	holds(t, "kept", *asked, err, "PutItem ", `"name":{"S":"wrap-ups"}`, `"since":{"N":"1767355200000"}`)
}

func TestThePeriodOfTheLastHealthIsKept(t *testing.T) {
	operations, _ := operationsOver(t, answer{200, `{"Item":{"name":{"S":"health"},"told":{"N":"1767355200000"}}}`}, answer{200, `{}`}, answer{500, `{}`})
	for n, want := range []time.Time{learnedAt, {}} {
		if got, err := operations.HealthTold(t.Context()); !got.Equal(want) || err != nil {
			t.Errorf("%d: %s, %v", n, got, err)
		}
	}
	operations, asked := operationsOver(t, answer{200, `{}`})
	err := operations.KeepHealthTold(t.Context(), learnedAt)
	holds(t, "kept", *asked, err, "PutItem ", `"name":{"S":"health"}`, `"told":{"N":"1767355200000"}`)
}

func TestAnErasureIsAddedToThoseBefore(t *testing.T) {
	operations, asked := operationsOver(t, answer{200, `{}`})
	err := NewErasures(operations, func() time.Time { return learnedAt }).CountErasure(t.Context(), 3, 2, 1)
	holds(t, "counted", *asked, err, "UpdateItem ", `"UpdateExpression":"ADD `, `"Key":{"name":{"S":"erasures"}}`, `":one":{"N":"1"}`,
		`":contacts":{"N":"3"}`, `":entries":{"N":"2"}`, `":parked":{"N":"1"}`, `":at":{"N":"1767355200000"}`)
	down, _ := operationsOver(t, answer{500, `{}`})
	if err := NewErasures(down, time.Now).CountErasure(t.Context(), 1, 0, 0); fault.KindOf(err) != fault.Unavailable {
		t.Error(err)
	}
}
