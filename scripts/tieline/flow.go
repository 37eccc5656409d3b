package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"tieline/scripts/flow"
)

func flowCommand() *cobra.Command {
	return parent(&cobra.Command{Use: "flow", Short: "Work on contact flows"}, lintCommand())
}

func lintCommand() *cobra.Command {
	var functions []string
	cmd := &cobra.Command{
		Use:   "lint FILE...",
		Short: "Find what is wrong with contact flows and modules",
		Long: `lint reads flows and modules of Amazon Connect, as aws connect
describe-contact-flow and describe-contact-flow-module write them or their content
alone. It says what Connect would refuse and what callers would suffer from:
Lambda functions without an error branch, with a time limit that Connect does not
grant or Tieline needs more than, or with an ARN that is none; $.External read where
another answer or none stands; values that are too long; actions that lead nowhere or
are never reached. Places that are yet to be filled, as ${ScreenPopArn}, are fine.`,
		Example: `  tieline flow lint infra/flows/*.json
  tieline flow lint --function arn:aws:lambda:eu-west-2:111122223333:function:tieline-prod-screen-pop:live inbound.json`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, files []string) error {
			return lintFlows(cmd.OutOrStdout(), files, functions)
		},
	}
	cmd.Flags().StringArrayVar(&functions, "function", nil, "ARN of a Lambda function that flows may call, and no other, nor one that a contact names ($.); may be given several times")
	return cmd
}

// lintFlows prints a line for each flow that is fine and for each finding. What
// cannot be read does not keep the rest from being read.
func lintFlows(out io.Writer, files, functions []string) error {
	var wrong []error
	findings := 0
	for _, file := range files {
		f, err := readFlow(file)
		if err != nil {
			wrong = append(wrong, err)
			continue
		}
		found := f.Lint(functions...)
		for _, one := range found {
			fmt.Fprintln(out, finding(file, one))
		}
		if len(found) == 0 {
			fmt.Fprintf(out, "ok %s: %d actions\n", file, len(f.Actions))
		}
		findings += len(found)
	}
	if findings > 0 {
		wrong = append(wrong, fmt.Errorf("findings: %d", findings))
	}
	return errors.Join(wrong...)
}

func readFlow(file string) (*flow.Flow, error) {
	content, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	f, err := flow.Parse(content)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return f, nil
}

func finding(file string, f flow.Finding) string {
	if f.Action == "" {
		return file + ": " + f.Sentence
	}
	return file + ": " + f.Action + ": " + f.Sentence
}
