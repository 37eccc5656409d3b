package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"tieline/scripts/tune"
)

// tuneFlags are those that several of tune's commands have.
type tuneFlags struct {
	stage, queue, area string
	changed            bool // list only what is
	dryRun, unheard    bool
}

func tuneCommand() *cobra.Command {
	f := &tuneFlags{}
	cmd := &cobra.Command{
		Use:   "tune",
		Short: "Show and change a stage's parameters, without a deploy",
		Long: `tune shows the parameters that admins may change while a stage runs, and changes
them. A value that nobody set is the default, which comes with the code. One that
was set stands in AWS Systems Manager Parameter Store, under /tieline/<stage>/,
where it may be changed as well. A change takes effect within 90 s everywhere.

Most parameters of service levels may have another value for one queue: --queue takes
its id in Amazon Connect, or its name if no other queue bears it.

Rights to /tieline/<stage>/* are enough: who may not read the stage's table
operations is not shown which values are in force, nor queues by their names. AWS
credentials and region are those of the environment.`,
		Example: `  tieline tune list
  tieline tune list --stage prod --changed
  tieline tune explain sla/target
  tieline tune set sla/target 85 --stage prod
  tieline tune set sla/target 90 --stage prod --queue Sales
  tieline tune reset sla/target --stage prod --queue Sales`,
	}
	cmd.PersistentFlags().StringVar(&f.stage, "stage", "", "the stage, as in cdk.json")
	return parent(cmd, f.listCommand(), f.getCommand(), f.explainCommand(), f.setCommand(), f.resetCommand(), f.historyCommand())
}

func (f *tuneFlags) listCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "list [--area AREA] [--changed]",
		Short: "List parameters: value, default, where the value comes from, who reads it",
		Long: `list shows for each parameter what is in force at the stage; without --stage what
there is to set: default, what is allowed, and who reads it. What is in force comes
from:

  default      nobody set it
  override v3  somebody did, and this is the third version
  pending v3   it was changed, and is not in force yet: see again in 90 s
  rejected v3  it was set to what cannot hold; the last value that could stays

Below a parameter stand queues with a value of their own; their default is what
holds for all queues.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.stage == "" {
				return f.listDeclared(cmd.OutOrStdout())
			}
			return onStage(f, f.list)(cmd, args)
		},
	}
	cmd.Flags().StringVar(&f.area, "area", "", "only parameters of this area, the first half of their names")
	cmd.Flags().BoolVar(&f.changed, "changed", false, "only what is not the default")
	return cmd
}

func (f *tuneFlags) list(_ context.Context, out io.Writer, d desk, _ []string) error {
	v, err := d.View().Of(f.area, f.changed)
	if err != nil {
		return err
	}
	d.tell(out)
	printView(out, v, d.Queues)
	return nil
}

// listDeclared lists what holds of every stage.
func (f *tuneFlags) listDeclared(out io.Writer) error {
	if f.changed {
		return errors.New("give --stage, too: only a stage can tell what is changed")
	}
	v, err := tune.Stage{}.View().Of(f.area, false)
	if err != nil {
		return err
	}
	printDeclared(out, v, short)
	return nil
}

// onStage is what a command does that works on a stage.
func onStage(f *tuneFlags, do func(ctx context.Context, out io.Writer, d desk, args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		if f.stage == "" {
			return errors.New(`required flag(s) "stage" not set`)
		}
		d, err := newDesk(cmd.Context(), f.stage, time.Now)
		if err != nil {
			return fmt.Errorf("parameters of stage %q: %w", f.stage, err)
		}
		return do(cmd.Context(), cmd.OutOrStdout(), d, args)
	}
}
