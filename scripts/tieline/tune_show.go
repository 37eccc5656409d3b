package main

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"tieline/scripts/tune"
)

func (f *tuneFlags) getCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "get NAME",
		Short: "Show one parameter as list does, with all of its value",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			name, _ := tune.Split(args[0])
			if _, err := tune.Find(name); err != nil {
				return err
			}
			if f.stage == "" {
				printDeclared(cmd.OutOrStdout(), tune.Stage{}.View().Named(name), uncut)
				return nil
			}
			return onStage(f, func(_ context.Context, out io.Writer, d desk, _ []string) error {
				d.tell(out)
				printRows(out, d.View().Named(name).Rows, d.Queues, uncut)
				return nil
			})(cmd, args)
		},
	}
}

func (f *tuneFlags) explainCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "explain NAME",
		Short: "Say what a parameter means and takes; it asks no stage",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			name, _ := tune.Split(args[0])
			d, err := tune.Find(name)
			if err != nil {
				return err
			}
			printExplained(cmd.OutOrStdout(), d)
			return nil
		},
	}
}

func (f *tuneFlags) historyCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "history NAME [--queue QUEUE]",
		Short: "Show which values an override has had, when, and by whom",
		Long: `history shows the versions that Parameter Store keeps of an override, a hundred at
most. It keeps none of one that was reset.`,
		Args: cobra.ExactArgs(1),
		RunE: onStage(f, func(ctx context.Context, out io.Writer, d desk, args []string) error {
			name, queue, err := d.named(args[0], f.queue, false)
			if err != nil {
				return err
			}
			declared, err := tune.Find(name)
			if err != nil {
				return err
			}
			key := tune.Key(declared, queue)
			versions, err := d.history(ctx, key)
			if err != nil {
				return err
			}
			printHistory(out, declared, key, versions)
			return nil
		}),
	}
	cmd.Flags().StringVar(&f.queue, "queue", "", "the override of this queue")
	return cmd
}
