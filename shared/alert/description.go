package alert

import "regexp"

// Description is what an alarm's description says beside its meaning.
type Description struct{ Severity, Layer, Heading string }

// What the end of a description says, in the words of our stacks: "… Critical,
// layer 1 phone. See docs/runbook.md, contact-events-parked." Each is looked for
// by itself, so that one that was reworded by hand costs only what it lacks.
var (
	severityAndLayer = regexp.MustCompile(`\b(` + Critical + `|` + Warning + `), layer (` +
		Phone + `|` + Connector + `|` + Configuration + `|` + BusinessLogic + `)\.`)
	heading = regexp.MustCompile(`See docs/runbook\.md, ([A-Za-z0-9-]{1,200})\.`)
)

// Describe reads the description of an alarm whose own heading in the runbook is
// given. Where it does not say, it is a Warning, of the connector, under that
// heading: it is an alarm of ours all the same.
func Describe(description, own string) Description {
	d := Description{Warning, Connector, own}
	if found := severityAndLayer.FindStringSubmatch(description); found != nil {
		d.Severity, d.Layer = found[1], found[2]
	}
	if found := heading.FindStringSubmatch(description); found != nil {
		d.Heading = found[1]
	}
	return d
}
