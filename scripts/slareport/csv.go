package slareport

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// CSV writes rows as comma-separated values, for spreadsheets and programs. What is
// not known is empty; a time is in seconds, a share in percent.
type CSV struct{ rows *csv.Writer }

// columns are the first line. Within and handled let others compute shares and
// means of sums.
var columns = []string{
	"queue_id", "queue", "from", "to", "target_percent", "threshold_seconds",
	"offered", "within_threshold", "answered", "abandoned", "provisional", "moved", "handled",
	"service_level_percent", "abandon_rate_percent", "average_speed_of_answer_seconds", "average_handle_time_seconds",
	"longest_wait_seconds", "missing_wrap_ups", "left_out",
}

// NewCSV writes the first line.
func NewCSV(out io.Writer) *CSV {
	c := &CSV{csv.NewWriter(out)}
	_ = c.rows.Write(columns) // its error stays until Flush
	return c
}

// Write writes a row, if it is of one queue and no total: a program that adds up
// rows would count twice what totals hold.
func (c *CSV) Write(r Row) error {
	if r.Total || r.Queue.ID == "" {
		return nil
	}
	f := r.Figures
	level, abandon := share(f.ServiceLevel(r.Policy.Variant)), share(f.AbandonRate())
	cells := []string{
		Cell(r.Queue.ID), Cell(r.Queue.Name), r.From.Format(time.RFC3339), r.To.Format(time.RFC3339),
		number(r.Policy.Target), number(r.Policy.Threshold.Seconds()),
	}
	for _, count := range []int{f.Offered, f.Within, f.Answered, f.Abandoned, f.Provisional, f.Moved, f.Handled} {
		cells = append(cells, strconv.Itoa(count))
	}
	cells = append(cells, level, abandon, seconds(f.AverageSpeedOfAnswer()), seconds(f.AverageHandleTime()),
		seconds(f.LongestWait, f.Offered > 0), strconv.Itoa(f.MissingWrapUps), strconv.Itoa(f.LeftOut))
	return c.rows.Write(cells)
}

// Flush writes what is left, and returns what went wrong.
func (c *CSV) Flush() error {
	c.rows.Flush()
	return c.rows.Error()
}

func share(percent float64, known bool) string {
	if !known {
		return ""
	}
	return number(percent)
}

func seconds(d time.Duration, known bool) string {
	if !known {
		return ""
	}
	return number(d.Seconds())
}

// number has four digits after the point at most: what is below a target by less is
// so by no contact.
func number(n float64) string {
	text := strconv.FormatFloat(n, 'f', 4, 64)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}

// Cell is a text that a spreadsheet takes for text: one that begins as a formula does
// gets an apostrophe before it (OWASP, "CSV Injection").
func Cell(text string) string {
	text = Inert(text)
	if begin := strings.TrimLeftFunc(text, unicode.IsSpace); begin != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(begin)[0]) {
		return "'" + text
	}
	return text
}

// Inert is a text in which nothing moves the cursor, hides or turns what is around
// it: whoever may name a queue does not write on terminals.
func Inert(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return unicode.ReplacementChar
	}, text)
}
