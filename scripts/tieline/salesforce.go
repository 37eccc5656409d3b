package main

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"tieline/scripts/render"
)

// shippedBar is the utility bar that the panel's settings go into, from the checkout.
const shippedBar = "salesforce/first-install/main/default/flexipages/Tieline_Utility_Bar.flexipage-meta.xml"

func salesforceCommand() *cobra.Command {
	return parent(&cobra.Command{Use: "salesforce", Short: "Work on what only your Salesforce org has"}, renderCommand())
}

// renderFlags are settings, and the files that some of them stand in.
type renderFlags struct {
	org                           render.Org
	certificate, voiceCertificate string
	into                          string
	utilityBar                    bool
}

func renderCommand() *cobra.Command {
	var f renderFlags
	cmd := &cobra.Command{
		Use:   "render --org NAME --stage STAGE …",
		Short: "Write the metadata that only one org can have, into a folder that git ignores",
		Long: `render writes a source folder for one org: what names its AWS account, its Amazon
Connect or a certificate, and what must not be deployed twice. It deploys nothing. It
says what it left out and why, and what to do next, in order.

Account, region and the org's address are those of the stage in cdk.json, unless given.
It always renders the channel of Tieline's events, with its credential. The rest by flags:

  --certificate      the External Client App that Tieline logs in through
  --connect-url      that the contact panel may show Amazon Connect; with --utility-bar
                     the shipped bar with the panel's settings, in place of the org's
  --without-wrap-ups the channel without the wrap-ups, of which there are as many as
                     contacts: they then come to Tieline within some five minutes
  --change-events    a second channel, of changes to Contact, Lead, Account
  --relay create     the event relay, and create-changes the one of change events. Only
                     to make them: a relay that is deployed stops, and forgets where it was
  --call-center      a call center, for hosts other than the contact panel

A folder that is rendered again holds only what this run rendered.`,
		Example: `  tieline salesforce render --org NAME --stage prod --relay create \
    --certificate tieline.crt --contact-email YOU@YOUR.DOMAIN \
    --connect-url https://YOURS.my.connect.aws --utility-bar`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return f.run(cmd) },
	}
	f.declare(cmd)
	return cmd
}

func (f *renderFlags) declare(cmd *cobra.Command) {
	flags, o := cmd.Flags(), &f.org
	flags.SortFlags = false
	flags.StringVar(&o.Name, "org", "", "the org's alias of the sf command line")
	flags.StringVar(&o.Stage, "stage", "", "the stage of Tieline that serves the org, as in cdk.json")
	flags.StringVar(&o.Account, "account", "", "AWS account that events go to")
	flags.StringVar(&o.Region, "region", "", "AWS Region of Tieline and Amazon Connect")
	flags.StringVar(&o.SalesforceURL, "salesforce-url", "", "the org's My Domain")
	flags.StringVar(&f.certificate, "certificate", "", "file with the certificate of Tieline's key, PEM")
	flags.StringVar(&o.ContactEmail, "contact-email", "", "whom Salesforce may write to about the app")
	flags.StringVar(&o.ConnectURL, "connect-url", "", "access URL of the Amazon Connect instance")
	flags.StringVar(&o.LoginURL, "login-url", "", "of the identity provider, if agents log in by SAML")
	flags.BoolVar(&f.utilityBar, "utility-bar", false, "render the shipped utility bar, too, with the panel's settings: it replaces the org's")
	flags.BoolVar(&o.WithoutWrapUps, "without-wrap-ups", false, "leave wrap-ups out of the channel: Tieline asks for them each five minutes")
	flags.StringSliceVar(&o.ChangeEvents, "change-events", nil, "objects whose changes are told: Contact,Lead,Account")
	flags.StringSliceVar(&o.Relays, "relay", nil, "relays to make: create, create-changes")
	flags.StringVar(&o.Route, "call-center", "", "voice (Salesforce Voice, partner telephony) or opencti")
	flags.StringVar(&o.AdapterURL, "adapter-url", "", "opencti: where the softphone is")
	flags.StringVar(&o.VendorInfo, "vendor-info", "", "voice: full name of the Conversation Vendor Info")
	flags.StringVar(&f.voiceCertificate, "voice-certificate", "", "voice: file with the certificate of the telephony's key, PEM")
	flags.StringVar(&f.into, "into", "salesforce/rendered", "folder in which the org's own folder is")
	_ = cmd.MarkFlagRequired("org") // they fail only for flags that are not there
	_ = cmd.MarkFlagRequired("stage")
}

func (f *renderFlags) run(cmd *cobra.Command) error {
	faults := f.read()
	faults = append(faults, f.org.Faults()...)
	if len(faults) > 0 {
		var all []error
		for _, fault := range faults {
			all = append(all, errors.New(fault))
		}
		return fmt.Errorf("nothing is rendered:\n%w", errors.Join(all...))
	}
	folder, files := filepath.Join(f.into, f.org.Name), f.org.Files()
	if err := render.Write(cmd.Context(), folder, files); err != nil {
		return err
	}
	tellRendered(cmd.OutOrStdout(), f.org, folder, files)
	return nil
}

func tellRendered(out io.Writer, o render.Org, folder string, files []render.File) {
	fmt.Fprintf(out, "rendered into %s:\n", folder)
	for _, file := range files {
		fmt.Fprintln(out, "  "+file.Path)
	}
	if rest := o.Rest(); len(rest) > 0 {
		fmt.Fprintln(out, "\nnot rendered:")
		for _, sentence := range rest {
			fmt.Fprintln(out, "  "+sentence)
		}
	}
	fmt.Fprint(out, "\nnext, in this order:\n"+o.Next(folder))
}
