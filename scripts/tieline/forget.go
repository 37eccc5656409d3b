package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/spf13/cobra"

	"tieline/scripts/forget"
	"tieline/shared/caller"
	"tieline/shared/caller/terms"
	"tieline/shared/contact"
	"tieline/shared/dynamo"
	"tieline/shared/dynamo/callers"
	"tieline/shared/names"
	"tieline/shared/tuning"
)

type forgetFlags struct {
	stage, contact, phone, record string
	yes                           bool
}

func forgetCommand() *cobra.Command {
	var f forgetFlags
	cmd := &cobra.Command{
		Use:   "forget {--contact ID | --phone NUMBER | --record ID}",
		Short: "Erase a person from Tieline's tables, index and parked messages",
		Long: `forget erases what Tieline keeps of a person: contacts, entries of the index of
callers, parked messages that name the contacts, their caller or what was popped. It
shows how much that is, asks, erases it, and leaves a count. Facts about these contacts that come later are not taken in.

  --contact ID    one contact, and whom the index holds for its caller
  --phone NUMBER  all contacts with this number
  --record ID     all contacts for which this Salesforce record was popped: of a
                  Contact, a Lead or an Account

By a number or a record all contacts are read, which costs as much as it costs to
read the table once. It may be stopped and repeated. AWS credentials and region are
those of the environment.` + "\n\n" + elsewhere,
		Example: `  tieline forget --stage prod --phone "+44 20 7946 0018"
  tieline forget --stage prod --record 0035g00000ABCDEAA5 --yes`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return f.run(cmd.Context(), cmd.InOrStdin(), cmd.OutOrStdout())
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&f.stage, "stage", "", "the stage, as in cdk.json")
	flags.StringVar(&f.contact, "contact", "", "id of a contact")
	flags.StringVar(&f.phone, "phone", "", "a telephone number, with its country code or as the stage's default region writes it")
	flags.StringVar(&f.record, "record", "", "id of a Salesforce record")
	flags.BoolVar(&f.yes, "yes", false, "do not ask")
	_ = cmd.MarkFlagRequired("stage") // it fails only for a flag that is not there
	cmd.MarkFlagsOneRequired("contact", "phone", "record")
	cmd.MarkFlagsMutuallyExclusive("contact", "phone", "record")
	return cmd
}

func (f forgetFlags) run(ctx context.Context, in io.Reader, out io.Writer) error {
	d, err := findStage(ctx, f.stage)
	if err != nil {
		return err
	}
	settings, err := d.operations().Conditions(ctx)
	if err != nil {
		return fmt.Errorf("look up the stage: %w", err)
	}
	who, err := f.person(settings.Tuned)
	if err != nil {
		return err
	}
	m := newMeter(out, time.Now)
	task := d.forget(ctx, who, m)
	found, err := task.Find(ctx)
	m.End()
	if err != nil {
		return err
	}
	reportFound(out, found)
	if !f.yes {
		if err := agree(ctx, in, out, "Erase all that?"); err != nil {
			return err
		}
	}
	erased, err := task.Erase(ctx, found)
	m.End()
	fmt.Fprintf(out, "erased: contacts %d, entries of the index %d, parked messages %d\n", erased.Contacts, erased.Entries, erased.Parked)
	if err != nil {
		return fmt.Errorf("not all is erased, and the same command goes on: %w", err)
	}
	fmt.Fprintln(out, elsewhere)
	return nil
}

// person is whom the flags name.
func (f forgetFlags) person(tuned tuning.Snapshot) (forget.Person, error) {
	switch {
	case f.contact != "":
		if !contact.ValidID(f.contact) {
			return forget.Person{}, errors.New("--contact: must be the id of a contact")
		}
		return forget.Person{Contact: f.contact}, nil
	case f.phone != "":
		n, _, why := caller.ParseTyped(f.phone, terms.Region(tuned, ""))
		if why != "" {
			return forget.Person{}, fmt.Errorf("--phone: must be a telephone number: %s", why)
		}
		return forget.Person{Number: n}, nil
	}
	clue, why := caller.Hint{CustomerID: f.record}.Read("")
	if why != "" {
		return forget.Person{}, fmt.Errorf("--record: must be the id of a Contact, a Lead or an Account: %s", why)
	}
	return forget.Person{Record: clue.ID}, nil
}

// forget is the task of forgetting somebody, which m shows.
func (d deployed) forget(ctx context.Context, who forget.Person, m *meter) forget.Task {
	table, roughly := d.contacts(), d.size(ctx)
	return forget.Task{
		Person:   who,
		Contacts: table,
		Eraser:   contact.NewEraser(table, contact.Pace{Keep: d.retention}, time.Now),
		Index:    callers.New(d.Config, d.on(names.Callers)),
		Parked:   d.parked(),
		Ledger:   dynamo.NewErasures(d.operations(), time.Now),
		Show: func(part string, done, total int) {
			if total == 0 {
				total = roughly
			}
			m.show(part, done, total)
		},
	}
}

// size is how many contacts there are, roughly: DynamoDB counts them every six
// hours (DynamoDB API reference, TableDescription, ItemCount). It is for a bar
// only, so that it is not known is no fault.
func (d deployed) size(ctx context.Context) int {
	out, err := dynamodb.NewFromConfig(d.Config).DescribeTable(ctx, &dynamodb.DescribeTableInput{TableName: aws.String(d.on(names.Contacts))})
	if err != nil || out.Table == nil {
		return 0
	}
	return int(aws.ToInt64(out.Table.ItemCount))
}
