package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"sync/atomic"
	"time"

	"github.com/spf13/cobra"

	"tieline/scripts/world"
	"tieline/shared/amazonconnect/connecttest"
)

// errWrong was said call by call.
var errWrong = errors.New("what stands in Salesforce is not what was true of the calls")

// errIdle is a run that did not show what it was meant to.
var errIdle = errors.New("no fault befell any call to Salesforce, so nothing was tried: play more calls")

// usual is what goes wrong in Amazon Connect's delivery by its own documents,
// more often than it does there.
var usual = connecttest.Faults{Lose: 0.02, Double: 0.05, Delay: 0.02, Redeliver: 0.2}

type runFlags struct {
	once             bool
	calls            int
	counted          bool // calls was asked for
	breaks, fault    string
	scenario         string
	seed             uint64
	orgPort, awsPort int
}

func runCommand() *cobra.Command {
	var f runFlags
	cmd := &cobra.Command{
		Use:   "run",
		Short: "Deploy to this machine, play calls, and show what became of each",
		Long: `run installs what it needs into the checkout, deploys the CDK app to an emulated
AWS, and plays callers through the contact flow until Ctrl-C: known ones, unknown
ones, anonymous ones, some that hang up in the queue, some that are transferred.
It compares every field in Salesforce with what was true of the call. Nothing is
left running, and nothing is written outside the checkout but package managers'
own caches.`,
		Example: `  tieline run
  tieline run --once --calls 20
  tieline run --once --break drop-record
  tieline run --once --fault salesforce-flaky
  tieline run --once --calls 50 --fault salesforce-down
  tieline run --once --scenario breach`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			f.counted = cmd.Flags().Changed("calls")
			return f.run(cmd.Context())
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.BoolVar(&f.once, "once", false, "play --calls calls, compare, and exit 0 only if all is right")
	flags.IntVar(&f.calls, "calls", 20, "how many calls to play with --once")
	flags.StringVar(&f.breaks, "break", "", fmt.Sprintf("with --once, let something go wrong, which must be noticed: one of %v", world.Breaks))
	flags.StringVar(&f.fault, "fault", "", fmt.Sprintf("with --once, what is wrong with Salesforce, which must cost nothing: one of %v", world.Troubles))
	flags.StringVar(&f.scenario, "scenario", "", fmt.Sprintf("with --once, a story of some minutes instead of calls: one of %v", world.Scenarios))
	flags.Uint64Var(&f.seed, "seed", 0, "what the calls are drawn from; 0 for a new one")
	flags.IntVar(&f.orgPort, "org-port", 0, "port of the simulated Salesforce org; 0 for any that is free")
	flags.IntVar(&f.awsPort, "aws-port", 0, "port of the AWS emulator; 0 for any that is free")
	return cmd
}

func (f runFlags) check() error {
	known := []error{
		oneOf("break", f.breaks, world.Breaks), oneOf("fault", f.fault, world.Troubles), oneOf("scenario", f.scenario, world.Scenarios),
	}
	if err := errors.Join(known...); err != nil {
		return err
	}
	if f.scenario != "" && (!f.once || f.counted || f.breaks != "" || f.fault != "") {
		return errors.New("--scenario goes with --once, and without --calls, --break and --fault")
	}
	if f.once && f.calls < 1 {
		return errors.New("--calls: must be 1 or more")
	}
	if !f.once && (f.counted || f.breaks != "" || f.fault != "") {
		return errors.New("--calls, --break and --fault go with --once: without it calls are played until Ctrl-C")
	}
	return nil
}

// oneOf says what is wrong with a flag that may be absent.
func oneOf[T ~string](flag, is string, known []T) error {
	if is != "" && !slices.Contains(known, T(is)) {
		return fmt.Errorf("--%s %s: must be one of %v", flag, is, known)
	}
	return nil
}

func (f runFlags) run(ctx context.Context) error {
	if err := f.check(); err != nil {
		return err
	}
	f.seed = cmp.Or(f.seed, 1+rand.Uint64N(1e9))
	here, err := os.Getwd()
	if err != nil {
		return err
	}
	checkout, err := world.FindCheckout(here)
	if err != nil {
		return err
	}
	return f.inWorld(ctx, world.Options{
		Checkout: checkout, Progress: world.NewProgress(os.Stdout), OrgPort: f.orgPort, AWSPort: f.awsPort,
		Seed: f.seed, Faults: usual, Break: world.Break(f.breaks), Trouble: world.Trouble(f.fault),
	})
}

func (f runFlags) inWorld(ctx context.Context, o world.Options) (err error) {
	began := time.Now()
	w, err := world.Start(ctx, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	say := o.Progress.Println
	say(fmt.Sprintf("\n  Salesforce %s · AWS %s · logs %s · seed %d\n", w.OrgURL(), w.AWSURL(), w.Logs(), f.seed))
	if f.scenario != "" {
		return rehearse(ctx, w, world.Scenario(f.scenario), say, began)
	}
	say(legend)
	say(header)
	if !f.once {
		return endless(ctx, w, say)
	}
	calls, err := w.Run(ctx, f.calls, func(c *world.Call) { say(line(c)) })
	if err != nil {
		return err
	}
	verdict, err := w.Judge(ctx, calls)
	if err != nil {
		return err
	}
	say(summary{Verdict: verdict, calls: calls, memory: world.MemoryUsed(), took: time.Since(began)}.String())
	if len(verdict.Differences) > 0 {
		return errWrong
	}
	if f.fault != "" && verdict.Faults() == 0 {
		return errIdle
	}
	return nil
}

// rehearse plays a scenario.
func rehearse(ctx context.Context, w *world.World, s world.Scenario, say func(string), began time.Time) error {
	if err := w.Rehearse(ctx, s, say); err != nil {
		return fmt.Errorf("scenario %s: %w", s, err)
	}
	say(fmt.Sprintf("\n  scenario %s: all as it should be, in %s", s, time.Since(began).Round(time.Second)))
	return nil
}

// endless plays calls until ctx ends, which is how it is meant to end.
func endless(ctx context.Context, w *world.World, say func(string)) error {
	var wrong atomic.Bool
	_, err := w.Run(ctx, 0, func(c *world.Call) {
		say(line(c) + named(c.Differences))
		wrong.CompareAndSwap(false, len(c.Differences) > 0)
	})
	if wrong.Load() {
		return errWrong
	}
	if ctx.Err() == nil {
		return err
	}
	return nil
}
