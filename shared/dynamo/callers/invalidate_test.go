package callers

import (
	"strconv"
	"strings"
	"testing"

	"tieline/shared/fault"
)

func TestEachKeyAndRecordIsMarkedOnce(t *testing.T) {
	table, asked := over(t, 200, `{"Attributes":{"heldUnder":{"SS":["+14155550101","`+key+`"]}}}`)
	marked, err := table.Invalidate(t.Context(), noon, []string{key, "", key}, []string{"003B", "", "003B"})
	if marked != 2 || err != nil || len(asked.asked) != 3 {
		t.Fatalf("%d marked, %v: asked %v", marked, err, asked.asked)
	}
	if !strings.Contains(asked.asked[0], "record:003B") {
		t.Errorf("the record is not marked first: %v", asked.asked)
	}
}

func TestAnInvalidationOfNothingAsksNobody(t *testing.T) {
	table, asked := over(t, 500, `{}`)
	if marked, err := table.Invalidate(t.Context(), noon, nil, []string{""}); marked != 0 || err != nil || len(asked.asked) != 0 {
		t.Errorf("%d marked, %v: asked %v", marked, err, asked.asked)
	}
}

func TestALaterChangeLeavesNothingToMark(t *testing.T) {
	table, _ := over(t, 400, `{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException","Item":{"heldUnder":{"SS":["`+key+`"]}}}`)
	if marked, err := table.Invalidate(t.Context(), noon, nil, []string{"003B"}); marked != 0 || err != nil {
		t.Errorf("%d marked, %v", marked, err)
	}
}

func TestAnInvalidationThatFailsSaysWhyAndBeginsNoMore(t *testing.T) {
	keys := make([]string, 100)
	for n := range keys {
		keys[n] = key + strconv.Itoa(n)
	}
	for name, tt := range map[string]struct {
		status  int
		reply   string
		keys    []string
		records []string
		kind    fault.Kind
		asked   int
	}{
		"keys":                           {500, `{}`, keys, nil, fault.Unavailable, atOnce},
		"records, and keys":              {500, `{}`, keys, []string{"003B"}, fault.Unavailable, 1},
		"beside a fill":                  {400, `{"__type":"x#TransactionConflictException"}`, keys[:1], nil, fault.Conflict, 1},
		"a record's item that is broken": {200, `{"Attributes":{"heldUnder":{"N":"1"}}}`, keys, []string{"003B"}, fault.Unknown, 1},
	} {
		table, asked := over(t, tt.status, tt.reply)
		marked, err := table.Invalidate(t.Context(), noon, tt.keys, tt.records)
		if marked != 0 || fault.KindOf(err) != tt.kind || len(asked.asked) != tt.asked || strings.Contains(err.Error(), key) {
			t.Errorf("%s: %d marked, %d asked, %v", name, marked, len(asked.asked), err)
		}
	}
}
