package render

import (
	"net/url"
	"strings"
)

// desk is what the contact panel needs in the org.
func (o Org) desk() []File {
	if o.ConnectURL == "" {
		return nil
	}
	files := []File{{source + "cspTrustedSites/Tieline_Amazon_Connect.cspTrustedSite-meta.xml", o.trustedSite()}}
	if o.UtilityBar != "" {
		files = append(files, File{source + "flexipages/Tieline_Utility_Bar.flexipage-meta.xml", o.filledBar()})
	}
	return files
}

// trustedSite lets the panel's frame in, with the microphone. Nothing else is asked of
// the page: what the frame loads obeys the frame's own policy. connect-src and media-src
// are for Streams, which runs in the page: it may look for the instance and play the ring.
// A remote site is for calls out of Apex, and Tieline's Apex makes none.
func (o Org) trustedSite() string {
	return document("CspTrustedSite",
		boolean("canAccessCamera", false),
		boolean("canAccessMicrophone", true),
		text("context", "LEX"),
		text("description", "Amazon Connect's contact-control panel, in Tieline's utility bar."),
		text("endpointUrl", origin(o.ConnectURL)),
		boolean("isActive", true),
		boolean("isApplicableToConnectSrc", true),
		boolean("isApplicableToFontSrc", false),
		boolean("isApplicableToFrameSrc", true),
		boolean("isApplicableToImgSrc", false),
		boolean("isApplicableToMediaSrc", true),
		boolean("isApplicableToStyleSrc", false))
}

// firstProperty is where the panel's settings go in the shipped bar.
const firstProperty = "                <componentInstanceProperties>\n"

// filledBar is the shipped bar with the panel's settings.
func (o Org) filledBar() string {
	var b strings.Builder
	for _, p := range [][2]string{{"ccpUrl", panelURL(o.ConnectURL)}, {"loginUrl", o.LoginURL}, {"region", o.Region}} {
		if p[1] != "" {
			group("componentInstanceProperties", text("name", p[0]), text("value", p[1])).write(&b, "                ")
		}
	}
	return strings.Replace(o.UtilityBar, firstProperty, b.String()+firstProperty, 1)
}

// panelURL is where an instance shows its panel: its address has a new form and an
// old one (Amazon Connect Streams, README, initCCP).
func panelURL(instance string) string {
	if strings.HasSuffix(origin(instance), ".awsapps.com") {
		return origin(instance) + "/connect/ccp-v2/"
	}
	return origin(instance) + "/ccp-v2/"
}

func origin(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Scheme + "://" + u.Host
}

// LightningOrigin is what Amazon Connect must allow to frame its panel.
func (o Org) LightningOrigin() string {
	return strings.Replace(origin(o.SalesforceURL), ".my.salesforce.com", ".lightning.force.com", 1)
}
