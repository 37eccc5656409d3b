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
archive, or with --salesforce what the event relays brought, of which a stage has one
or two. They go to Tieline's own rules and to nobody else who listens. What was taken in already changes nothing.
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
	api := eventbridge.NewFromConfig(cfg)
	var all []*archived
	for _, name := range f.archives() {
		all = append(all, newArchived(replay.Task{API: api, Archive: names.On(f.stage, name), From: from, To: to, Now: now, Wait: wait}, out))
	}
	return replayAll(ctx, all)
}

// archives are those that a stage may have of what is asked for.
func (f replayFlags) archives() []string {
	if f.salesforce {
		return []string{names.SalesforceEvents, names.SalesforceChanges}
	}
	return []string{names.ContactEvents}
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
