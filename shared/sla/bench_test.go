package sla_test

import (
	"strconv"
	"syscall"
	"testing"
	"time"

	"tieline/shared/sla"
)

// bound is the processor time that the arithmetic of a run may take.
const bound = 100 * time.Millisecond

// BenchmarkEvaluate computes what sla-evaluator does of a minute: 100 queues of
// 500 contacts.
func BenchmarkEvaluate(b *testing.B) {
	const queues, contacts = 100, 500
	all := make([]sla.Contact, contacts)
	for n := range all {
		c := left(float64(-n), float64(n%40), []sla.Fate{sla.Answered, sla.Answered, sla.Abandoned, sla.Moved}[n%4])
		c.DisconnectedAt, c.QueueTime, c.HandleTime, c.Pop = c.LeftAt, known(float64(n%40)), known(300), sla.PopDone
		if n%20 == 0 {
			c = waits(float64(-n))
		}
		all[n] = c
	}
	p := policy
	var err error
	if p.Hours, err = sla.ParseHours("Mon-Fri 08:00-18:00, Sat 09:00-13:00 Europe/Berlin"); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	before := processor(b)
	for b.Loop() {
		total := sla.Figures{}
		for n := range queues {
			f := sla.Live(all, p, noon)
			total = total.Plus(f)
			sla.Final(all, p, at(-3600), noon)
			sla.Watch{}.Next(strconv.Itoa(n), noon, p, f)
		}
		if total.Offered < queues*contacts*9/10 {
			b.Fatal("too few counted")
		}
	}
	per := (processor(b) - before) / time.Duration(b.N)
	b.ReportMetric(float64(per), "cpu-ns/op")
	if per > bound {
		b.Errorf("a run takes %s, more than %s", per, bound)
	}
}

// processor is the time that this process has had of the machine, which may be
// busy with others.
func processor(b *testing.B) time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

func BenchmarkParseHours(b *testing.B) {
	for b.Loop() {
		if _, err := sla.ParseHours("Mon-Fri 08:00-18:00, Sat 09:00-13:00 Europe/Berlin"); err != nil {
			b.Fatal(err)
		}
	}
}
