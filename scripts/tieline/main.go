// Command tieline is the engineer's tool: it runs Tieline on one machine, checks
// contact flows, says what is wrong with a stage, fills its index of callers, tunes its
// parameters, reports its service levels, sends again what was set aside or archived,
// forgets people, and renders what only one Salesforce org can have.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
)

func main() {
	// The first signal ends in good order, a second one at once.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	context.AfterFunc(ctx, stop)
	if err := command().ExecuteContext(ctx); err != nil {
		if errors.Is(err, context.Canceled) {
			err = errors.New("interrupted")
		}
		fmt.Fprintln(os.Stderr, "tieline:", err)
		os.Exit(1)
	}
}

func command() *cobra.Command {
	root := &cobra.Command{
		Use:   "tieline",
		Short: "Amazon Connect and Salesforce, tied together on AWS",
		Long: `tieline is for who deploys and runs Tieline.

"run" deploys it to an emulated AWS on this machine, beside a simulated Amazon Connect
instance and a simulated Salesforce org, and plays calls. "flow lint" says what is wrong
with contact flows, shipped or exported, "doctor" what is wrong with a stage's Salesforce
side. "backfill" fills a stage's index of callers from Salesforce, so that they are
known before they call. "tune" shows and changes its parameters, without a deploy.
"report" tells the service levels of times past. "redrive" sends again what was set
aside, "replay" what was archived. "forget" erases a person. "salesforce" renders the
metadata that only your org can have.`,
		SilenceUsage:      true,
		SilenceErrors:     true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
	}
	return parent(root, runCommand(), flowCommand(), doctorCommand(), backfillCommand(), tuneCommand(), reportCommand(), redriveCommand(), replayCommand(), forgetCommand(), salesforceCommand())
}
