package render

import (
	"net/mail"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// What settings must look like.
var (
	orgName    = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$`)
	stageName  = regexp.MustCompile(`^[a-z][a-z0-9]{0,15}$`)
	account    = regexp.MustCompile(`^[0-9]{12}$`)
	region     = regexp.MustCompile(`^[a-z]{2}(-[a-z]+)+-[0-9]$`)
	myDomain   = regexp.MustCompile(`^https://[a-z0-9-]+(\.[a-z0-9-]+)*\.my\.salesforce\.com/?$`)
	instance   = regexp.MustCompile(`^https://[a-z0-9-]+\.(my\.connect\.aws|awsapps\.com)(/(connect/)?ccp-v2)?/?$`)
	adapter    = regexp.MustCompile(`^(/apex/\w+|https://[^\s/]+\S*)$`)
	vendorInfo = regexp.MustCompile(`^[A-Za-z]\w*__[A-Za-z]\w*$`)

	// example is in every value that a guide or cdk.json gives only to show its form:
	// the account numbers that AWS's documentation uses, and names kept for examples.
	example = regexp.MustCompile(`111122223333|444455556666|123456789012|//(acme|example)\b|[@.]example\b|[<>]`)
)

// Faults are sentences that name all that is wrong with the settings, each by its flag.
func (o Org) Faults() (found []string) {
	say := func(wrong bool, sentence string) {
		if wrong {
			found = append(found, sentence)
		}
	}
	say(!orgName.MatchString(o.Name), "--org: must be the org's alias of the sf command line: letters, digits, - and _")
	say(!stageName.MatchString(o.Stage), "--stage: must be a lower-case word")
	say(!account.MatchString(o.Account), "--account: must be the 12 digits of an AWS account")
	say(!region.MatchString(o.Region), "--region: must be an AWS Region, such as eu-west-2")
	say(!myDomain.MatchString(o.SalesforceURL), "--salesforce-url: must be the org's My Domain, such as https://NAME.my.salesforce.com")
	found = append(found, o.appFaults()...)
	found = append(found, o.relayFaults()...)
	found = append(found, o.deskFaults()...)
	found = append(found, o.callCenterFaults()...)
	return append(found, o.examples()...)
}

func (o Org) appFaults() (found []string) {
	if len(o.Certificate) == 0 {
		if o.ContactEmail != "" {
			found = append(found, "--contact-email: is of the External Client App, which needs --certificate, too")
		}
		return found
	}
	if _, err := publicOnly(o.Certificate); err != nil {
		found = append(found, "--certificate: "+err.Error())
	}
	if a, err := mail.ParseAddress(o.ContactEmail); err != nil || a.Address != o.ContactEmail {
		found = append(found, "--contact-email: must be an e-mail address: Salesforce asks for one with each External Client App")
	}
	return found
}

func (o Org) relayFaults() (found []string) {
	for n, object := range o.ChangeEvents {
		if !slices.Contains(ChangeObjects, object) {
			found = append(found, "--change-events: Tieline reads those of "+strings.Join(ChangeObjects, ", ")+", and not of "+quote(object))
		}
		if slices.Contains(o.ChangeEvents[:n], object) {
			found = append(found, "--change-events: names "+quote(object)+" twice")
		}
	}
	for _, relay := range o.Relays {
		if relay != RelayEvents && relay != RelayChanges {
			found = append(found, "--relay: must be "+RelayEvents+" or "+RelayChanges+", and is "+quote(relay))
		}
	}
	if o.makes(RelayChanges) && len(o.ChangeEvents) == 0 {
		found = append(found, "--relay "+RelayChanges+": needs --change-events, too: a relay of change events has a channel of its own")
	}
	return found
}

func (o Org) deskFaults() (found []string) {
	if o.ConnectURL == "" && (o.LoginURL != "" || o.UtilityBar != "") {
		return []string{"--login-url, --utility-bar: are of the contact panel, which needs --connect-url, too"}
	}
	if o.ConnectURL != "" && !instance.MatchString(o.ConnectURL) {
		found = append(found, "--connect-url: must be the access URL of the Amazon Connect instance, such as https://NAME.my.connect.aws")
	}
	if u, err := url.Parse(o.LoginURL); o.LoginURL != "" && (err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil) {
		found = append(found, "--login-url: must be an https URL")
	}
	if o.UtilityBar != "" && (!strings.Contains(o.UtilityBar, firstProperty) || strings.Contains(o.UtilityBar, "<name>ccpUrl</name>")) {
		found = append(found, "--utility-bar: the bar in first-install is not the one that came with Tieline: set the panel's settings in it, or in Setup")
	}
	return found
}

func (c CallCenter) callCenterFaults() (found []string) {
	if c.Route != "" && c.Route != Voice && c.Route != OpenCTI {
		found = append(found, "--call-center: must be "+Voice+" or "+OpenCTI+", and is "+quote(c.Route))
	}
	if (c.Route == OpenCTI) != (c.AdapterURL != "") || c.AdapterURL != "" && !adapter.MatchString(c.AdapterURL) {
		found = append(found, "--adapter-url: goes with --call-center "+OpenCTI+": where the softphone is, /apex/PAGE or an https URL")
	}
	if (c.Route == Voice) != (c.VendorInfo != "") || c.VendorInfo != "" && !vendorInfo.MatchString(c.VendorInfo) {
		found = append(found, "--vendor-info: goes with --call-center "+Voice+": the full name of the package's Conversation Vendor Info, with its prefix, such as c__NAME")
	}
	if (c.Route == Voice) != (len(c.VoiceCertificate) > 0) {
		return append(found, "--voice-certificate: goes with --call-center "+Voice+": of the key that the telephony signs with")
	}
	if c.Route == Voice {
		if _, err := publicOnly(c.VoiceCertificate); err != nil {
			found = append(found, "--voice-certificate: "+err.Error())
		}
	}
	return found
}

// examples are the values that were copied and not replaced.
func (o Org) examples() (found []string) {
	for _, setting := range [][2]string{{"--account", o.Account}, {"--salesforce-url", o.SalesforceURL}, {"--contact-email", o.ContactEmail},
		{"--connect-url", o.ConnectURL}, {"--login-url", o.LoginURL}, {"--adapter-url", o.AdapterURL}} {
		if example.MatchString(setting[1]) {
			found = append(found, setting[0]+": "+quote(setting[1])+" is an example: give your own")
		}
	}
	return found
}

// quote makes a value inert and short.
func quote(value string) string {
	clean := strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return '?'
		}
		return r
	}, value)
	return `"` + strings.ToValidUTF8(clean[:min(len(clean), 80)], "") + `"`
}
