package backfill

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"testing"

	"tieline/shared/caller"
)

// endless is an org that makes up its contacts when it is asked, each with a name,
// an account and two numbers, and an index that forgets.
type endless struct{ size int }

func (o endless) Count(context.Context, string, caller.Scope) (int, error) { return o.size, nil }

func (o endless) Scan(_ context.Context, object, after string, _ caller.Scope, size int) ([]caller.Record, error) {
	var from int
	if after != "" {
		if _, err := fmt.Sscanf(after, "003%012dAAA", &from); err != nil {
			return nil, err
		}
	}
	var page []caller.Record
	for n := from + 1; n <= min(o.size, from+size); n++ {
		r := contact(n, fmt.Sprintf("+1%d%07d", 415+n/8000000, 2000000+n%8000000), fmt.Sprintf("+1%d%07d", 628+n/8000000, 2000000+n%8000000))
		r.Object, r.AccountID, r.AccountName, r.Modified = object, "001000000000001AAA", "Harbour Chandlers", noon
		page = append(page, r)
	}
	return page, nil
}

func (endless) Fill(context.Context, caller.Entry) error { return nil }

// BenchmarkRecords tells what a record takes: run it with -benchtime=1000000x.
func BenchmarkRecords(b *testing.B) {
	r := newRig(b)
	r.Scope.Objects = []string{"Contact"}
	r.Org, r.Index = endless{b.N}, endless{}
	var journal int64
	var most uint64
	r.Show = func(Progress) {
		var memory runtime.MemStats
		runtime.ReadMemStats(&memory)
		most = max(most, memory.Sys-memory.HeapReleased)
		if about, err := os.Stat(r.Journal); err == nil {
			journal = about.Size()
		}
	}
	r.mustRun(b)
	b.ReportMetric(float64(most)/(1<<20), "MB-memory")
	b.ReportMetric(float64(journal)/(1<<20), "MB-journal")
}
