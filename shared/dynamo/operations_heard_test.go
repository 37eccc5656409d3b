package dynamo

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tieline/shared/fault"
)

func TestQueuesAreAddedAndTheLatestEventStays(t *testing.T) {
	const add, set, condition = "ADD queues :queues", "SET heardAt = :at", `"ConditionExpression":"attribute_not_exists(heardAt) OR heardAt <= :at"`
	done, down := answer{200, `{}`}, answer{500, `{}`}
	for name, tt := range map[string]struct {
		at      time.Time
		queues  []string
		answers []answer
		asked   []string // what each call's update is
		kind    fault.Kind
	}{
		"an event of a queue":         {learnedAt, []string{"q1"}, []answer{done}, []string{add + " " + set}, ""},
		"an event of none":            {learnedAt, nil, []answer{done}, []string{set}, ""},
		"a record's queue":            {time.Time{}, []string{"q1"}, []answer{done}, []string{add}, ""},
		"nothing":                     {time.Time{}, nil, []answer{done}, nil, ""},
		"an event that is not last":   {learnedAt, []string{"q1"}, []answer{held, done}, []string{add + " " + set, add}, ""},
		"one that is not, of none":    {learnedAt, nil, []answer{held}, []string{set}, ""},
		"it cannot be noted":          {learnedAt, []string{"q1"}, []answer{down}, []string{add + " " + set}, fault.Unavailable},
		"not last, and then no table": {learnedAt, []string{"q1"}, []answer{held, down}, []string{add + " " + set, add}, fault.Unavailable},
	} {
		operations, asked := operationsOver(t, tt.answers...)
		err := operations.Heard(t.Context(), tt.at, tt.queues...)
		if fault.KindOf(err) != tt.kind || len(*asked) != len(tt.asked) {
			t.Errorf("%s: asked %v, %v", name, *asked, err)
			continue
		}
		for n, ask := range *asked {
			sets := strings.Contains(tt.asked[n], set)
			if !strings.Contains(ask, `"UpdateExpression":"`+tt.asked[n]+`"`) || !strings.Contains(ask, `"Key":{"name":{"S":"levels"}}`) ||
				strings.Contains(ask, condition) != sets || strings.Contains(ask, `":at":{"N":"1767355200000"}`) != sets {
				t.Errorf("%s: call %d is %s", name, n, ask)
			}
		}
	}
}

func TestAQueueIsToldOnceInACall(t *testing.T) {
	operations, asked := operationsOver(t, answer{200, `{}`})
	queues := []string{"q2", "q1", "q2"}
	err := operations.Heard(t.Context(), time.Time{}, queues...)
	holds(t, "told", *asked, err, "UpdateItem ", `":queues":{"SS":["q1","q2"]}`)
	if !slices.Equal(queues, []string{"q2", "q1", "q2"}) {
		t.Errorf("the caller's are now %v", queues)
	}
}

func TestQueuesAndTheLastEventAreRead(t *testing.T) {
	for name, tt := range map[string]struct {
		reply  string
		queues []string
		heard  time.Time
		kind   fault.Kind
	}{
		"none":         {`{}`, nil, time.Time{}, ""},
		"both":         {`{"Item":{"name":{"S":"levels"},"queues":{"SS":["q2","q1"]},"heardAt":{"N":"1767355200000"},"later":{"BOOL":true}}}`, []string{"q1", "q2"}, learnedAt, ""},
		"queues alone": {`{"Item":{"queues":{"SS":["q1"]}}}`, []string{"q1"}, time.Time{}, ""},
		"events alone": {`{"Item":{"heardAt":{"N":"1767355200000"}}}`, nil, learnedAt, ""},
		"broken":       {`{"Item":{"heardAt":{"S":"noon"}}}`, nil, time.Time{}, fault.Unknown},
	} {
		operations, asked := operationsOver(t, answer{200, tt.reply})
		queues, heard, err := operations.Levels(t.Context())
		if !slices.Equal(queues, tt.queues) || !heard.Equal(tt.heard) || fault.KindOf(err) != tt.kind {
			t.Errorf("%s: %v, %s, %v", name, queues, heard, err)
		}
		if !strings.Contains((*asked)[0], `"ConsistentRead":true`) {
			t.Errorf("%s: read inconsistently: %s", name, (*asked)[0])
		}
	}
}
