package handler

import (
	"testing"

	"tieline/shared/sla"
)

func TestTheWorstQueueHasTheLeastHeadroom(t *testing.T) {
	of := func(queue string, target float64, within int, judged bool) level {
		return level{queue: queue, policy: sla.Policy{Target: target}, live: sla.Figures{Offered: 10, Within: within}, judged: judged}
	}
	silent := level{queue: "none", judged: true}
	for name, tt := range map[string]struct {
		all  []level
		want string
	}{
		"the lowest level":                    {[]level{of("a", 80, 9, true), of("b", 80, 7, true), of("c", 80, 8, true)}, "b"},
		"the highest target":                  {[]level{of("a", 50, 6, true), of("b", 90, 8, true)}, "b"},
		"few contacts are no ground":          {[]level{of("a", 80, 0, false), of("b", 80, 9, true)}, "b"},
		"but more than none":                  {[]level{silent, of("a", 80, 9, false)}, "a"},
		"of nobody nothing is known":          {[]level{silent, of("a", 80, 10, true)}, "a"},
		"the same order each time":            {[]level{of("b", 80, 7, true), of("a", 80, 7, true)}, "a"},
		"where no queue is all are the worst": {nil, "sum"},
	} {
		if got := worst(tt.all, level{queue: "sum"}); got.queue != tt.want {
			t.Errorf("%s: %s, want %s", name, got.queue, tt.want)
		}
	}
}
