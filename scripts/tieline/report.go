package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"tieline/scripts/world"
)

// legend and header stand above the lines of calls.
const (
	legend = "  Seconds until Salesforce shows it: draft, from the agent's answer; final, from the contact record."
	header = "     #  kind         contact   pop       ms  draft s  final s  state            flow"
)

// line says what became of a call. It holds no number and no name.
func line(c *world.Call) string {
	return fmt.Sprintf("  %4d  %-11s  %s  %-8s %4s  %7s  %7s  %-15s  %s",
		c.Number+1, c.Kind, c.Contacts[0].ID[:8], cmp.Or(c.Answer["matchStatus"], "–"), cmp.Or(c.Answer["tookMs"], "–"),
		seconds(slowest(c, draft)), seconds(slowest(c, final)), state(c), path(c.Blocks))
}

// named names each difference on a line of its own.
func named(differences []world.Difference) string {
	var b strings.Builder
	for _, d := range differences {
		fmt.Fprintf(&b, "\n        %s", d)
	}
	return b.String()
}

func state(c *world.Call) string {
	for _, t := range c.Timelines {
		if t.Final.IsZero() {
			return "not final"
		}
	}
	if len(c.Differences) > 0 {
		return "Final, wrong"
	}
	if len(c.Timelines) > 1 {
		return fmt.Sprintf("%d × Final", len(c.Timelines))
	}
	return "Final"
}

// path is the end of a flow's way.
func path(blocks []string) string {
	const most = 7
	way := strings.Join(blocks[max(0, len(blocks)-most):], " › ")
	if len(blocks) > most {
		return "… " + way
	}
	return way
}

// draft and final are how long Salesforce took, 0 if it did not come to that.
func draft(t world.Timeline) time.Duration { return between(t.Connected, t.Drafted) }
func final(t world.Timeline) time.Duration { return between(t.Recorded, t.Final) }

func between(from, to time.Time) time.Duration {
	if from.IsZero() || to.IsZero() {
		return 0
	}
	return max(to.Sub(from), time.Millisecond)
}

func slowest(c *world.Call, of func(world.Timeline) time.Duration) time.Duration {
	var most time.Duration
	for _, t := range c.Timelines {
		most = max(most, of(t))
	}
	return most
}

func seconds(d time.Duration) string {
	if d == 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f", d.Seconds())
}

// summary is what is said of all calls in the end.
type summary struct {
	world.Verdict
	calls  []*world.Call
	memory int64 // bytes
	took   time.Duration
}

func (s summary) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n  kind         calls  contacts  pop p50 ms  pop p95 ms  draft p95 s  final p95 s  differences\n")
	for _, kind := range world.Kinds {
		of := slices.DeleteFunc(slices.Clone(s.calls), func(c *world.Call) bool { return c.Kind != kind })
		s.row(&b, string(kind), of)
	}
	s.row(&b, "all", s.calls)
	if len(s.Differences) > 0 {
		fmt.Fprintf(&b, "%s\n", named(s.Differences))
	}
	fmt.Fprintf(&b, "\n  %d calls, %d contacts, %d fields compared, %d differences, %.0f s", s.Calls, s.Contacts, s.Compared, len(s.Differences), s.took.Seconds())
	if s.memory > 0 {
		fmt.Fprintf(&b, ", %d MB of memory (sum of PSS)", s.memory>>20)
	}
	fmt.Fprintf(&b, "; the slowest answer to a flow came after %d ms", s.Slowest.Milliseconds())
	b.WriteString(s.failed())
	return b.String()
}

// failed says how many calls Salesforce failed, and how.
func (s summary) failed() string {
	if s.Faults() == 0 {
		return ""
	}
	var by []string
	for _, f := range slices.Sorted(maps.Keys(s.Failed)) {
		if f != "" {
			by = append(by, fmt.Sprintf("%s %d", f, s.Failed[f]))
		}
	}
	return fmt.Sprintf("\n  Salesforce failed %d of %d calls: %s", s.Faults(), s.Faults()+s.Failed[""], strings.Join(by, ", "))
}

func (s summary) row(b *strings.Builder, name string, calls []*world.Call) {
	var pops, drafts, finals []time.Duration
	contacts, wrong := 0, 0
	for _, c := range calls {
		if ms, err := strconv.Atoi(c.Answer["tookMs"]); err == nil {
			pops = append(pops, time.Duration(ms)*time.Millisecond)
		}
		for _, t := range c.Timelines {
			drafts, finals = appendIf(drafts, draft(t)), appendIf(finals, final(t))
		}
		contacts += len(c.Contacts)
		wrong += len(c.Differences)
	}
	if len(calls) > 0 {
		fmt.Fprintf(b, "  %-11s  %5d  %8d  %10d  %10d  %11s  %11s  %11d\n", name, len(calls), contacts,
			percentile(pops, 50).Milliseconds(), percentile(pops, 95).Milliseconds(),
			seconds(percentile(drafts, 95)), seconds(percentile(finals, 95)), wrong)
	}
}

func appendIf(all []time.Duration, d time.Duration) []time.Duration {
	if d == 0 {
		return all
	}
	return append(all, d)
}

// percentile is by nearest rank; 0 of nothing.
func percentile(of []time.Duration, p int) time.Duration {
	if len(of) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(of))
	return sorted[(len(sorted)*p+99)/100-1]
}
