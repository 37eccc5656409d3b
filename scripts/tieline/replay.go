package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/spf13/cobra"

	"tieline/scripts/replay"
	"tieline/shared/fault"
	"tieline/shared/names"
)

type replayFlags struct {
	stage, from, to string
	salesforce      bool
}

func replayCommand() *cobra.Command {
	var f replayFlags
	cmd := &cobra.Command{
		Use:   "replay --from TIME [--to TIME]",
		Short: "Have EventBridge send archived events again, to Tieline only",
		Long: `replay has EventBridge send the contact events of a time again, out of the stage's
archive, or with --salesforce what the event relay brought. They go to Tieline's own
rule and to nobody else who listens. What was taken in already changes nothing.
Contact records are not archived: their stream keeps them.

A time is like 2026-03-02T09:30:00Z; without a zone it is UTC, and without a time of
day midnight. The replay goes on in AWS also when you leave. AWS credentials and
region are those of the environment.`,
		Example: `  tieline replay --stage prod --from 2026-03-02T09:30 --to 2026-03-02T11:00
  tieline replay --stage prod --salesforce --from 2026-03-02`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return f.run(cmd.Context(), cmd.OutOrStdout(), time.Now)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&f.stage, "stage", "", "the stage, as in cdk.json")
	flags.StringVar(&f.from, "from", "", "when the first of the events happened")
	flags.StringVar(&f.to, "to", "", "when the last of them happened; default: now")
	flags.BoolVar(&f.salesforce, "salesforce", false, "events of Salesforce, and not contact events")
	for _, name := range []string{"stage", "from"} {
		_ = cmd.MarkFlagRequired(name) // it fails only for a flag that is not there
	}
	return cmd
}

func (f replayFlags) run(ctx context.Context, out io.Writer, now func() time.Time) error {
	from, to, err := f.times(now())
	if err != nil {
		return err
	}
	cfg, err := environment(ctx)
	if err != nil {
		return err
	}
	archive := names.ContactEvents
	if f.salesforce {
		archive = names.SalesforceEvents
	}
	m := newMeter(out, now)
	task := replay.Task{
		API: eventbridge.NewFromConfig(cfg), Archive: names.On(f.stage, archive), From: from, To: to, Now: now, Wait: wait,
		Show: func(p replay.Progress) {
			m.show("replay, min", int(p.Upto.Sub(from).Minutes()), int(to.Sub(from).Minutes()))
		},
	}
	return follow(ctx, task, m, out)
}

// follow starts a replay, and shows it to its end.
func follow(ctx context.Context, task replay.Task, m *meter, out io.Writer) error {
	archive, err := task.Look(ctx)
	if fault.KindOf(err) == fault.NotFound {
		return fmt.Errorf("the stage keeps no such archive (the local one keeps none): %w", err)
	} else if err != nil {
		return err
	}
	fmt.Fprintf(out, "archive %s: some %d events, %d MB, of all times since %s\n", task.Archive, archive.Events, archive.Bytes>>20, archive.Since.UTC().Format(time.RFC3339))
	if task.From.Before(archive.Since) {
		fmt.Fprintln(out, "What happened before that is not in it.")
	}
	if task.Now().Sub(task.To) < replay.Settles {
		fmt.Fprintf(out, "Events of the last %d min may be missing: they are on their way into it.\n", int(replay.Settles.Minutes()))
	}
	name, err := task.Start(ctx, archive)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "replay %s of %s to %s\n", name, task.From.Format(time.RFC3339), task.To.Format(time.RFC3339))
	err = task.Follow(ctx, name)
	m.End()
	if errors.Is(err, context.Canceled) {
		fmt.Fprintf(out, "The replay goes on: aws events describe-replay --replay-name %[1]s (or cancel-replay)\n", name)
	}
	return err
}

// times are what is to be replayed, in UTC.
func (f replayFlags) times(now time.Time) (from, to time.Time, err error) {
	to = now.UTC()
	if from, err = instant("from", f.from); err != nil {
		return from, to, err
	}
	if f.to != "" {
		if to, err = instant("to", f.to); err != nil {
			return from, to, err
		}
	}
	if !from.Before(to) || to.After(now) {
		return from, to, errors.New("--from must be before --to, and --to not after now")
	}
	return from, to, nil
}

func instant(flag, text string) (time.Time, error) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02T15:04", time.DateOnly} {
		if at, err := time.Parse(layout, text); err == nil {
			return at.UTC(), nil
		}
	}
	return time.Time{}, fmt.Errorf("--%s %q: must be a time like 2026-03-02T09:30:00Z", flag, text)
}
