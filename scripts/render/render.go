// Package render writes the metadata that only one org can have: what names its AWS
// account, its Amazon Connect or a certificate, and what must not be deployed twice. It
// makes texts out of settings; nothing here talks to an org or to AWS.
package render

// Org is what an org's rendered source is made of. Each part is rendered if its own
// settings are there; Rest says which were not.
type Org struct {
	Name          string // the alias that the sf command line knows the org by
	Stage         string // of Tieline, whose account and region these are
	Account       string // of AWS
	Region        string
	SalesforceURL string // the org's My Domain
	Given         string // the flags of those three that are not the stage's own, as they were given

	Certificate  []byte // of the key that Tieline signs its log-ins with, PEM; empty: no app
	ContactEmail string // whom Salesforce may write to about the app

	ConnectURL string // of the Amazon Connect instance; empty: no panel
	LoginURL   string // of the identity provider, if agents log in by SAML
	UtilityBar string // the shipped utility bar's source, to fill with the panel's settings; empty: not rendered

	WithoutWrapUps bool // the channel leaves out wrapUps

	ChangeEvents []string // objects whose changes are told by a channel of their own
	Relays       []string // relays to be made: RelayEvents, RelayChanges

	CallCenter
}

// File is one rendered file, by its path below the org's folder.
type File struct {
	Path, Text string
}

// project makes the folder a project by itself: what lies in it is deployed from there, and by nothing else.
const project = `{
  "packageDirectories": [{ "path": "main", "default": true }],
  "name": "tieline-rendered",
  "namespace": "",
  "sfdcLoginUrl": "https://login.salesforce.com",
  "sourceApiVersion": "67.0"
}
`

// source is where metadata lies in the org's folder.
const source = "main/default/"

// Files are all that is rendered, of settings without Faults.
func (o Org) Files() []File {
	files := []File{{Path: "sfdx-project.json", Text: project}}
	for _, part := range [][]File{o.app(), o.relay(), o.desk(), o.callCenter()} {
		files = append(files, part...)
	}
	return files
}

// Rest are sentences that say what is not rendered, and why.
func (o Org) Rest() (said []string) {
	say := func(missing bool, sentence string) {
		if missing {
			said = append(said, sentence)
		}
	}
	say(len(o.Certificate) == 0, "no External Client App: it needs --certificate and --contact-email")
	say(!o.makes(RelayEvents), "no event relay: one that is deployed stops, and forgets where it was. Only to make it: --relay create")
	say(o.WithoutWrapUps, "no wrap-ups in the channel: Tieline asks for them each five minutes, and has them that much later")
	say(len(o.ChangeEvents) == 0, "no channel of change events: only if you want them, --change-events")
	say(len(o.ChangeEvents) > 0 && !o.makes(RelayChanges), "no relay of change events, for the same reason. Only to make it: --relay create-changes")
	say(o.ConnectURL == "", "no trusted site for the contact panel: it needs --connect-url")
	say(o.ConnectURL != "" && o.UtilityBar == "", "no utility bar: yours stays as it is. Only at first: --utility-bar")
	say(o.Route == "", "no call center: the contact panel needs none. For the other two hosts: --call-center")
	return said
}
