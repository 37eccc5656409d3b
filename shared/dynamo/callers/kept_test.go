package callers

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"tieline/shared/tuning"
)

// What was told of a change must outlast whatever may come back to fill: a
// backfill goes on with what it read for as long as that may serve.
func TestItemsOutliveWhateverMayServe(t *testing.T) {
	longest := max(tuning.ScreenPopFresh.Max, tuning.ScreenPopFreshRelayed.Max, tuning.ScreenPopFreshNone.Max, tuning.ScreenPopStale.Max)
	if kept < time.Duration(longest)*time.Second+24*time.Hour {
		t.Errorf("kept for %s, and answers may serve for %d s", kept, longest)
	}
	table, asked := over(t, 200, `{"Attributes":{"heldUnder":{"SS":["`+key+`"]}}}`)
	for what, do := range map[string]func() error{
		"nobody was found": func() error { return table.Fill(t.Context(), found()) },
		"bob was found":    func() error { return table.Fill(t.Context(), found(bob)) },
		"something changed": func() error {
			_, err := table.Invalidate(t.Context(), noon, nil, []string{"003B"})
			return err
		},
	} {
		asked.asked = nil
		if err := do(); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		all := strings.Join(asked.asked, "")
		stays := `":expiresAt":{"N":"` + strconv.FormatInt(noon.Add(kept).Unix(), 10) + `"}`
		if writes := strings.Count(all, `"Key":{`); strings.Count(all, stays) != writes || writes == 0 {
			t.Errorf("%s: not all stays: %s", what, all)
		}
	}
}

func TestWhatWasFoundWithoutSomeFieldsIsKeptAsSuch(t *testing.T) {
	for brief, want := range map[bool]string{false: `":brief":{"N":"0"}`, true: `":brief":{"N":"1"}`} {
		table, asked := over(t, 200, `{}`)
		e := found(bob)
		e.Brief = brief
		if err := table.Fill(t.Context(), e); err != nil || !strings.Contains(asked.asked[0], want) {
			t.Errorf("%v, asked %v, want %s", err, asked.asked, want)
		}
	}
}
