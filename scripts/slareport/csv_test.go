package slareport

import (
	"encoding/csv"
	"errors"
	"strings"
	"testing"
	"time"

	"tieline/shared/sla"
)

func TestNoNameIsAFormula(t *testing.T) {
	for name, want := range map[string]string{
		"Sales":                   "Sales",
		"":                        "",
		"=1+1":                    "'=1+1",
		"+49":                     "'+49",
		"-1":                      "'-1",
		"@SUM(A1)":                "'@SUM(A1)",
		" =1+1":                   "' =1+1",
		"\t=1+1":                  "\uFFFD=1+1",
		"＝1+1":                    "'＝1+1",
		"A=1":                     "A=1",
		"a\x1b[31mb\r\n":          "a\uFFFD[31mb\uFFFD\uFFFD",
		"right\u202eleft\u200b":   "right\uFFFDleft\uFFFD",
		"Zürich, \"Süd\" (größe)": "Zürich, \"Süd\" (größe)",
		"\u00a0=1+1":              "\uFFFD=1+1",
	} {
		if got := Cell(name); got != want {
			t.Errorf("%q is written %q, want %q", name, got, want)
		}
	}
}

func TestARowInCSV(t *testing.T) {
	var out strings.Builder
	rows := NewCSV(&out)
	task := report(table{"=a": {answered(9*hour, 10*time.Second, time.Minute), answered(10*hour, 31*time.Second, 90*time.Second), gaveUp(11*hour, 5*time.Second, false)}}, Day, 2, "=a", "b")
	if err := task.Run(t.Context(), rows.Write); err != nil {
		t.Fatal(err)
	}
	if err := rows.Flush(); err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(strings.NewReader(out.String())).ReadAll()
	if err != nil || len(lines) != 5 { // a head, and no totals
		t.Fatalf("%v: %q", err, lines)
	}
	want := map[string]string{
		"queue_id": "'=a", "queue": "'=A", "from": "2026-11-02T00:00:00Z", "to": "2026-11-03T00:00:00Z", "target_percent": "80", "threshold_seconds": "20",
		"offered": "3", "within_threshold": "2", "answered": "2", "abandoned": "1", "provisional": "1", "moved": "0", "handled": "2",
		"service_level_percent": "66.6667", "abandon_rate_percent": "33.3333", "average_speed_of_answer_seconds": "20.5", "average_handle_time_seconds": "75",
		"longest_wait_seconds": "31", "missing_wrap_ups": "0", "left_out": "0",
	}
	for n, column := range lines[0] {
		if lines[1][n] != want[column] {
			t.Errorf("%s is %q, want %q", column, lines[1][n], want[column])
		}
		delete(want, column)
	}
	if len(want) > 0 {
		t.Errorf("there are no columns %v", want)
	}
	if unknown := strings.Join(lines[2], ","); unknown != "'=a,'=A,2026-11-03T00:00:00Z,2026-11-04T00:00:00Z,80,20,0,0,0,0,0,0,0,,,,,,0,0" {
		t.Errorf("a day of nothing is %s", unknown)
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("the disk is full") }

func TestACSVThatCannotBeWrittenIsAFault(t *testing.T) {
	rows := NewCSV(full{})
	_ = rows.Write(Row{Queue: Queue{ID: "a"}, Policy: sla.Policy{}}) // it may be in a buffer yet
	if err := rows.Flush(); err == nil {
		t.Error("nobody noticed")
	}
}
