package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"tieline/scripts/tune"
	"tieline/shared/fault"
)

func (f *tuneFlags) setCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "set NAME VALUE [--queue QUEUE]",
		Short: "Give a parameter a value, for all queues or for one",
		Long: `set writes an override, once it is sure that the value is allowed and contradicts no
other. It shows the value that held and the new one, and changes nothing else. A
number goes without its unit: 20, not 20s. It says no with exit code 1.`,
		Args:    cobra.ExactArgs(2),
		PreRunE: func(_ *cobra.Command, args []string) error { return tune.Check(args[0], f.queue, args[1]) },
		RunE: onStage(f, func(ctx context.Context, out io.Writer, d desk, args []string) error {
			name, queue, err := d.named(args[0], f.queue, f.unheard)
			if fault.KindOf(err) == fault.NotFound {
				return fmt.Errorf("%w (one that is new is taken by its id with --unheard)", err)
			}
			if err != nil {
				return err
			}
			c, err := d.Set(name, queue, args[1])
			if err != nil {
				return err
			}
			return f.change(ctx, out, d, c)
		}),
	}
	f.changing(cmd)
	cmd.SetFlagErrorFunc(f.notAFlag)
	cmd.Flags().BoolVar(&f.unheard, "unheard", false, "take the queue's id as it is, also if it has had no contact yet")
	return cmd
}

// notAFlag is what there is to say of a flag that was not understood: below zero a
// value looks like one.
func (f *tuneFlags) notAFlag(cmd *cobra.Command, err error) error {
	var short interface{ GetSpecifiedShortnames() string } // of github.com/spf13/pflag's NotExistError
	args := cmd.Flags().Args()
	if !errors.As(err, &short) || short.GetSpecifiedShortnames() == "" || len(args) != 1 {
		return err
	}
	value := "-" + short.GetSpecifiedShortnames()
	if wrong := tune.Check(args[0], f.queue, value); wrong != nil {
		return wrong
	}
	return fmt.Errorf("%w: give a value that begins with - last, and -- before it", err)
}

func (f *tuneFlags) resetCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "reset NAME [--queue QUEUE]",
		Short: "Go back to the default, or of a queue to what holds for all",
		Long: `reset deletes an override, also one of no parameter, and its history with it. It may
be set again after half a minute: Parameter Store wants that pause. It says no, with
exit code 1, if what is left would contradict itself.`,
		Args: cobra.ExactArgs(1),
		RunE: onStage(f, func(ctx context.Context, out io.Writer, d desk, args []string) error {
			name, queue, err := d.named(args[0], f.queue, false)
			if err != nil {
				return err
			}
			c, err := d.Reset(name, queue)
			if err != nil {
				return err
			}
			return f.change(ctx, out, d, c)
		}),
	}
	f.changing(cmd)
	return cmd
}

func (f *tuneFlags) changing(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.queue, "queue", "", "for this queue only, by its id or its name")
	cmd.Flags().BoolVar(&f.dryRun, "dry-run", false, "check and show, and change nothing")
}

// change shows a change and makes it, unless it is only to be shown.
func (f *tuneFlags) change(ctx context.Context, out io.Writer, d desk, c tune.Change) error {
	d.tell(out)
	if c.Same && c.Text == "" {
		fmt.Fprintf(out, "%s: there is no override that could be reset.\n", inert(c.Key))
		return nil
	}
	fmt.Fprintln(out, changed(c, d.Queues))
	switch {
	case c.Same:
		fmt.Fprintf(out, "Nothing to write: version %d of the override says so already.\n", c.Override.Version)
	case f.dryRun:
		fmt.Fprintln(out, "Nothing was changed (--dry-run).")
	default:
		if err := c.Do(ctx, d.store); err != nil {
			return fmt.Errorf("%s was not changed: %w", c.Key, err)
		}
		done := "Written"
		if c.Text == "" {
			done = "Reset"
		}
		fmt.Fprintf(out, "%s. It takes effect %s.\n", done, tune.Effect())
	}
	return nil
}

// changed is a change in a line.
func changed(c tune.Change, queues tune.Queues) string {
	of := c.Name
	if of == "" {
		return inert(c.Key) + ": does nothing, and goes"
	}
	if c.Queue != "" {
		of += " of " + queueName(queues, c.Queue)
	}
	line := fmt.Sprintf("%s: %s (%s) → %s", of, inertValue(c.Declaration, c.Value), origin(c.Row), inertValue(c.Declaration, c.Will))
	if c.Text != "" && c.Text == c.Without {
		line += ", which would hold without an override, too"
	}
	return line
}
