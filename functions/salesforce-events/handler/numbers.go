package handler

import (
	"slices"

	"tieline/shared/caller"
	"tieline/shared/tuning"
)

// regions are those as of which somebody may have looked for a number.
func regions(tuned tuning.Snapshot) []string {
	all := []string{tuning.ScreenPopDefaultRegion.In(tuned)}
	for _, p := range tuning.ScreenPopRegions.In(tuned) {
		all = append(all, p.Right)
	}
	return all
}

// numberKeys returns the keys under which somebody who bears these numbers may
// be held, as read in each region, each once. What is no number is nobody's key.
func numberKeys(typed, regions []string) []string {
	var keys []string
	for _, value := range typed {
		for _, region := range regions {
			// Whoever has an extension may be found for the number alone, too.
			if number, _, why := caller.ParseTyped(value, region); why == "" {
				keys = append(keys, caller.Clue{Kind: caller.ByNumber, Number: number}.Key())
			}
		}
	}
	return slices.Compact(slices.Sorted(slices.Values(keys)))
}

// emailKeys returns the key under which somebody who has this address may be
// held, if it is one.
func emailKeys(typed string) []string {
	clue, why := caller.Hint{Email: typed}.Read("")
	if why != "" {
		return nil
	}
	return []string{clue.Key()}
}
