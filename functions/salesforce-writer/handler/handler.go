// Package handler brings a batch of contacts that are due to Salesforce, says
// what came of each, and learns who is to be named in them.
package handler

import (
	"context"
	"slices"
	"time"
	_ "time/tzdata" // a parameter names a time zone, of which a function's image need not know any

	"tieline/shared/breaker"
	"tieline/shared/breaker/tuned"
	"tieline/shared/contact"
	"tieline/shared/dynamo"
	"tieline/shared/tuning"
)

// Parts are what the handling of a batch needs.
type Parts struct {
	Contacts   contact.Store
	Salesforce org // *salesforce.Client
	Connect    instance
	Directory  directory
	Breaker    breaker.Store
	Use        use // *salesforce.Meter, which the org's client feeds
	Conditions func(context.Context) dynamo.Conditions
	Keep       time.Duration // how long the table remembers a contact that Salesforce has
	Now        func() time.Time
}

// org is Salesforce.
type org interface {
	contact.CRM

	// User returns the id of the user who is an agent, by the given means in their
	// order: federation-id, username, email. If there is none, it returns a fault of
	// kind NotFound.
	User(ctx context.Context, by []string, username, email string) (id string, err error)
}

// use is how much of its calls the org has used, in percent, as far as it is known.
type use interface {
	Share() (percent float64, known bool)
}

type handler struct {
	Parts
	known *memory
}

// New returns the handling of a batch of contact ids. It is for one batch at a time.
func New(p Parts) func(ctx context.Context, bodies []string) error {
	return handler{p, &memory{directory: p.Directory, now: p.Now}}.handle
}

// handle fails only when the table does. All its messages then come again,
// which costs reads and nothing else: they are hints, and say only where to look.
func (h handler) handle(ctx context.Context, bodies []string) error {
	in := h.Conditions(ctx).Tuned
	h.known.linked = linked(in)
	gate := gate{h.breaker(in), h.Use, float64(tuning.SalesforceShare.In(in))}
	round, err := h.writer(in, gate).Sync(ctx, bodies)
	report(ctx, round.Settled, gate.headroom()...)
	for _, f := range round.Faults {
		sayFault(ctx, f)
	}
	h.learn(ctx, in, h.known.lacking(round.Unknown))
	return err
}

// probe is how long a run may take, as infra has it: nobody else asks meanwhile
// whether Salesforce is back.
const probe = time.Minute

func (h handler) breaker(in tuning.Snapshot) *breaker.Breaker {
	return breaker.New(h.Breaker, tuned.Pace(in, probe), h.Now)
}

// writer is made anew for each batch, as parameters do not stay what they are.
func (h handler) writer(in tuning.Snapshot, gate gate) *contact.Writer {
	pace := contact.Pace{Backoff: tuning.WriterBackoff.In(in), Keep: h.Keep}
	return contact.NewWriter(contact.WriterPorts{
		Store: h.Contacts, CRM: h.Salesforce, Gate: gate, Directory: h.known, Terms: terms(in), Tight: gate.tight,
	}, pace, h.Now)
}

// linked reports whether agents are to be linked to users of Salesforce.
func linked(in tuning.Snapshot) bool { return !slices.Contains(tuning.AgentsMatch.In(in), "off") }

// terms are how contacts are shown from now on.
func terms(in tuning.Snapshot) contact.Terms {
	return contact.Terms{
		Threshold: func(queue string) time.Duration { return tuning.SLAThreshold.For(in, queue) },
		Zone:      tuning.SalesforceZone.In(in),
		Tasks:     tuning.SalesforceTasks.In(in),
	}
}
