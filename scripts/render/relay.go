package render

import (
	"slices"
	"strings"
)

// What --relay may name.
const (
	RelayEvents  = "create"
	RelayChanges = "create-changes"
)

// Events are those that come to Tieline. Who adds one adds it here.
var Events = []string{"Tieline_Caller_Changed__e", "Tieline_Heartbeat__e", "Tieline_Wrap_Up__e"}

// wrapUps is the one of the events that an org can do without: Tieline also asks
// for what it tells, each five minutes.
const wrapUps = "Tieline_Wrap_Up__e"

// ChangeObjects are those whose change events Tieline reads.
var ChangeObjects = []string{"Account", "Contact", "Lead"}

const credential = "Tieline_AWS"

// channel is one with its members and its relay. It holds events or change events,
// never both (Metadata API Developer Guide, PlatformEventChannel), and a relay has
// one channel.
type channel struct {
	name, label, kind string
	members           []string
	relay             bool
}

func (o Org) makes(relay string) bool { return slices.Contains(o.Relays, relay) }

func (o Org) channels() []channel {
	all := []channel{{name: "Tieline", label: "Tieline", kind: "event", members: o.told(), relay: o.makes(RelayEvents)}}
	if len(o.ChangeEvents) == 0 {
		return all
	}
	changes := channel{name: "Tieline_Changes", label: "Tieline Changes", kind: "data", relay: o.makes(RelayChanges)}
	for _, object := range o.ChangeEvents {
		changes.members = append(changes.members, object+"ChangeEvent")
	}
	return append(all, changes)
}

// told are the events that the channel brings.
func (o Org) told() []string {
	return slices.DeleteFunc(slices.Clone(Events), func(event string) bool { return o.WithoutWrapUps && event == wrapUps })
}

// relay is the way of events to AWS: one credential for all channels, as it says no
// more than the account and the region.
func (o Org) relay() []File {
	files := []File{{source + "namedCredentials/" + credential + ".namedCredential-meta.xml", o.credential()}}
	for _, c := range o.channels() {
		files = append(files, c.files()...)
	}
	return files
}

// credential is of the legacy kind: the other refuses an ARN. The region stands in
// capitals (Salesforce Help, "Create a Named Credential" of event relays).
func (o Org) credential() string {
	return document("NamedCredential",
		boolean("allowMergeFieldsInBody", false),
		boolean("allowMergeFieldsInHeader", false),
		text("endpoint", "arn:aws:"+strings.ToUpper(o.Region)+":"+o.Account),
		boolean("generateAuthorizationHeader", true),
		text("label", "Tieline AWS"),
		text("principalType", "Anonymous"),
		text("protocol", "NoAuthentication"))
}

func (c channel) files() []File {
	full := c.name + "__chn"
	files := []File{{source + "platformEventChannels/" + full + ".platformEventChannel-meta.xml",
		document("PlatformEventChannel", text("channelType", c.kind), text("label", c.label))}}
	for _, event := range c.members {
		files = append(files, File{source + "platformEventChannelMembers/" + c.member(event) + ".platformEventChannelMember-meta.xml",
			document("PlatformEventChannelMember", text("eventChannel", full), text("selectedEntity", event))})
	}
	if c.relay {
		files = append(files, File{source + "eventRelays/" + c.name + ".eventRelay-meta.xml", c.stopped(full)})
	}
	return files
}

// member is the name of a channel's member.
func (c channel) member(event string) string {
	return c.name + "_chn_" + strings.ReplaceAll(event, "__", "_")
}

// stopped is a relay as it can be made: Salesforce refuses one that runs from the
// start. EARLIEST: what it missed in an error comes again, up to 72 hours of it.
func (c channel) stopped(full string) string {
	return document("EventRelayConfig",
		text("destinationResourceName", "callout:"+credential),
		text("eventChannel", full),
		text("label", c.label),
		text("relayOption", `{"ReplayRecovery":"EARLIEST"}`),
		text("state", "STOP"))
}
