package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"tieline/scripts/slareport"
	"tieline/scripts/tune"
	"tieline/shared/tuning"
)

// inert is a text from elsewhere as a terminal may show it.
func inert(text string) string { return slareport.Inert(text) }

func inertValue(d tuning.Declaration, text string) string { return inert(tune.Show(d, text)) }

// widest is how many letters of a value a table shows.
const widest = 34

func short(text string) string {
	if letters := []rune(text); len(letters) > widest {
		return string(letters[:widest-1]) + "…"
	}
	return text
}

// uncut is for a table that shows all of a value.
func uncut(text string) string { return text }

// aligned prints a table. A row of one cell is a remark on the row above.
func aligned(out io.Writer, rows [][]string) {
	var widths []int
	for _, row := range rows {
		for n, cell := range row {
			if n == len(widths) {
				widths = append(widths, 0)
			}
			if len(row) > 1 {
				widths[n] = max(widths[n], utf8.RuneCountInString(cell))
			}
		}
	}
	for _, row := range rows {
		var line strings.Builder
		for n, cell := range row {
			fmt.Fprintf(&line, "%-*s  ", widths[n], cell)
		}
		fmt.Fprintln(out, strings.TrimRight(line.String(), " "))
	}
}

// origin is where a row's value comes from, in a word or two.
func origin(r tune.Row) string {
	if r.Override.Version == 0 {
		return string(r.Origin)
	}
	return fmt.Sprintf("%s v%d", r.Origin, r.Override.Version)
}

// remark is what there is to say of a row, "" if nothing.
func remark(r tune.Row) string {
	switch {
	case r.Origin == tune.Rejected:
		return fmt.Sprintf("    %q cannot hold: %s", r.Override.Text, inert(r.Sentence))
	case r.Origin == tune.Pending && r.Override.Name == "":
		return "    was reset; " + inertValue(r.Declaration, r.Next) + " holds " + tune.Effect() + " of that"
	case r.Origin == tune.Pending:
		return "    was set to " + inertValue(r.Declaration, r.Next) + ", which holds " + tune.Effect() + " of that"
	}
	return ""
}

// printView prints a table of parameters, and what does nothing below it.
func printView(out io.Writer, v tune.View, queues tune.Queues) {
	if len(v.Rows) == 0 {
		fmt.Fprintln(out, "All have their defaults.")
	} else {
		printRows(out, v.Rows, queues, short)
	}
	if len(v.Strays) > 0 {
		fmt.Fprintln(out, "\nOverrides that do nothing:")
		for _, s := range v.Strays {
			fmt.Fprintf(out, "  %s\n", inert(s.Sentence)) // which begins with the name
		}
	}
}

func printRows(out io.Writer, all []tune.Row, queues tune.Queues, cut func(string) string) {
	rows := [][]string{{"PARAMETER", "VALUE", "DEFAULT", "FROM", "READ BY"}}
	above := ""
	for _, r := range all {
		name, readers := r.Name, strings.Join(r.Readers, ", ")
		if r.Queue != "" {
			name, readers = "  "+queueLabel(queues, r.Queue), ""
			if above != r.Name { // as only changed ones are shown
				rows = append(rows, []string{r.Name, "", "", "", strings.Join(r.Readers, ", ")})
			}
		}
		above = r.Name
		rows = append(rows, []string{name, cut(inertValue(r.Declaration, r.Value)), cut(inertValue(r.Declaration, r.Without)), origin(r), readers})
		if text := remark(r); text != "" {
			rows = append(rows, []string{text})
		}
	}
	aligned(out, rows)
}
