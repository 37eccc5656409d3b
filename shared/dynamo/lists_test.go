package dynamo

import (
	"context"
	"slices"
	"strings"
	"testing"

	"tieline/shared/contact"
	"tieline/shared/fault"
)

// The table as it answers when it is asked for what was rejected, shard by shard:
// two pages of the first, and nothing of the second.
var refusals = []answer{
	{200, `{"Items":[{"contactId":{"S":"c1"},"syncAt":{"N":"1000"}},{"contactId":{"S":"c2"},"syncAt":{"N":"2000"}}],"LastEvaluatedKey":{"contactId":{"S":"c2"}}}`},
	{200, `{"Responses":{"contacts":[{"contactId":{"S":"c1"},"version":{"N":"1"},"syncList":{"S":"due#0"},"syncAt":{"N":"1000"}},
		{"contactId":{"S":"c2"},"version":{"N":"1"},"syncList":{"S":"rejected#0"},"syncAt":{"N":"2000"},"reason":{"S":"X"}}]}}`},
	{200, `{"Items":[{"contactId":{"S":"c3"},"syncAt":{"N":"3000"}}]}`},
	{200, `{"Responses":{"contacts":[{"contactId":{"S":"c3"},"version":{"N":"1"},"syncList":{"S":"rejected#0"},"syncAt":{"N":"3000"},"reason":{"S":"X"}}]}}`},
	{200, `{"Items":[]}`},
}

var wholeTable = []answer{
	{200, `{"Items":[{"contactId":{"S":"c1"},"version":{"N":"1"}},{"contactId":{"S":"c2"},"version":{"N":"1"}}],"LastEvaluatedKey":{"contactId":{"S":"c2"}}}`},
	{200, `{"Items":[{"contactId":{"S":"c3"},"version":{"N":"1"}}]}`},
}

func TestManyAreShownPageByPageUntilNoMoreIsWanted(t *testing.T) {
	type list func(*Contacts, context.Context, func(contact.Item) bool) error
	down := []answer{{500, `{}`}}
	for name, tt := range map[string]struct {
		list    list
		answers []answer
		most    int
		want    []string
		asked   int
		kind    fault.Kind
	}{
		"what is rejected still": {(*Contacts).Rejected, refusals, 10, []string{"c2", "c3"}, 5, ""},
		"one that is rejected":   {(*Contacts).Rejected, refusals, 1, []string{"c2"}, 2, ""},
		"rejected, and no index": {(*Contacts).Rejected, down, 10, nil, 1, fault.Unavailable},
		"rejected, and no table": {(*Contacts).Rejected, []answer{refusals[0], down[0]}, 10, nil, 2, fault.Unavailable},
		"all":                    {(*Contacts).Scan, wholeTable, 10, []string{"c1", "c2", "c3"}, 2, ""},
		"two of all":             {(*Contacts).Scan, wholeTable, 2, []string{"c1", "c2"}, 1, ""},
		"all, and no table":      {(*Contacts).Scan, []answer{wholeTable[0], down[0]}, 10, []string{"c1", "c2"}, 2, fault.Unavailable},
	} {
		cfg, asked := wired(t, tt.answers...)
		var shown []string
		err := tt.list(NewContacts(cfg, "contacts", 2), t.Context(), func(i contact.Item) bool {
			shown = append(shown, i.ID)
			return len(shown) < tt.most
		})
		if !slices.Equal(shown, tt.want) || len(*asked) != tt.asked || fault.KindOf(err) != tt.kind {
			t.Errorf("%s: shown are %v, %v, asked %v", name, shown, err, *asked)
		}
		for _, ask := range *asked {
			if inconsistent := !strings.Contains(ask, `"ConsistentRead":true`); inconsistent && !strings.HasPrefix(ask, "Query ") {
				t.Errorf("%s: read inconsistently: %s", name, ask)
			}
		}
	}
}
