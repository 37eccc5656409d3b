package render

import (
	"fmt"
	"regexp"
	"strings"
)

// step is one thing to do by hand, with the commands for it.
type step struct {
	what     string
	commands []string
}

// Next says what to do with what was rendered into folder, in its order. Each command
// is run from the checkout.
func (o Org) Next(folder string) string {
	steps := []step{{"Salesforce: if the org has Tieline not yet, deploy that first, as channels need its events and the app its permission set. Never first-install again later: it is yours by then",
		[]string{"(cd salesforce && sf project deploy start --source-dir force-app --source-dir first-install --target-org " + o.Name + ")"}}, o.deploy(folder)}
	steps = append(steps, o.once(folder)...)
	steps = append(steps, o.leave()...)
	steps = append(steps, o.trust()...)
	steps = append(steps, o.handshake()...)
	steps = append(steps, o.panel()...)
	steps = append(steps, o.calls(folder)...)
	var b strings.Builder
	for n, s := range steps {
		fmt.Fprintf(&b, "%d. %s\n", n+1, s.what)
		for _, c := range s.commands {
			b.WriteString("     " + c + "\n")
		}
	}
	return b.String()
}

func (o Org) deploy(folder string) step {
	in := "(cd " + shell(folder) + " && sf project deploy start --source-dir main --target-org " + o.Name
	return step{"Salesforce: try the deploy, which changes nothing, then deploy", []string{in + " --dry-run)", in + ")"}}
}

// once has what is deployed once leave the folder, right after it was.
func (o Org) once(folder string) []step {
	if len(o.Certificate) == 0 && len(o.Relays) == 0 && o.UtilityBar == "" {
		return nil
	}
	return []step{{"render again without what is deployed once, before anything else: a relay that is deployed again stops, and forgets where it was", []string{o.again(folder)}}}
}

// leave takes the wrap-ups out of a channel that had them.
func (o Org) leave() []step {
	if !o.WithoutWrapUps {
		return nil
	}
	return []step{{"Salesforce: if the channel had wrap-ups before, take them out, as a deploy removes nothing. If the org refuses while the relay runs, pause the relay (Setup, Event Relays), never stop it, and run it again after",
		[]string{`sf data delete record --use-tooling-api --sobject PlatformEventChannelMember --where "DeveloperName=` + o.channels()[0].member(wrapUps) + `" --target-org ` + o.Name}}}
}

func (o Org) trust() []step {
	if len(o.Certificate) == 0 {
		return nil
	}
	return []step{
		{"Salesforce: in Setup, External Client App Manager, Tieline: the app is there, JWT Bearer Flow is on, and permitted users are pre-authorised by the permission set " +
			permissionSet + ". Settings, OAuth Settings, Consumer Key and Secret shows the consumer key", nil},
		{"AWS: put the consumer key and the private key into the secret (guide, Secret). The private key was not read here",
			[]string{"aws secretsmanager put-secret-value --secret-id tieline-" + o.Stage + "-salesforce --secret-string file://secret.json --region " + o.Region}},
	}
}

// again is the command that leaves out what is deployed once.
func (o Org) again(folder string) string {
	into := strings.TrimSuffix(folder, "/"+o.Name)
	return "bin/tieline salesforce render --org " + o.Name + " --stage " + o.Stage + " --into " + shell(into) + o.kept()
}

// kept are the flags of what may be deployed any time.
func (o Org) kept() (flags string) {
	flags = o.Given
	if o.WithoutWrapUps {
		flags += " --without-wrap-ups"
	}
	if len(o.ChangeEvents) > 0 {
		flags += " --change-events " + strings.Join(o.ChangeEvents, ",")
	}
	if o.ConnectURL != "" {
		flags += " --connect-url " + shell(o.ConnectURL)
	}
	return flags
}

// handshake is that of the relay: Salesforce, AWS, Salesforce.
func (o Org) handshake() []step {
	if len(o.Relays) == 0 {
		return nil
	}
	var settings []string
	if o.makes(RelayEvents) {
		settings = append(settings, "salesforceEvents (of Tieline)")
	}
	if o.makes(RelayChanges) {
		settings = append(settings, "salesforceChangeEvents (of Tieline_Changes)")
	}
	return []step{
		{"Salesforce: wait some minutes until the relay names its source, RemoteResource. Which is whose, Setup, Event Relays shows: Partner Event Source Name",
			[]string{`sf data query --target-org ` + o.Name + ` --query "SELECT Status, RemoteResource, ErrorMessage FROM EventRelayFeedback"`}},
		{"AWS: the source is there, pending, and goes away if nobody takes it for some days. Put its name into " + strings.Join(settings, " and ") +
			" of stage " + o.Stage + " in cdk.json, and deploy",
			[]string{"aws events list-event-sources --name-prefix aws.partner/salesforce.com --region " + o.Region, "make deploy STAGE=" + o.Stage}},
		{"Salesforce: Setup, Event Relays, the relay, Run. Within ten minutes the metric RelayHealthy is 1", nil},
	}
}

func (o Org) panel() []step {
	if o.ConnectURL == "" {
		return nil
	}
	return []step{
		{"AWS: let Salesforce show the panel (Amazon Connect, Approved origins)",
			[]string{"aws connect associate-approved-origin --instance-id <id of the instance> --origin " + o.LightningOrigin() + " --region " + o.Region}},
		{"Salesforce: if Setup, Session Settings, Permissions-Policy is on, its Microphone is Trusted URLs only. The panel then asks for the microphone at the first call", nil},
	}
}

func (o Org) calls(folder string) []step {
	switch o.Route {
	case OpenCTI:
		return []step{{"Salesforce: Setup, Call Centers: it is there; Manage Call Center Users adds the agents. Open CTI ends on 28 February 2028", nil}}
	case Voice:
		return []step{{"Salesforce: Setup, Partner Telephony Contact Centers, import " + folder + "/import/TielineVoice.xml, and add the agents (docs/call-center.md)", nil}}
	}
	return nil
}

// plain is a word that a shell takes as it is.
var plain = regexp.MustCompile(`^[\w/.:-]+$`)

// shell quotes a word for a shell, if it needs that.
func shell(word string) string {
	if plain.MatchString(word) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
