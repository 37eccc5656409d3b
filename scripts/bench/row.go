package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"time"
)

// Row is one line of the file of figures. Times are in microseconds.
type Row struct {
	Name     string             `json:"name"`
	Means    string             `json:"means,omitempty"`
	Calls    int                `json:"calls,omitempty"`   // measured
	P50      float64            `json:"p50_us,omitempty"`  // by the clock
	P99      float64            `json:"p99_us,omitempty"`  // where there are calls enough
	Max      float64            `json:"max_us,omitempty"`  // the slowest call, where there are not
	Mean     float64            `json:"mean_us,omitempty"` // median of the runs' means
	CPU      float64            `json:"cpu_us,omitempty"`  // of one call, in user and kernel mode
	Makes    map[string]float64 `json:"makes,omitempty"`   // calls of others, per call
	Beside   map[string]Ratio   `json:"beside,omitempty"`  // by the other row's name
	Alloc    float64            `json:"alloc_bytes,omitempty"`
	Allocs   float64            `json:"allocs,omitempty"`
	Zip      int64              `json:"zip_bytes,omitempty"`
	Resident int64              `json:"rss_bytes,omitempty"`
	HalfWay  int64              `json:"rss_half_way_bytes,omitempty"` // of a program that is invoked many times
	Peak     int64              `json:"peak_rss_bytes,omitempty"`
	Pss      int64              `json:"pss_bytes,omitempty"`
}

// Ratio is how a row compares with another of the same rounds. What is said of
// time by the clock is the median of the pairs, a pair being the calls of one round.
type Ratio struct {
	P50     float64 `json:"p50"` // times as long
	More    float64 `json:"p50_more_us"`
	CPU     float64 `json:"cpu"`
	CPUMore float64 `json:"cpu_more_us"` // per call
}

// Timed is what many calls of one thing took.
type Timed struct {
	Name  string // of its row
	Means string
	Took  Durations          // of each call, by the clock, in the order of the rounds
	CPU   time.Duration      // of all of them together
	Makes map[string]float64 // calls of others, by name, per call
}

// rowsOf returns a row of each, held against those beside it.
func rowsOf(all []Timed) []Row {
	rows := make([]Row, len(all))
	for n, t := range all {
		rows[n] = t.row()
		for _, other := range all {
			if slices.Contains(beside(t.Name), other.Name) {
				rows[n].Beside[other.Name] = t.over(other)
			}
		}
	}
	return rows
}

func (t Timed) over(other Timed) Ratio {
	times, more := t.Took.Over(other.Took)
	return Ratio{P50: round(times), More: micros(more), CPU: round(float64(t.CPU) / float64(other.CPU)), CPUMore: round(t.cpu() - other.cpu())}
}

// cpu is that of one call.
func (t Timed) cpu() float64 { return micros(t.CPU / time.Duration(len(t.Took))) }

// many is from how many calls on the slowest hundredth of them is at least one.
const many = 100

func (t Timed) row() Row {
	r := Row{Name: t.Name, Means: t.Means, Calls: len(t.Took), CPU: t.cpu(),
		P50: micros(t.Took.Quantile(0.5)), Makes: t.Makes, Beside: map[string]Ratio{}}
	if r.Calls < many {
		r.Max = micros(t.Took.Quantile(1))
	} else {
		r.P99 = micros(t.Took.Quantile(0.99))
	}
	return r
}

func (p Pure) row() Row {
	runs := slices.Sorted(slices.Values(p.Nanos))
	return Row{Name: p.Name, Calls: p.Calls, Mean: runs[len(runs)/2] / 1e3, Alloc: p.Bytes, Allocs: p.Allocs}
}

func micros(d time.Duration) float64 { return round(float64(d) / float64(time.Microsecond)) }

func round(f float64) float64 { return math.Round(f*1000) / 1000 }

// writeRows writes an object per line.
func writeRows(w io.Writer, rows []Row) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	for _, row := range rows {
		if err := out.Encode(row); err != nil {
			return fmt.Errorf("write row %s: %w", row.Name, err)
		}
	}
	return nil
}
