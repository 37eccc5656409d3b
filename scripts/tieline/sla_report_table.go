package main

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"time"

	"tieline/scripts/slareport"
	"tieline/shared/sla"
)

// moments is how times are written above a report.
const moments = "2006-01-02 15:04"

// slaColumns are the figures of a row, behind its time.
const slaColumns = "%-22s  %7s  %8s  %9s  %5s  %7s  %9s  %6s  %6s  %7s  %10s\n"

// printReport prints a report as it comes, a block for each queue.
func printReport(ctx context.Context, out io.Writer, r reported, by slareport.By) error {
	fmt.Fprintf(out, "Service levels of stage %s, by %s, of contacts that ended from %s to %s (%s)\n",
		r.stage, by, r.period.From.Format(moments), r.period.To.Format(moments), r.period.From.Location())
	for _, note := range r.period.Notes {
		fmt.Fprintln(out, note)
	}
	if len(r.Queues) == 0 {
		fmt.Fprintln(out, "The stage has not heard of a contact in any queue yet.")
		return nil
	}
	p := page{out: out, by: by}
	if err := r.Run(ctx, p.take); err != nil {
		return fmt.Errorf("the report is not whole: %w", err)
	}
	if err := p.flush(); err != nil {
		return fmt.Errorf("the report is not whole: %w", err)
	}
	p.end()
	return nil
}

func blockName(r slareport.Row) string {
	if r.Queue.ID == "" {
		return "All queues"
	}
	promise := fmt.Sprintf("target %g %% in less than %d s", r.Policy.Target, int(r.Policy.Threshold.Seconds()))
	if v := r.Policy.Variant; v != "" && v != sla.Connect {
		promise += ", " + string(v)
	}
	if r.Queue.Name == "" {
		return fmt.Sprintf("Queue %s: %s", inert(r.Queue.ID), promise)
	}
	return fmt.Sprintf("%s (%s): %s", inert(r.Queue.Name), inert(r.Queue.ID), promise)
}

func whole(n int) string { return strconv.Itoa(n) }

func percent(of float64, known bool) string {
	if !known {
		return "–"
	}
	return fmt.Sprintf("%.1f", of)
}

// clock is a duration in minutes and seconds.
func clock(d time.Duration, known bool) string {
	if !known {
		return "–"
	}
	s := int(d.Round(time.Second).Seconds())
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}
