package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"tieline/scripts/tune"
	"tieline/shared/contact"
	"tieline/shared/dynamo"
	"tieline/shared/fault"
	"tieline/shared/names"
	"tieline/shared/parameters"
	"tieline/shared/tuning"
)

// desk is a stage with its parameters.
type desk struct {
	tune.Stage
	store *parameters.Store
}

func newDesk(ctx context.Context, stage string, now func() time.Time) (d desk, err error) {
	cfg, err := environment(ctx)
	if err != nil {
		return d, err
	}
	d.store = parameters.New(cfg, stage)
	operations := dynamo.NewOperations(cfg, names.On(stage, names.Operations))
	in, err := operations.Conditions(ctx)
	switch {
	case err == nil:
		d.InForce = in.Tuned
		d.Queues, err = heardQueues(ctx, operations, now)
	case hasCode(err, "AccessDeniedException"): // rights to a stage's parameters are enough to change them
		d.Blind, err = true, nil
	case hasCode(err, "ResourceNotFoundException"): // no table, no stage: what is set there nobody would ever read
		err = fmt.Errorf("there is no such stage in %s: %w", cfg.Region, err)
	}
	if err != nil {
		return d, err
	}
	d.Overrides, err = d.store.List(ctx)
	return d, err
}

// hasCode reports whether AWS gave an error that code.
func hasCode(err error, code string) bool {
	var coded interface{ ErrorCode() string }
	return errors.As(err, &coded) && coded.ErrorCode() == code
}

// tell says what cannot be seen.
func (d desk) tell(out io.Writer) {
	if d.Blind {
		fmt.Fprintf(out, "You may not read the stage's table %s: values are shown as they were set, be they in force yet or not, and queues by their ids.\n", names.Operations)
	}
}

// named is the parameter and the queue that are meant, by a name and a queue or by
// the name of an override. Of a queue that nobody has heard of an id will do if it
// has overrides, or where it is said to be unheard of.
func (d desk) named(name, queue string, unheard bool) (string, string, error) {
	name, of := tune.Split(name)
	if of != "" && queue != "" && of != queue {
		return "", "", fmt.Errorf("the name says queue %q, and --queue says %q", of, queue)
	}
	if queue = cmp.Or(queue, of); queue == "" {
		return name, "", nil
	}
	id, err := d.Queues.Find(queue)
	if fault.KindOf(err) == fault.NotFound && (unheard || d.Blind || d.overrides(queue)) {
		return name, queue, nil
	}
	if err != nil {
		return "", "", fmt.Errorf("--queue: %w", err)
	}
	return name, id, nil
}

// overrides reports whether there are any of a queue.
func (d desk) overrides(queue string) bool {
	return slices.ContainsFunc(d.Overrides, func(o tuning.Override) bool {
		_, of := tune.Split(o.Name)
		return of == queue
	})
}

// history are the versions of an override, none if it is not there.
func (d desk) history(ctx context.Context, key string) ([]tuning.Override, error) {
	all, err := d.store.History(ctx, key)
	if fault.KindOf(err) == fault.NotFound {
		return nil, nil
	}
	return all, err
}

// heardQueues are the queues of whose contacts the stage has heard, by their names.
func heardQueues(ctx context.Context, o *dynamo.Operations, now func() time.Time) (tune.Queues, error) {
	ids, _, err := o.Levels(ctx)
	if err != nil {
		return nil, err
	}
	known, _, err := dynamo.NewDirectory(o, now).Look(ctx, contact.IDs{Queues: ids})
	if err != nil {
		return nil, err
	}
	queues := tune.Queues{}
	for _, id := range ids {
		queues[id] = known.Queues[id]
	}
	return queues, nil
}

var _ tune.Overrides = (*parameters.Store)(nil)

// queueName is how a queue is called before people.
func queueName(queues tune.Queues, id string) string {
	name, heard := queues[id]
	switch {
	case name != "":
		return fmt.Sprintf("queue %s (%s)", inert(name), inert(id))
	case heard || queues == nil:
		return "queue " + inert(id)
	}
	return fmt.Sprintf("queue %s (never heard of)", inert(id))
}

// queueLabel is queueName in a table, where there is little room: an id stands there
// only if it takes one to tell queues apart.
func queueLabel(queues tune.Queues, id string) string {
	name := queues[id]
	if one, err := queues.Find(name); name != "" && err == nil && one == id {
		return "queue " + inert(name)
	}
	return queueName(queues, id)
}
