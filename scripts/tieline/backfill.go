package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/spf13/cobra"

	"tieline/scripts/backfill"
	"tieline/shared/caller/terms"
	"tieline/shared/dynamo"
	"tieline/shared/dynamo/callers"
	"tieline/shared/names"
	"tieline/shared/salesforce"
	"tieline/shared/salesforce/directory"
	"tieline/shared/secrets"
	"tieline/shared/tuning"
)

type backfillFlags struct {
	stage    string
	url      string
	journal  string
	unusable string
}

func backfillCommand() *cobra.Command {
	var f backfillFlags
	cmd := &cobra.Command{
		Use:   "backfill",
		Short: "Fill the index of callers from Salesforce, before anybody calls",
		Long: `backfill reads everybody with a telephone number from Salesforce, page by page, and
writes an entry of the index for each number, so that a caller is known without
asking Salesforce: for as long as the index trusts an answer (parameters
screen-pop/fresh-relayed with the event relay, screen-pop/fresh without), and
while Salesforce fails (screen-pop/stale).

It goes on where an earlier one was stopped, and stops by itself when the share of
the org's daily calls is used up that the parameter backfill/api-share allows. What
it reads is kept in a journal, with names and numbers, until all is done; only you
may read the file. A million records with two numbers each take 450 MB of memory
and a journal of 400 MB. AWS credentials and region are those of the environment,
Salesforce's are the stage's own.`,
		Example: `  AWS_PROFILE=contact-centre tieline backfill --stage prod
  tieline backfill --stage prod --unusable unusable.csv`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return f.run(cmd.Context(), cmd.OutOrStdout()) },
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&f.stage, "stage", "", "the stage, as in cdk.json")
	flags.StringVar(&f.url, "salesforce-url", "", "the org's My Domain, if it is not the stage's in cdk.json")
	flags.StringVar(&f.journal, "journal", "", "where to keep the journal; default: .tieline/backfill/<stage>.jsonl")
	flags.StringVar(&f.unusable, "unusable", "", "write all numbers of no use to this file, as CSV: object, record id, field, reason")
	_ = cmd.MarkFlagRequired("stage") // it fails only for a flag that is not there
	return cmd
}

func (f backfillFlags) run(ctx context.Context, out io.Writer) error {
	cfg, err := environment(ctx)
	if err != nil {
		return err
	}
	org, err := salesforceURL(f.url, f.stage)
	if err != nil {
		return err
	}
	f.journal = cmp.Or(f.journal, filepath.Join(".tieline", "backfill", f.stage+".jsonl"))
	task, err := f.task(ctx, cfg, org)
	if err != nil {
		return err
	}
	if f.unusable == "" {
		return perform(ctx, task, out, io.Discard)
	}
	list, err := os.Create(f.unusable) // before anything is done, or what was found could not be said
	if err != nil {
		return err
	}
	return errors.Join(perform(ctx, task, out, list), list.Close())
}

// task is what is to be done at a stage, as its parameters have it now.
func (f backfillFlags) task(ctx context.Context, cfg aws.Config, org *url.URL) (backfill.Task, error) {
	in, err := dynamo.NewOperations(cfg, names.On(f.stage, names.Operations)).Conditions(ctx)
	if err != nil {
		return backfill.Task{}, fmt.Errorf("look up the stage: %w", err)
	}
	now := terms.Of(in.Tuned, in.Schema, in.Relay, terms.Region(in.Tuned, ""))
	var use atomic.Pointer[salesforce.Usage]
	use.Store(&salesforce.Usage{})
	hc := salesforce.Watched(&http.Client{Timeout: time.Minute}, func(_ context.Context, u salesforce.Usage) { use.Store(&u) })
	hc = salesforce.Authorized(hc, org, secrets.New(cfg, names.On(f.stage, names.Salesforce)), time.Now)
	index := names.On(f.stage, names.Callers)
	return backfill.Task{
		Name:    org.Host + " " + cfg.Region + " " + index,
		Org:     directory.New(salesforce.New(org, "", hc), nil),
		Index:   callers.New(cfg, index),
		Use:     func() backfill.Use { return backfill.Use(*use.Load()) },
		Share:   tuning.BackfillShare.In(in.Tuned),
		Scope:   now.Scope,
		Journal: f.journal,
		Serves:  max(now.Ages.Fresh, now.Ages.Relayed, now.Ages.Stale),
		Now:     time.Now,
	}, nil
}

// perform does the task, and says how it goes and what came of it. List gets all
// that is of no use.
func perform(ctx context.Context, task backfill.Task, out, list io.Writer) error {
	shown := backfill.NewDisplay(out, isTerminal(out), task.Now)
	task.Show = shown.Show
	began := task.Now()
	result, err := task.Run(ctx)
	shown.End()
	if u := task.Use(); u.Limit > 0 {
		fmt.Fprintf(out, "Salesforce: %d of %d calls used in 24 hours, by all; backfills stop at %d%%\n", u.Used, u.Limit, task.Share)
	}
	if err != nil {
		if _, gone := os.Stat(task.Journal); gone == nil {
			fmt.Fprintf(out, "Not done yet: the same command goes on from %s. It holds names and numbers: delete it if you do not.\n", task.Journal)
		}
		return err
	}
	fmt.Fprintf(out, "%d records, %d numbers, %d entries written, in %s\n", result.Records, result.Numbers, result.Filled, task.Now().Sub(began).Round(time.Second))
	if kept := result.Numbers - result.Filled; kept > 0 {
		fmt.Fprintf(out, "%d entries left as they are: the index knows better, as a caller or a change came meanwhile\n", kept)
	}
	report(out, result.Unusable)
	return writeUnusable(list, result.Unusable)
}
