package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"maps"
	"slices"

	"tieline/scripts/backfill"
)

// shown is how many phone fields of no use are listed for each reason.
const shown = 20

// report says which phone fields are of no use, and why.
func report(out io.Writer, all []backfill.Unusable) {
	by := map[string][]backfill.Unusable{}
	for _, u := range all {
		by[u.Why] = append(by[u.Why], u)
	}
	fmt.Fprintf(out, "phone fields of no use: %d\n", len(all))
	for _, reason := range slices.Sorted(maps.Keys(by)) {
		some := by[reason]
		fmt.Fprintf(out, "  %d: %s\n", len(some), reason)
		for _, u := range some[:min(shown, len(some))] {
			fmt.Fprintf(out, "    %s %s %s\n", u.Object, u.ID, u.Field)
		}
		if more := len(some) - shown; more > 0 {
			fmt.Fprintf(out, "    and %d more (--unusable writes them all to a file)\n", more)
		}
	}
}

// writeUnusable writes them all, as comma-separated values.
func writeUnusable(list io.Writer, all []backfill.Unusable) error {
	rows := csv.NewWriter(list)
	for _, u := range all {
		_ = rows.Write([]string{u.Object, u.ID, u.Field, u.Why}) // its error stays until Flush
	}
	rows.Flush()
	return rows.Error()
}
