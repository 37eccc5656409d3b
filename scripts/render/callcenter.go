package render

import (
	"strconv"
	"strings"
)

// Routes of --call-center.
const (
	Voice   = "voice"   // Salesforce Voice with partner telephony
	OpenCTI = "opencti" // until 28 February 2028
)

// CallCenter is what the org's own call center is made of, if it needs one.
type CallCenter struct {
	Route            string // Voice, OpenCTI, or empty: none
	AdapterURL       string // OpenCTI: where the softphone is
	VendorInfo       string // Voice: full name of the Conversation Vendor Info record
	VoiceCertificate []byte // Voice: public part of the key that the telephony signs with
}

// item is one of a call center's settings.
type item struct{ name, label, value string }

// section is one of a call center's.
type section struct {
	name, label string
	items       []item
}

func (c CallCenter) callCenter() []File {
	switch c.Route {
	case OpenCTI:
		general := section{"reqGeneralInfo", "General Information", []item{
			{"reqInternalName", "InternalName", "TielineOpenCTI"}, {"reqDisplayName", "Display Name", "Tieline Open CTI"},
			{"reqAdapterUrl", "CTI Adapter URL", c.AdapterURL}, {"reqUseApi", "Use CTI API", "true"},
			{"reqSoftphoneHeight", "Softphone Height", "580"}, {"reqSoftphoneWidth", "Softphone Width", "420"},
			{"reqSalesforceCompatibilityMode", "Salesforce Compatibility Mode", "Lightning"}}}
		return []File{
			{source + "callCenters/TielineOpenCTI.callCenter-meta.xml", c.metadata(general)},
			{"import/TielineOpenCTI.xml", definition(general)},
		}
	case Voice:
		// By import only: no call center of this kind was found that a retrieve gave, and
		// one that is refused would take the rest of the deploy with it.
		return []File{{"import/TielineVoice.xml", definition(
			section{"reqGeneralInfo", "General Information", []item{
				{"reqInternalName", "InternalName", "TielineVoice"}, {"reqDisplayName", "Display Name", "Tieline Voice"},
				{"reqVendorInfoApiName", "Conversation Vendor Info Developer Name", c.VendorInfo}}},
			section{"reqHvcc", "SCV Settings", []item{
				{"reqTelephonyIntegrationCertificate", "Telephony Integration Certificate", certificatePEM(c.VoiceCertificate)},
				{"reqLongDistPrefix", "Long Distance Prefix", "+1"}}})}}
	}
	return nil
}

// metadata is a call center as a deploy takes it: its names stand beside the sections.
func (c CallCenter) metadata(s section) string {
	items := make([]element, 0, len(s.items))
	for _, i := range s.items[2:] { // the names are said by the file and by displayName
		items = append(items, group("items", text("label", i.label), text("name", i.name), text("value", i.value)))
	}
	return document("CallCenter",
		text("adapterUrl", c.AdapterURL),
		text("displayName", s.items[1].value),
		text("displayNameLabel", s.items[1].label),
		text("internalNameLabel", s.items[0].label),
		group("sections", append(items, text("label", s.label), text("name", s.name))...))
}

// definition is a call center as Setup imports it.
func definition(sections ...section) string {
	var b strings.Builder
	b.WriteString("<callCenter>\n")
	for n, s := range sections {
		b.WriteString(`    <section sortOrder="` + strconv.Itoa(n) + `" name="` + s.name + `" label="` + s.label + "\">\n")
		for n, i := range s.items {
			b.WriteString(`        <item sortOrder="` + strconv.Itoa(n) + `" name="` + i.name + `" label="` + i.label + `">` + escape(i.value) + "</item>\n")
		}
		b.WriteString("    </section>\n")
	}
	b.WriteString("</callCenter>\n")
	return b.String()
}
