package main

import (
	"context"
	"fmt"
	"io"

	"tieline/scripts/slareport"
	"tieline/shared/sla"
)

// printCompared prints Tieline's figures beside Amazon Connect's, a block for each
// queue.
func printCompared(ctx context.Context, out io.Writer, r reported, theirs slareport.Theirs) error {
	const columns = "%-22s  %8s  %9s  %6s  %8s  %9s\n"
	fmt.Fprintf(out, "Stage %s beside Amazon Connect, of contacts that ended from %s to %s (%s)\n",
		r.stage, r.period.From.Format(moments), r.period.To.Format(moments), r.period.From.Location())
	for _, note := range r.period.Notes {
		fmt.Fprintln(out, note)
	}
	var above slareport.Queue
	compared, agreed := 0, 0
	err := r.Compare(ctx, theirs, func(c slareport.Compared) error {
		if (c.Figures == sla.Figures{} && c.Theirs.Queued == 0) {
			return nil // there is nothing to compare
		}
		if above != c.Queue {
			above = c.Queue
			fmt.Fprintf(out, "\n%s\n", blockName(c.Row))
			fmt.Fprintf(out, columns, "", "LEVEL%", "CONNECT'S", "APART", "OFFERED", "CONNECT'S")
		}
		compared++
		why := c.Why(r.Now)
		if why == "" {
			agreed++
		}
		queued := whole(c.Theirs.Queued)
		if !c.Theirs.Known && c.Theirs.Queued == 0 {
			queued = "–"
		}
		if why != "" {
			why = "    " + why + "\n"
		}
		_, err := fmt.Fprintf(out, columns+"%s", c.From.Format("2006-01-02 Mon"), percent(c.Ours, c.Known),
			percent(c.Theirs.ServiceLevel, c.Theirs.Known), signed(c.Apart()), whole(c.Figures.Offered), queued, why)
		return err
	})
	if err != nil {
		return fmt.Errorf("the comparison is not whole: %w", err)
	}
	fmt.Fprintf(out, "\n%d of %d rows with contacts agree.\n", agreed, compared)
	return nil
}

// signed is a difference in percentage points.
func signed(points float64, known bool) string {
	if !known {
		return "–"
	}
	return fmt.Sprintf("%+.1f", points)
}
