package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tieline/scripts/redrive"
	"tieline/shared/fault"
)

type redriveFlags struct {
	stage, queue, parked  string
	rejected, dryRun, yes bool
	codes                 []string
}

func redriveCommand() *cobra.Command {
	var f redriveFlags
	cmd := &cobra.Command{
		Use:   "redrive [--queue NAME | --parked FUNCTION | --rejected [CODE...]]",
		Short: "Send again what was set aside, once the cause is mended",
		Long: `redrive shows how much was set aside, why, and how long ago. It asks, sends it again,
and only then takes it from where it lay. It may be stopped and repeated: nothing is
lost thereby, and what is sent twice does no harm.

  --queue NAME       dead letters of a queue, or of the stream: those of contact-records
                     say only where records stand, which are read and put there again
  --parked FUNCTION  messages that the function parked, once it can read them
  --rejected [CODE]  contacts that Salesforce refused for good; of these codes only
                     ("none" for those without one)

Without any of these it shows what there is, and sends nothing. At most 10,000 are
taken at a time; the same command goes on. Dead letters that are shown are hidden
from others until it ends, or for ten minutes. AWS credentials and region are those
of the environment.`,
		Example: `  tieline redrive --stage prod
  tieline redrive --stage prod --queue contact-events
  tieline redrive --stage prod --parked contact-records --dry-run
  tieline redrive --stage prod --rejected STRING_TOO_LONG --yes`,
		RunE: func(cmd *cobra.Command, args []string) error {
			f.codes = args
			return f.run(cmd.Context(), cmd.InOrStdin(), cmd.OutOrStdout())
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&f.stage, "stage", "", "the stage, as in cdk.json")
	flags.StringVar(&f.queue, "queue", "", "dead letters of: "+strings.Join(queues, ", "))
	flags.StringVar(&f.parked, "parked", "", "what was parked by: "+strings.Join(parkers, ", "))
	flags.BoolVar(&f.rejected, "rejected", false, "contacts that Salesforce refused for good")
	flags.BoolVar(&f.dryRun, "dry-run", false, "show what there is, and send nothing")
	flags.BoolVar(&f.yes, "yes", false, "do not ask")
	_ = cmd.MarkFlagRequired("stage") // it fails only for a flag that is not there
	cmd.MarkFlagsMutuallyExclusive("queue", "parked", "rejected")
	cmd.MarkFlagsMutuallyExclusive("dry-run", "yes")
	return cmd
}

// atMost is how many letters are held at a time.
const atMost = 10_000

func (f redriveFlags) run(ctx context.Context, in io.Reader, out io.Writer) error {
	if len(f.codes) > 0 && !f.rejected {
		return errors.New("codes go with --rejected")
	}
	all := f.queue == "" && f.parked == "" && !f.rejected
	if all && f.yes {
		return errors.New("--yes goes with --queue, --parked or --rejected")
	}
	d, err := findStage(ctx, f.stage)
	if err != nil {
		return err
	}
	f.dryRun = f.dryRun || all
	heaps, err := f.heaps(ctx, d)
	if err != nil {
		return err
	}
	for _, h := range heaps {
		if err := f.redrive(ctx, h, in, out); err != nil {
			return fmt.Errorf("%s: %w", h.name, err)
		}
	}
	return nil
}

// redrive shows a heap and, if that is wanted, sends it.
func (f redriveFlags) redrive(ctx context.Context, h heap, in io.Reader, out io.Writer) error {
	letters, err := h.From.Look(ctx, atMost)
	if err != nil {
		return err
	}
	reportHeap(out, h, letters, time.Now())
	if f.dryRun || len(letters) == 0 {
		return h.From.Leave(context.WithoutCancel(ctx), letters)
	}
	if !f.yes {
		if err := agree(ctx, in, out, fmt.Sprintf("Send %d to %s?", len(letters), h.to)); err != nil {
			return errors.Join(err, h.From.Leave(context.WithoutCancel(ctx), letters))
		}
	}
	m := newMeter(out, time.Now)
	h.Show = func(done, total int) { m.show("send", done, total) }
	moved, err := h.Move(ctx, letters)
	m.End()
	return errors.Join(err, reportMoved(out, h, moved, len(letters)))
}

// reportHeap says what there is, and why.
func reportHeap(out io.Writer, h heap, letters []redrive.Letter, now time.Time) {
	fmt.Fprintf(out, "%s: %d\n", h.name, len(letters))
	reasons := redrive.Reasons(letters)
	for _, r := range reasons[:min(shown, len(reasons))] {
		ago := age(now, r.Oldest)
		if newest := age(now, r.Newest); newest != ago {
			ago = newest + " to " + ago
		}
		fmt.Fprintf(out, "  %d: %s (%s ago)\n", r.Count, r.Why, ago)
	}
	if more := len(reasons) - shown; more > 0 {
		fmt.Fprintf(out, "  and others for %d more reasons\n", more)
	}
	if len(letters) == atMost {
		fmt.Fprintln(out, "  There may be more: the same command goes on.")
	}
}

// reportMoved says what came of a heap. That something stays is an error.
func reportMoved(out io.Writer, h heap, m redrive.Moved, of int) error {
	fmt.Fprintf(out, "%d of %d sent to %s\n", m.Sent, of, h.to)
	for _, t := range m.Troubles[:min(shown, len(m.Troubles))] {
		fmt.Fprintf(out, "  %s: %s: %v\n", t.ID, fault.KindOf(t.Err), t.Err)
	}
	if more := len(m.Troubles) - shown; more > 0 {
		fmt.Fprintf(out, "  and %d more\n", more)
	}
	gone := 0
	for _, t := range m.Troubles {
		if fault.KindOf(t.Err) == fault.NotFound {
			gone++
		}
	}
	switch stay := of - m.Sent; {
	case stay > gone:
		return fmt.Errorf("%d stay: the same command tries them again", stay)
	case gone > 0:
		return fmt.Errorf("of %d nothing is left that could be sent: they lie there until they are purged", gone)
	}
	return nil
}
