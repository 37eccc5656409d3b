package main

import (
	"fmt"
	"io"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Result is what came of a run.
type Result struct {
	Verdict
	Older           int // records that went back
	Counts          Counts
	Calls, Logins   int
	Rush            float64 // calls per 1,000 contacts before Salesforce went away, when all was busy
	Offered, Taken  int     // records, in upserts
	Late            int     // of them, in calls that were done after their callers had given up
	Drafts          []time.Duration
	Parked, Dead    int // messages and records
	Unlearned       int // wrap-ups that agents saved, and our table does not hold
	Undated         int // corrections of wrap-ups that the org dated
	Rejected        int // contacts that Salesforce refused for good
	Lines           int
	Told            []string
	Virtual, Took   time.Duration
	Memory          uint64 // bytes that the process had from the system by the end, which it does not give back
	Outage, Playing time.Duration
}

func (s *Soak) result(took time.Duration, logs *Logs) Result {
	seen := s.org.seen
	slices.Sort(seen.Delays)
	r := Result{
		Verdict: s.judge(), Older: seen.Older, Counts: s.table.Counts, Calls: s.org.Calls, Logins: s.org.Logins, Late: s.org.Late,
		Offered: seen.Offered, Taken: seen.Taken, Drafts: seen.Delays, Parked: s.parking.Parked,
		Dead: s.heard.Dead + s.told.Dead + s.due.Dead + s.records.Lost, Lines: logs.Lines, Told: logs.Told,
		Virtual: s.now.Sub(began), Took: took, Playing: s.lasts(), Outage: s.org.outage.until.Sub(s.org.outage.from),
	}
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	r.Memory = memory.Sys
	r.Unlearned, r.Rejected = s.unlearned()
	r.Undated = s.undated
	r.Rush = 1000 * float64(s.rush) / float64(max(1, s.rushed))
	return r
}

// Bad says whether anything came out wrong.
func (r Result) Bad() bool {
	return r.Verdict.Bad() || r.Older+r.Parked+r.Dead+r.Unlearned+r.Rejected+len(r.Told) > 0
}

func (r Result) per(n int) float64 { return float64(n) / float64(max(1, r.Contacts)) }

// quantile is that of the drafts' delays.
func (r Result) quantile(q float64) time.Duration {
	if len(r.Drafts) == 0 {
		return 0
	}
	return r.Drafts[int(q*float64(len(r.Drafts)-1))].Round(100 * time.Millisecond)
}

// figure is one line of the report.
type figure struct {
	name  string
	value func(Result) string
	bound func(Result) string // "" if it is kept, or not asked for
}

// busy are as many contacts as it takes until what is asked of Salesforce before
// and after the rush no longer counts: who the agents are, heartbeats, wrap-ups,
// links that are tried again. A call there brings few contacts or none.
const busy = 50_000

// Bounds that must hold with everything that goes wrong.
const (
	mostCalls, mostUpserts, mostItems = 20.0, 2.0, 24.0
	mostMinutes, mostMemory           = 10, 1024 // of a run on two cores; MB
)

func none(n func(Result) int) func(Result) string {
	return func(r Result) string {
		if n(r) > 0 {
			return "must be 0"
		}
		return ""
	}
}

func atMost(most float64, unit string, contacts int, of func(Result) float64) func(Result) string {
	return func(r Result) string {
		if r.Contacts >= contacts && of(r) > most {
			return fmt.Sprintf("must be at most %g%s", most, unit)
		}
		return ""
	}
}

func count(name string, n func(Result) int) figure {
	return figure{name, func(r Result) string { return strconv.Itoa(n(r)) }, none(n)}
}

func each(name string, n func(Result) float64) figure {
	return figure{name: name, value: func(r Result) string { return fmt.Sprintf("%.2f", n(r)) }}
}

// most is a figure that is bounded, if so many contacts were played.
func most(name string, bound float64, contacts int, n func(Result) float64) figure {
	f := each(name, n)
	f.bound = atMost(bound, "", contacts, n)
	return f
}

// some are enough contacts for an average: at first nobody knows the agents, and
// contacts go twice.
const some = 10_000

var figures = []figure{
	{"contacts", func(r Result) string { return strconv.Itoa(r.Contacts) }, nil},
	{"fields compared", func(r Result) string { return strconv.Itoa(r.Compared) }, nil},
	count("lost", func(r Result) int { return r.Lost }),
	count("doubled", func(r Result) int { return r.Doubled }),
	count("wrong", func(r Result) int { return r.Wrong }),
	count("of nobody", func(r Result) int { return r.Strange }),
	count("older over newer", func(r Result) int { return r.Older }),
	count("wrap-ups not learned", func(r Result) int { return r.Unlearned }),
	{"corrections that the org dated", func(r Result) string { return strconv.Itoa(r.Undated) }, nil},
	count("parked", func(r Result) int { return r.Parked }),
	count("dead letters", func(r Result) int { return r.Dead }),
	count("rejected", func(r Result) int { return r.Rejected }),
	count("log lines that tell of a person", func(r Result) int { return len(r.Told) }),
	{"log lines", func(r Result) string { return strconv.Itoa(r.Lines) }, nil},
	most("Salesforce calls per 1,000, while busy", mostCalls, busy, func(r Result) float64 { return r.Rush }),
	each("  outage and quiet hours included", func(r Result) float64 { return 1000 * r.per(r.Calls) }),
	most("upserts per contact", mostUpserts, some, func(r Result) float64 { return r.per(r.Taken) }),
	each("  offered, the vain ones included", func(r Result) float64 { return r.per(r.Offered) }),
	each("  done late, when nobody waited for it", func(r Result) float64 { return r.per(r.Late) }),
	most("DynamoDB item operations per contact", mostItems, some, func(r Result) float64 { return r.per(r.Counts.Sum()) }),
	each("  read", func(r Result) float64 { return r.per(r.Counts.Read) }),
	each("  written", func(r Result) float64 { return r.per(r.Counts.Written) }),
	each("  of these in vain", func(r Result) float64 { return r.per(r.Counts.Conflicts) }),
	each("  pops", func(r Result) float64 { return r.per(r.Counts.Popped) }),
	{"draft after connect, p50", func(r Result) string { return r.quantile(0.5).String() }, nil},
	{"draft after connect, p95", func(r Result) string { return r.quantile(0.95).String() }, nil},
	{"calls begin for", func(r Result) string { return r.Playing.Round(time.Second).String() }, nil},
	{"Salesforce is down for", func(r Result) string { return r.Outage.Round(time.Second).String() }, nil},
	{"virtual time", func(r Result) string { return r.Virtual.Round(time.Second).String() }, nil},
	{"time", func(r Result) string { return r.Took.Round(100 * time.Millisecond).String() },
		atMost(mostMinutes, " minutes", busy, func(r Result) float64 { return r.Took.Minutes() })},
	{"memory, at its peak", func(r Result) string { return fmt.Sprintf("%d MB", r.Memory>>20) },
		atMost(mostMemory, " MB", busy, func(r Result) float64 { return float64(r.Memory) / (1 << 20) })},
	{"digest of all records", func(r Result) string { return r.Digest }, nil},
}

// report prints the results side by side, and says whether all is as it must be.
func report(w io.Writer, names []string, results []Result) (good bool) {
	good = true
	fmt.Fprintf(w, "%-38s %18s\n", "", strings.Join(padded(names), " "))
	for _, f := range figures {
		fmt.Fprintf(w, "%-38s", f.name)
		for n, r := range results {
			fmt.Fprintf(w, " %18s", f.value(r))
			if f.bound != nil && n == 0 && f.bound(r) != "" {
				good = false
				defer fmt.Fprintf(w, "  %s: %s, and is %s\n", f.name, f.bound(r), f.value(r))
			}
		}
		fmt.Fprintln(w)
	}
	for _, r := range results {
		good = good && !r.Bad()
		for _, d := range slices.Concat(r.Differences, r.Told) {
			fmt.Fprintln(w, "  "+d)
		}
	}
	return good
}

func padded(names []string) []string {
	all := make([]string, len(names))
	for n, name := range names {
		all[n] = fmt.Sprintf("%18s", name)
	}
	return all
}
