package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"tieline/scripts/bench/stub"
)

// Section is a table of the report.
type Section struct {
	Title string // what its rows are, and how they were measured
	Heads []string
	Cells func(Row) []string
	Rows  []Row
}

// Report is all that was measured.
type Report struct{ Invoked, Started, Pure, Sizes, Lasting Section }

// newReport returns a Report without rows.
func newReport() Report {
	timed := []string{"p50 µs", "p99 µs", "cpu µs", "calls"}
	times := func(r Row) []string {
		slow := fmt.Sprintf("%.0f", r.P99)
		if r.Calls < many {
			slow = fmt.Sprintf("most %.0f", r.Max)
		}
		return []string{fmt.Sprintf("%.0f", r.P50), slow, fmt.Sprintf("%.0f", r.CPU), strconv.Itoa(r.Calls)}
	}
	return Report{
		Invoked: Section{Heads: timed, Cells: times,
			Title: fmt.Sprintf("One invocation, from the event taken to the answer given; AWS and Salesforce answer after %s, without TLS", stub.Distance)},
		Started: Section{Heads: timed, Cells: times,
			Title: "One start, from the process's to its first poll for an event; the program is in the machine's cache"},
		Pure: Section{Heads: []string{"mean µs", "bytes", "allocations", "calls"},
			Title: "One call of code that calls nobody, by Go's own benchmarks: the median of the runs' means",
			Cells: func(r Row) []string {
				return []string{fmt.Sprintf("%.2f", r.Mean), fmt.Sprint(r.Alloc), fmt.Sprint(r.Allocs), strconv.Itoa(r.Calls)}
			}},
		Sizes: Section{Heads: []string{"zip", "resident", "at most", "proportional"},
			Title: fmt.Sprintf("In kB: the stripped program for arm64, zipped (bound %d), and after all invocations the memory of the one measured here (bound %d, at any time)",
				maxZip/1000, maxResident/1000),
			Cells: func(r Row) []string { return []string{kilo(r.Zip), kilo(r.Resident), kilo(r.Peak), kilo(r.Pss)} }},
		Lasting: Section{Heads: []string{"half-way", "at the end", "at most", "calls"}, Title: "In kB: what is resident of one program that is invoked again and again",
			Cells: func(r Row) []string {
				return []string{kilo(r.HalfWay), kilo(r.Resident), kilo(r.Peak), strconv.Itoa(r.Calls)}
			}},
	}
}

func (r Report) sections() []Section {
	return []Section{r.Invoked, r.Started, r.Pure, r.Sizes, r.Lasting}
}

// rows are all of them.
func (r Report) rows() (all []Row) {
	for _, s := range r.sections() {
		all = append(all, s.Rows...)
	}
	return all
}

// print writes a table, and below it how rows compare with those beside them.
func (s Section) print(w io.Writer) error {
	fmt.Fprintf(w, "\n%s\n", s.Title)
	widest := 0
	for _, row := range s.Rows {
		widest = max(widest, len(row.Name))
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(table, "  %-*s\t%s\t\n", widest, "", strings.Join(s.Heads, "\t"))
	for _, row := range s.Rows {
		line := fmt.Sprintf("  %-*s\t%s\t", widest, row.Name, strings.Join(s.Cells(row), "\t"))
		if says := row.says(); says != "" {
			line += "  " + says
		}
		fmt.Fprintln(table, line)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	for _, row := range s.Rows {
		for _, other := range slices.Sorted(maps.Keys(row.Beside)) {
			ratio := row.Beside[other]
			fmt.Fprintf(w, "  %s beside %s in the same round: %+.0f µs, %.2f times as long (medians); %+.0f µs of CPU, %.2f times\n",
				row.Name, other, ratio.More, ratio.P50, ratio.CPUMore, ratio.CPU)
		}
	}
	return nil
}

// says is what a row means, and which calls of others one call makes.
func (r Row) says() string {
	var calls []string
	for _, name := range slices.Sorted(maps.Keys(r.Makes)) {
		calls = append(calls, fmt.Sprintf("%.4g %s", r.Makes[name], name))
	}
	if len(calls) == 0 {
		return r.Means
	}
	return r.Means + ": " + strings.Join(calls, ", ")
}

func kilo(bytes int64) string { return strconv.FormatInt(bytes/1000, 10) }
