// Command soak plays a contact centre to the real handlers, with everything that
// goes wrong in one, and compares what then stands in Salesforce with what was
// true, field by field. All of it is in one process, on a virtual clock: a seed
// repeats a run exactly.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"tieline/scripts/world"
)

func main() {
	o := Options{Faults: All, Store: inMemory, Progress: printProgress()}
	var how, store string
	flag.IntVar(&o.Contacts, "contacts", 2000, "how many contacts to play")
	flag.Uint64Var(&o.Seed, "seed", 1, "of all that is drawn")
	flag.StringVar(&how, "break", "", "what to break of one contact: drop, pop, lose, double or age")
	flag.StringVar(&store, "store", "memory", "where contacts are kept: memory, or dynamodb on the AWS emulator")
	calm := flag.Bool("no-faults", false, "with nothing going wrong, only")
	flag.Parse()
	if *calm {
		o.Faults = Faults{}
	}
	o.Break = Break(how)
	good, err := stored(o, store, *calm)
	if err != nil {
		fmt.Fprintln(os.Stderr, "soak:", err)
	}
	if err != nil || !good {
		os.Exit(1)
	}
}

// stored plays on the store of that name.
func stored(o Options, store string, alone bool) (good bool, err error) {
	if o.Root, err = root(); err != nil {
		return false, err
	}
	switch store {
	case "memory":
		return run(o, alone)
	case "dynamodb":
	default:
		return false, fmt.Errorf("there is no store %s", store)
	}
	if err := world.InstallEmulator(context.Background(), o.Root); err != nil {
		return false, err
	}
	aws, err := startEmulator(o.Root)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, aws.stop()) }()
	tables := 0
	o.Store = func(now func() time.Time) (table, error) {
		tables++
		return aws.newTable(fmt.Sprintf("soak-%d", tables), now)
	}
	return run(o, true) // it is slow
}

// compared is how many contacts are played once more without faults, at most, for
// the figures beside the others.
const compared = 20_000

// run plays the contacts and, if they were played with faults and in memory, some
// of them once more without.
func run(o Options, alone bool) (good bool, err error) {
	debug.SetGCPercent(15) // memory is dearer than time here
	debug.SetMemoryLimit(720 << 20)
	title, name := []string{"faults"}, "no faults"
	if o.Faults.Killed == 0 {
		title = []string{name}
	}
	first, err := soak(o)
	if err != nil || alone {
		return err == nil && report(os.Stdout, title, []Result{first}), err
	}
	o.Faults, o.Contacts, o.Break = Faults{}, min(o.Contacts, compared), ""
	second, err := soak(o)
	return err == nil && report(os.Stdout, append(title, name), []Result{first, second}), err
}

// soak plays contacts, and returns what came of them.
func soak(o Options) (Result, error) {
	if err := o.Break.check(); err != nil {
		return Result{}, err
	}
	logs, back := capture()
	defer back()
	start := time.Now()
	s, err := newSoak(o)
	if err != nil {
		return Result{}, err
	}
	if err := s.Run(); err != nil {
		return Result{}, err
	}
	if err := s.spoil(); err != nil {
		return Result{}, fmt.Errorf("break %s: %w", o.Break, err)
	}
	return s.result(time.Since(start), logs), nil
}

// printProgress returns what prints a line now and then.
func printProgress() func(string) {
	last := time.Now()
	return func(line string) {
		if time.Since(last) > 5*time.Second {
			last = time.Now()
			fmt.Println("  … " + line)
		}
	}
}

// root is the checkout that we stand in.
func root() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "cdk.json")); err == nil {
			return dir, nil
		}
		above := filepath.Dir(dir)
		if above == dir {
			return "", errors.New("not in a checkout")
		}
		dir = above
	}
}
