package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/spf13/cobra"

	"tieline/scripts/doctor"
	"tieline/shared/dynamo"
	"tieline/shared/names"
	"tieline/shared/salesforce"
	"tieline/shared/secrets"
	"tieline/shared/tuning"
)

type doctorFlags struct {
	stage    string
	url      string
	inactive []string
}

func doctorCommand() *cobra.Command {
	var f doctorFlags
	cmd := &cobra.Command{
		Use:   "doctor --stage STAGE",
		Short: "Say what is wrong with a stage's Salesforce side, in which layer, and what to do",
		Long: `doctor logs in to Salesforce as Tieline does, looks, and says of each check in which
of the four layers of docs/runbook.md it is, how it came out, and what to do: ok,
wrong, or not known, where it cannot be found out from here. It looks at

  secret            whether the stage's credentials can be read
  log-in            whether Salesforce lets Tieline's user in
  flows             whether the shipped flows are active in their newest version:
                    a deploy to production leaves them inactive, unless the org's
                    setting "Deploy processes and flows as active" is on
  objects           whether all that Tieline writes is there, and may be written
  API calls         how many of the org's daily calls are used
  event deliveries  the same of the events that the org delivers
  health rows       whether Tieline has written its row of health

It changes nothing, in some ten calls. It prints no name of a person, no value of a
field and no secret. It ends with 0 unless something is wrong; what is not known is
not wrong, so read it. Reading the secret takes the right secretsmanager:GetSecretValue,
and the share of calls from which drafts wait is the default's unless the stage's
table operations may be read. The phone's side and what follows in the org it does not
look at yet: docs/runbook.md does.`,
		Example: `  AWS_PROFILE=contact-centre tieline doctor --stage dev
  tieline doctor --stage prod --inactive Tieline_Interaction_Wrapped_Up`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return f.run(cmd.Context(), cmd.OutOrStdout(), time.Now) },
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&f.stage, "stage", "", "the stage, as in cdk.json")
	flags.StringVar(&f.url, "salesforce-url", "", "the org's My Domain, if it is not the stage's in cdk.json")
	flags.StringSliceVar(&f.inactive, "inactive", nil, "a flow that you deactivated on purpose, and that must stay so; may be repeated")
	_ = cmd.MarkFlagRequired("stage") // it fails only for a flag that is not there
	return cmd
}

func (f doctorFlags) run(ctx context.Context, out io.Writer, now func() time.Time) error {
	for _, flow := range f.inactive {
		if !slices.Contains(doctor.Shipped, flow) {
			return fmt.Errorf("--inactive %s: must be one of %v", flow, doctor.Shipped)
		}
	}
	cfg, err := environment(ctx)
	if err != nil {
		return err
	}
	org, err := salesforceURL(f.url, f.stage)
	if err != nil {
		return err
	}
	tally, err := doctor.Examine(ctx, f.checks(ctx, cfg, org, now), func(c doctor.Check, found doctor.Finding) { printFinding(out, c, found) })
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "\n%d ok, %d wrong, %d not known\n", tally[doctor.OK], tally[doctor.Wrong], tally[doctor.Unknown])
	if n := tally[doctor.Wrong]; n > 0 {
		return fmt.Errorf("wrong with stage %s: %d", f.stage, n)
	}
	return nil
}

// once are the credentials as they were read first, so that all checks go by one.
type once struct {
	from doctor.Vault
	read []byte
}

// Secret reads them, unless that was done.
func (o *once) Secret(ctx context.Context) (_ []byte, err error) {
	if o.read == nil {
		o.read, err = o.from.Secret(ctx)
	}
	return o.read, err
}

// checks are those of one org and its stage, in the order in which they are run.
func (f doctorFlags) checks(ctx context.Context, cfg aws.Config, at *url.URL, now func() time.Time) []doctor.Check {
	name := names.On(f.stage, names.Salesforce)
	vault := &once{from: secrets.New(cfg, name)}
	meter := salesforce.NewMeter(now)
	hc := salesforce.Watched(&http.Client{Timeout: time.Minute}, meter.Seen)
	org := salesforce.New(at, "", salesforce.Authorized(hc, at, vault, now))
	checks := []doctor.Check{doctor.Secret(vault, name), doctor.LogIn(org), doctor.Flows(org, f.inactive), doctor.Supervisors(org)}
	checks = append(checks, doctor.Rights(org)...)
	return append(checks, doctor.Calls(meter, f.drafts(ctx, cfg)), doctor.Deliveries(org), doctor.Health(org, f.stage, now))
}

// drafts is the share of the org's calls, in percent, from which on drafts wait.
func (f doctorFlags) drafts(ctx context.Context, cfg aws.Config) int {
	in, err := dynamo.NewOperations(cfg, names.On(f.stage, names.Operations)).Conditions(ctx)
	if err != nil { // what is not tuned is as good as any
		in = dynamo.Conditions{}
	}
	return tuning.SalesforceShare.In(in.Tuned) - tuning.Headroom
}

func printFinding(out io.Writer, c doctor.Check, found doctor.Finding) {
	fmt.Fprintf(out, "%-9s  %-26s  %s: %s\n", found.State, c.Layer, c.Name, found.What)
	for _, line := range found.Do {
		fmt.Fprintf(out, "%11s%s\n", "", "→ "+line)
	}
}
