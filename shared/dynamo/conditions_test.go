package dynamo

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"tieline/shared/fault"
	"tieline/shared/relay"
	"tieline/shared/tuning"
)

func TestConditionsAreReadInOneCall(t *testing.T) {
	noon := time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	for name, tt := range map[string]struct {
		reply string
		want  Conditions
		kind  fault.Kind
	}{
		"all": {`{"Responses":{"operations":[
			{"name":{"S":"relay"},"healthySince":{"N":"1767351600000"},"healthyUntil":{"N":"1767355200000"},"later":{"BOOL":true}},
			{"name":{"S":"schema"},"objects":{"M":{"Contact":{"S":"Id,Phone"},"Lead":{"S":""}}},"describedAt":{"N":"1767355200000"}},
			{"name":{"S":"parameters"},"values":{"M":{"screen-pop/budget":{"S":"900"}}}}]}}`,
			Conditions{tuning.Snapshot{"screen-pop/budget": "900"}, relay.Health{Since: noon.Add(-time.Hour), Until: noon},
				map[string][]string{"Contact": {"Id", "Phone"}, "Lead": {}}, noon, true}, ""},
		"none":                    {`{"Responses":{"operations":[]}}`, Conditions{Read: true}, ""},
		"some, over the capacity": {`{"Responses":{"operations":[]},"UnprocessedKeys":{"operations":{"Keys":[{"name":{"S":"relay"}}]}}}`, Conditions{}, fault.Throttled},
		"one that is broken":      {`{"Responses":{"operations":[{"name":{"S":"parameters"},"values":{"N":"1"}}]}}`, Conditions{}, fault.Unknown},
	} {
		operations, asked := operationsOver(t, answer{200, tt.reply})
		got, err := operations.Conditions(t.Context())
		if !reflect.DeepEqual(got, tt.want) || fault.KindOf(err) != tt.kind {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
		if len(*asked) != 1 || !strings.HasPrefix((*asked)[0], "BatchGetItem ") || strings.Count((*asked)[0], `{"name":`) != 3 {
			t.Errorf("%s: asked %v", name, *asked)
		}
	}
}
