package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"tieline/scripts/tune"
	"tieline/shared/tuning"
)

// printDeclared prints what parameters are at every stage.
func printDeclared(out io.Writer, v tune.View, cut func(string) string) {
	rows := [][]string{{"PARAMETER", "DEFAULT", "ALLOWED", "READ BY"}}
	for _, r := range v.Rows {
		rows = append(rows, []string{r.Name, cut(tune.Show(r.Declaration, r.Text)), cut(allowed(r.Declaration)), strings.Join(r.Readers, ", ")})
	}
	aligned(out, rows)
	fmt.Fprintln(out, "\nThis is what is declared: give --stage for what is in force.")
}

// allowed is what a parameter takes, as short as it goes.
func allowed(d tuning.Declaration) string {
	if d.Unit == "" {
		return d.Form
	}
	return fmt.Sprintf("%d–%d %s", d.Min, d.Max, d.Unit)
}

// printExplained says what a parameter is for.
func printExplained(out io.Writer, d tuning.Declaration) {
	fmt.Fprintf(out, "%s\n%s\n\n", d.Name, d.Meaning)
	queue := "no, it holds for all"
	if d.PerQueue {
		queue = "yes, with --queue"
	}
	aligned(out, [][]string{
		{"takes", d.Allowed()},
		{"default", tune.Show(d, d.Text)},
		{"by queue", queue},
		{"read by", strings.Join(d.Readers, ", ")},
		{"in effect", tune.Effect() + " of a change"},
		{"stands at", "/tieline/<stage>/" + d.Name + " in Parameter Store, once it is set"},
	})
}

// printHistory prints the versions of an override, the oldest first.
func printHistory(out io.Writer, d tuning.Declaration, key string, versions []tuning.Override) {
	if len(versions) == 0 {
		fmt.Fprintf(out, "%s has no override, and so no history: what was reset left none.\n", inert(key))
		return
	}
	rows := [][]string{{"VERSION", "CHANGED AT", "VALUE", "BY"}}
	for _, o := range versions {
		rows = append(rows, []string{fmt.Sprintf("v%d", o.Version), o.ChangedAt.UTC().Format(time.RFC3339), inertValue(d, o.Text), inert(o.ChangedBy)})
	}
	fmt.Fprintln(out, inert(key))
	aligned(out, rows)
}
