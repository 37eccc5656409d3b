package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"tieline/scripts/bench/stub"
	"tieline/shared/names"
)

// Options say what is measured and how often.
type Options struct {
	Here, ARM64, Samples, Out          string
	Pops, Hangs, Batches, Starts, Runs int
	Last                               int // invocations after which memory must not have grown
}

// run measures all there is. The file of figures is there only when it is whole.
func (o Options) run(ctx context.Context, out, progress io.Writer) error {
	if o.Pops < 1 || o.Hangs < 1 || o.Last < 2 || o.Batches < 1 || o.Starts < 1 || o.Runs < 1 {
		return errors.New("everything must be measured at least once")
	}
	if err := os.RemoveAll(o.Out); err != nil {
		return err
	}
	cloud, err := stub.Start()
	if err != nil {
		return err
	}
	defer cloud.Close()
	began := time.Now()
	b := &Bench{Programs: o.Here, Cloud: cloud, Progress: progress}
	r, err := o.measure(ctx, b)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s/%s, %d processors, %s; measured side by side in %s, rounds shuffled from seed %d, begun at %s\n",
		runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version(), time.Since(began).Round(time.Second), seed, began.Format(time.RFC3339))
	for _, s := range r.sections() {
		if err := s.print(out); err != nil {
			return err
		}
	}
	fmt.Fprintln(out, "\nBounds")
	for _, bound := range bounds(r.rows()) {
		fmt.Fprintln(out, " ", bound)
		err = errors.Join(err, bound.err())
	}
	return errors.Join(o.keep(r.rows()), err)
}

func (o Options) measure(ctx context.Context, b *Bench) (Report, error) {
	r := newReport()
	invoked, err := o.invoke(ctx, b)
	if err != nil {
		return r, err
	}
	started, err := b.starts(ctx, o.Starts, programs())
	if err != nil {
		return r, err
	}
	benchmarks, err := b.pure(ctx, o.Runs)
	if err != nil {
		return r, err
	}
	for _, p := range benchmarks {
		r.Pure.Rows = append(r.Pure.Rows, p.row())
	}
	times := make([]Timed, len(invoked))
	for n, i := range invoked {
		times[n] = i.Timed
	}
	r.Invoked.Rows, r.Started.Rows = rowsOf(times), rowsOf(started)
	if r.Sizes.Rows, err = o.sizes(invoked); err != nil {
		return r, err
	}
	lasting, err := o.lasting(ctx, b)
	r.Lasting.Rows = []Row{lasting}
	return r, err
}

// invoke measures invocations: first of screen-pop beside others, then of batches.
func (o Options) invoke(ctx context.Context, b *Bench) ([]Invoked, error) {
	samples := Samples(o.Samples)
	drafts, finals, err := b.tables(ctx, samples)
	if err != nil {
		return nil, err
	}
	known, err := b.called(ctx, samples)
	if err != nil {
		return nil, err
	}
	pops, err := popped(samples, known)
	if err != nil {
		return nil, err
	}
	hang, err := hung(samples)
	if err != nil {
		return nil, err
	}
	batches, err := batches(samples, drafts, finals)
	if err != nil {
		return nil, err
	}
	levels, err := levels(samples)
	if err != nil {
		return nil, err
	}
	one, err := b.invocations(ctx, o.Pops, pops)
	if err != nil {
		return nil, err
	}
	late, err := b.invocations(ctx, o.Hangs, []Subject{hang})
	if err != nil {
		return nil, err
	}
	many, err := b.invocations(ctx, o.Batches, slices.Concat(batches, levels))
	return slices.Concat(one, late, many), err
}

// sizes are those of the functions, each as it was after its invocations.
func (o Options) sizes(invoked []Invoked) (rows []Row, err error) {
	for _, name := range names.Functions {
		zip, err := zipped(filepath.Join(o.ARM64, name, "bootstrap"))
		if err != nil {
			return nil, err
		}
		n := slices.IndexFunc(invoked, func(i Invoked) bool { return i.Program == name })
		if n < 0 {
			return nil, fmt.Errorf("%s was never invoked", name)
		}
		m := invoked[n].Memory
		rows = append(rows, Row{Name: sizeOf + name, Zip: zip, Resident: m.Resident, Peak: m.Peak, Pss: m.Proportional})
	}
	return rows, nil
}

func (o Options) keep(rows []Row) error {
	f, err := os.Create(o.Out)
	if err != nil {
		return err
	}
	return errors.Join(writeRows(f, rows), f.Close())
}
