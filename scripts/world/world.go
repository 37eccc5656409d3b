// Package world is the local world: a real deploy of Tieline to an emulated
// AWS, beside a simulated Salesforce org and a simulated Amazon Connect
// instance, all on loopback and all within the checkout. It plays calls and
// compares what stands in Salesforce with what was true of them.
package world

import (
	"context"
	"errors"
	"sync/atomic"

	"github.com/aws/aws-sdk-go-v2/aws"

	"tieline/shared/amazonconnect/connecttest"
	"tieline/shared/salesforce/salesforcetest"
)

// Options say what world to start. Checkout and Progress are needed.
type Options struct {
	Checkout string // root folder of the repository
	Progress *Progress
	OrgPort  int                // of the simulated org; 0 for any that is free
	AWSPort  int                // of the AWS emulator; 0 for any that is free
	Seed     uint64             // of all that is drawn
	Faults   connecttest.Faults // of Connect's delivery
	Break    Break              // something to go wrong; "" for nothing
	Trouble  Trouble            // what is wrong with Salesforce, once all is up; "" for nothing
}

// World is a running local world.
type World struct {
	Org      *salesforcetest.Org
	Instance *connecttest.Instance
	AWS      aws.Config // speaks to the emulator
	Outputs  Outputs
	Settings Settings

	options  Options
	checkout checkout
	org      *org
	phones   *phones
	desks    *desks
	users    map[string]string // ids of the agents' users, by username
	emulator *emulator
	callers  []caller
	follower *follower
	sabotage *sabotage
	slowest  atomic.Int64   // answer to a flow, in nanoseconds
	stop     []func() error // what Close does, last first
}

// Start brings a world up; Close ends it. If ctx ends before, Start does.
func Start(ctx context.Context, o Options) (*World, error) {
	w := &World{options: o, checkout: checkout(o.Checkout)}
	if err := w.start(ctx); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	return w, nil
}

// Close ends everything that Start began.
func (w *World) Close() error {
	var errs []error
	for n := len(w.stop) - 1; n >= 0; n-- {
		errs = append(errs, w.stop[n]())
	}
	w.stop = nil
	return errors.Join(errs...)
}

// OrgURL is where the simulated org is served.
func (w *World) OrgURL() string { return w.org.url }

// Logs is the folder with what the tools and the emulator print.
func (w *World) Logs() string { return w.checkout.state("logs") }

// AWSURL is where the AWS emulator answers.
func (w *World) AWSURL() string { return w.emulator.url }
