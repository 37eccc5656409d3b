package main

import (
	"fmt"
	"io"
	"math"
	"slices"

	"tieline/scripts/slareport"
	"tieline/shared/sla"
)

// page is a report in print.
type page struct {
	out  io.Writer
	by   slareport.By
	rows []slareport.Row // of one queue, not yet printed

	missed, provisional bool // there are some to explain
	leftOut             int
}

// take prints the rows of the queue before, once one of another comes.
func (p *page) take(r slareport.Row) error {
	var err error
	if len(p.rows) > 0 && p.rows[0].Queue != r.Queue {
		err = p.flush()
	}
	p.rows = append(p.rows, r)
	return err
}

// flush prints a queue's rows, in a line if there is nothing to tell.
func (p *page) flush() error {
	rows := p.rows
	p.rows = nil
	if len(rows) == 0 {
		return nil
	}
	heading := "\n" + blockName(rows[0])
	if !slices.ContainsFunc(rows, func(r slareport.Row) bool { return r.Figures != sla.Figures{} }) {
		_, err := fmt.Fprintln(p.out, heading+"\nno contacts")
		return err
	}
	fmt.Fprintln(p.out, heading)
	_, err := fmt.Fprintf(p.out, slaColumns, "", "OFFERED", "ANSWERED", "ABANDONED", "MOVED", "LEVEL% ", "ABANDON%", "ASA", "AHT", "LONGEST", "NO WRAP-UP")
	for _, r := range rows {
		if err == nil {
			err = p.print(r)
		}
	}
	return err
}

func (p *page) print(r slareport.Row) error {
	f := r.Figures
	abandoned := whole(f.Abandoned)
	if f.Provisional > 0 {
		abandoned, p.provisional = fmt.Sprintf("%d (%d)", f.Abandoned, f.Provisional), true
	}
	if !r.Total && r.Queue.ID != "" {
		p.leftOut += f.LeftOut
	}
	_, err := fmt.Fprintf(p.out, slaColumns, p.when(r), whole(f.Offered), whole(f.Answered), abandoned, whole(f.Moved),
		p.level(r), percent(f.AbandonRate()), clock(f.AverageSpeedOfAnswer()), clock(f.AverageHandleTime()),
		clock(f.LongestWait, f.Offered > 0), whole(f.MissingWrapUps))
	return err
}

// level is the service level, marked if it is below the target. One that is so by
// little is not rounded up to it.
func (p *page) level(r slareport.Row) string {
	level, known := r.Figures.ServiceLevel(r.Policy.Variant)
	if !known || r.Queue.ID == "" || level >= r.Policy.Target {
		return percent(level, known) + " "
	}
	p.missed = true
	if math.Round(level*10) >= r.Policy.Target*10 {
		level = math.Floor(level*10) / 10
	}
	return percent(level, known) + "*"
}

// when is the time of a row, in the report's zone. The hour that clocks show twice
// is told apart by its offset.
func (p *page) when(r slareport.Row) string {
	switch {
	case r.Total:
		return "total"
	case p.by == slareport.Hour:
		return r.From.Format("2006-01-02 15:04 -0700")
	case p.by == slareport.Whole:
		return "all"
	}
	return r.From.Format("2006-01-02 Mon")
}

// end explains what was printed.
func (p *page) end() {
	fmt.Fprintln(p.out, "\nASA: average speed of answer; AHT: average handle time; LONGEST: the longest wait; all in minutes:seconds.")
	if p.missed {
		fmt.Fprintln(p.out, "* below the target.")
	}
	if p.provisional {
		fmt.Fprintln(p.out, "(n) of the abandons are provisional: their contact records are not there yet, and may show that they were moved.")
	}
	if p.leftOut > 0 {
		fmt.Fprintf(p.out, "Contacts left out, as their times are impossible: %d.\n", p.leftOut)
	}
}
