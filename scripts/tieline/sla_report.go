package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"tieline/scripts/slareport"
)

// slaReportFlags are what a report is asked for.
type slaReportFlags struct {
	stage, queue, from, to, zone, by string
	csv                              bool
}

func reportCommand() *cobra.Command {
	return parent(&cobra.Command{
		Use:   "report",
		Short: "Report service levels of times past, and compare them with Connect's own",
	}, slaReportCommand(), compareCommand())
}

func slaReportCommand() *cobra.Command {
	f := slaReportFlags{}
	cmd := &cobra.Command{
		Use:   "sla --from TIME [--to TIME] [--by day|hour|queue]",
		Short: "Report service level, abandons, waits and handle times by queue and time",
		Long: `sla reports on contacts that ended in a time, from the stage's table of contacts and
by the arithmetic by which its alarms are judged: contacts offered, answered,
abandoned, moved (transferred out of the queue, or called back), the service level,
the abandon rate, the average speed of answer and handle time, the longest wait,
and the contacts that were answered and have no wrap-up.

Targets, thresholds and the variant of the service level are those in force now.
An abandon is provisional, and stands in brackets, until its contact record is
there: it may turn out to have been transferred. A – is what cannot be known, such
as a share of no contacts. Hours in which nothing ended are left out.

--csv is for spreadsheets and programs: seconds and percent without units, empty
for what is not known, and no totals.

` + timesOfReport,
		Example: `  tieline report sla --stage prod --from 2026-11-01 --to 2026-11-08
  tieline report sla --stage prod --from 2026-11-02 --to 2026-11-03 --by hour --queue Sales
  tieline report sla --stage prod --from 2026-10-01 --to 2026-11-01 --csv > october.csv`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return f.report(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr(), time.Now)
		},
	}
	f.flags(cmd)
	cmd.Flags().StringVar(&f.by, "by", "day", "a row for each day, hour, or queue")
	cmd.Flags().BoolVar(&f.csv, "csv", false, "as comma-separated values")
	return cmd
}

func compareCommand() *cobra.Command {
	f := slaReportFlags{by: string(slareport.Day)}
	cmd := &cobra.Command{
		Use:   "compare --from TIME [--to TIME]",
		Short: "Show Tieline's service levels beside Amazon Connect's own, by queue and day",
		Long: `compare asks Amazon Connect for its own figures of the same contacts, and shows how
far Tieline's are from them, in percentage points, and what explains that. Both are
computed by Connect's definition, whichever variant is tuned, and of whole quarters
of an hour, by which Connect counts. It keeps figures for three months.

` + timesOfReport,
		Example: `  tieline report compare --stage prod --from 2026-11-01 --to 2026-11-08`,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return f.compare(cmd.Context(), cmd.OutOrStdout(), time.Now)
		},
	}
	f.flags(cmd)
	return cmd
}

// timesOfReport says how times are given.
const timesOfReport = `A time is a day like 2026-11-01 or like 2026-11-01T09:30; --to is the first moment
that counts no more. They are by the clocks of --zone, else of the zone in which the
parameter sla/opening-hours is written, else of UTC. AWS credentials and region are
those of the environment.`

func (f *slaReportFlags) flags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&f.stage, "stage", "", "the stage, as in cdk.json")
	flags.StringVar(&f.from, "from", "", "when the first of the contacts ended")
	flags.StringVar(&f.to, "to", "", "by when the last of them had ended; default: now")
	flags.StringVar(&f.queue, "queue", "", "of this queue only, by its id or its name")
	flags.StringVar(&f.zone, "zone", "", "the IANA time zone of days and hours, such as Europe/Berlin")
	for _, name := range []string{"stage", "from"} {
		_ = cmd.MarkFlagRequired(name) // it fails only for a flag that is not there
	}
}

// report makes the report. What is no part of it goes to aside.
func (f *slaReportFlags) report(ctx context.Context, out, aside io.Writer, now func() time.Time) error {
	by := slareport.By(f.by)
	if by != slareport.Day && by != slareport.Hour && by != slareport.Whole {
		return fmt.Errorf("--by %q: must be day, hour or queue", f.by)
	}
	r, err := f.reported(ctx, now)
	if err != nil {
		return err
	}
	r.Chunks = r.period.Chunks(by)
	if !f.csv {
		return printReport(ctx, out, r, by)
	}
	for _, note := range r.period.Notes {
		fmt.Fprintln(aside, note)
	}
	rows := slareport.NewCSV(out)
	if err := r.Run(ctx, rows.Write); err != nil {
		return fmt.Errorf("the report is not whole: %w", err)
	}
	return rows.Flush()
}

// compare makes the comparison.
func (f *slaReportFlags) compare(ctx context.Context, out io.Writer, now func() time.Time) error {
	r, err := f.reported(ctx, now)
	if err != nil {
		return err
	}
	theirs, err := r.connect(ctx)
	if err != nil {
		return err
	}
	if r.period, err = r.period.Quarters(); err != nil {
		return err
	}
	r.Chunks = r.period.Chunks(slareport.Day)
	return printCompared(ctx, out, r, theirs)
}
