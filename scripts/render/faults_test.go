package render

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"math/big"
	"strings"
	"testing"
)

func TestAllFaultsAreNamedAtOnce(t *testing.T) {
	o := Org{Name: "../up", Stage: "Prod", Account: "12", Region: "EU-WEST-2", SalesforceURL: "http://harbour.my.salesforce.com",
		Certificate: []byte("none"), ContactEmail: "nobody", ConnectURL: "https://harbour.test", LoginURL: "http://a",
		UtilityBar: "<FlexiPage/>", ChangeEvents: []string{"Case"}, Relays: []string{"run"},
		CallCenter: CallCenter{Route: "sip", AdapterURL: "a", VendorInfo: "b", VoiceCertificate: []byte("c")}}
	found := strings.Join(o.Faults(), "\n")
	for _, flag := range []string{"org", "stage", "account", "region", "salesforce-url", "certificate", "contact-email", "connect-url", "login-url",
		"utility-bar", "change-events", "relay", "call-center", "adapter-url", "vendor-info", "voice-certificate"} {
		if !strings.Contains("\n"+found, "\n--"+flag+":") {
			t.Errorf("--%s is wrong, and it is not said:\n%s", flag, found)
		}
	}
}

func TestEachFaultIsFound(t *testing.T) {
	for name, one := range map[string]struct {
		spoil func(*Org)
		says  string
	}{
		"an account of documentation":     {func(o *Org) { o.Account = "111122223333" }, `"111122223333" is an example`},
		"another":                         {func(o *Org) { o.Account = "123456789012" }, "is an example"},
		"an example of cdk.json":          {func(o *Org) { o.SalesforceURL = "https://example--dev.sandbox.my.salesforce.com" }, "is an example"},
		"an example of the guide":         {func(o *Org) { o.SalesforceURL = "https://acme.my.salesforce.com" }, "is an example"},
		"an example of an address":        {func(o *Org) { o.ContactEmail = "you@example.com" }, "is an example"},
		"an instance for example":         {func(o *Org) { o.ConnectURL = "https://example.my.connect.aws" }, "is an example"},
		"no e-mail address":               {func(o *Org) { o.ContactEmail = "" }, "--contact-email: must be"},
		"an e-mail address with a name":   {func(o *Org) { o.ContactEmail = "A <a@harbour.test>" }, "--contact-email: must be"},
		"an e-mail address without use":   {func(o *Org) { o.Certificate = nil }, "needs --certificate"},
		"a panel elsewhere":               {func(o *Org) { o.ConnectURL = "https://harbour.my.connect.aws.evil.test" }, "--connect-url"},
		"a panel with a user":             {func(o *Org) { o.ConnectURL = "https://a@harbour.my.connect.aws" }, "--connect-url"},
		"a log-in without a panel":        {func(o *Org) { o.ConnectURL, o.UtilityBar = "", "" }, "needs --connect-url"},
		"a bar that somebody filled":      {func(o *Org) { o.UtilityBar = o.filledBar() }, "is not the one"},
		"change events of another object": {func(o *Org) { o.ChangeEvents = []string{"Contact", "Case"} }, `not of "Case"`},
		"change events twice":             {func(o *Org) { o.ChangeEvents = []string{"Lead", "Lead"} }, "twice"},
		"a relay of nothing":              {func(o *Org) { o.ChangeEvents = nil }, "needs --change-events"},
		"a relay that is to run":          {func(o *Org) { o.Relays = []string{"RUN"} }, "--relay: must be"},
		"an adapter without encryption":   {func(o *Org) { o.AdapterURL = "http://harbour.test" }, "--adapter-url"},
		"an adapter that is a script":     {func(o *Org) { o.AdapterURL = "javascript:alert(1)" }, "--adapter-url"},
		"a route without its settings":    {func(o *Org) { o.CallCenter = CallCenter{Route: Voice} }, "--vendor-info"},
		"a region in capitals":            {func(o *Org) { o.Region = "EU-WEST-2" }, "--region"},
		"an org like a path":              {func(o *Org) { o.Name = "a/b" }, "--org"},
		"an org that is an option":        {func(o *Org) { o.Name = "-x" }, "--org"},
	} {
		t.Run(name, func(t *testing.T) {
			o := whole(t)
			one.spoil(&o)
			if found := strings.Join(o.Faults(), "\n"); !strings.Contains(found, one.says) {
				t.Errorf("said %q", found)
			}
		})
	}
}

func TestAPrivateKeyIsRefusedWhereverItStands(t *testing.T) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	private := string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
	public := string(certificate(t))
	for name, given := range map[string]string{"alone": private, "before": private + public, "after": public + private, "cut short": public + private[:40]} {
		o := whole(t)
		o.Certificate = []byte(given)
		o.CallCenter = CallCenter{Route: Voice, VendorInfo: "c__Harbour", VoiceCertificate: []byte(given)}
		found := strings.Join(o.Faults(), "\n")
		if strings.Count(found, "holds a private key") != 2 || strings.Contains(found, private[40:80]) {
			t.Errorf("%s: said %q", name, found)
		}
	}
}

func TestOnlyOneCertificateOfRSAIsTaken(t *testing.T) {
	public := string(certificate(t))
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	for given, want := range map[string]error{
		"": errNone, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n": errNone, public + public: errTwo, public + "\npassword: x\n": errTwo,
		string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})): errNoRSA, "  \n" + public: nil,
	} {
		if _, err := publicOnly([]byte(given)); !errors.Is(err, want) {
			t.Errorf("%.40q: %v", given, err)
		}
	}
	body, err := certificateBody([]byte("a comment: secret\n" + public))
	if err != nil || strings.Contains(body, "secret") || strings.Contains(body, "-") {
		t.Errorf("%v: %s", err, body)
	}
}
