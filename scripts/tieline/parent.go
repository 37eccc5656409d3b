package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// parent lets a command be nothing but what its own commands are: by itself it
// prints its help, and a word that names none of them is an error. Without this
// cobra prints help then too, and ends as if all were well.
func parent(cmd *cobra.Command, of ...*cobra.Command) *cobra.Command {
	cmd.AddCommand(of...)
	cmd.DisableFlagsInUseLine = true
	cmd.Args = known
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
	cmd.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		if words := c.Flags().Args(); c.HasSubCommands() && len(words) > 0 { // it is of the command that was meant
			return known(c, words)
		}
		return err
	})
	return cmd
}

// known refuses words, which name no command of this one: else it had them.
func known(cmd *cobra.Command, words []string) error {
	if len(words) == 0 {
		return nil
	}
	return fmt.Errorf("there is no %q: %s", cmd.CommandPath()+" "+words[0], meant(cmd, words[0]))
}

// farthest is how many wrong letters a word may have for its nearest command to be
// worth a question.
const farthest = 2

// meant says which command may have been meant by a word: one that begins so, or
// that with the fewest letters wrong.
func meant(cmd *cobra.Command, word string) string {
	for cmd.SuggestionsMinimumDistance = 0; cmd.SuggestionsMinimumDistance <= farthest; cmd.SuggestionsMinimumDistance++ {
		if near := cmd.SuggestionsFor(word); len(near) > 0 {
			return "did you mean " + strings.Join(near, " or ") + "?"
		}
	}
	var all []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			all = append(all, c.Name())
		}
	}
	return "it is one of " + strings.Join(all, ", ")
}
