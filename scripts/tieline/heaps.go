package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"tieline/scripts/redrive"
	"tieline/shared/contact"
	"tieline/shared/names"
	"tieline/shared/queue"
)

// heap is what was set aside in one place, and how it is sent again.
type heap struct {
	redrive.Task
	name string
	to   string // where it goes, in words
}

var (
	// queues are those with dead letters that can be sent again; contact-records is
	// a stream. A minute of the reconciler's that failed is made up by the next.
	queues = []string{names.ContactEvents, names.SalesforceEvents, names.AlarmRelay, names.ContactsDue, names.ContactRecords}

	// parkers are the functions that park.
	parkers = []string{names.ContactEvents, names.SalesforceEvents, names.AlarmRelay, names.ContactRecords}
)

// heaps are those that are asked for, or all.
func (f redriveFlags) heaps(ctx context.Context, d deployed) ([]heap, error) {
	switch {
	case f.queue != "":
		h, err := d.dead(ctx, strings.TrimSuffix(f.queue, dead))
		return []heap{h}, err
	case f.parked != "":
		h, err := d.put(ctx, f.parked)
		return []heap{h}, err
	case f.rejected:
		return []heap{d.rejected(f.codes)}, nil
	}
	var all []heap
	for _, name := range queues {
		h, err := d.dead(ctx, name)
		if err != nil {
			return nil, err
		}
		all = append(all, h)
	}
	for _, name := range parkers {
		h, err := d.put(ctx, name)
		if err != nil {
			return nil, err
		}
		all = append(all, h)
	}
	return append(all, d.rejected(nil)), nil
}

// dead ends the name of a dead-letter queue.
const dead = "-dead"

// dead is the heap of a queue's dead letters.
func (d deployed) dead(ctx context.Context, name string) (heap, error) {
	if !slices.Contains(queues, name) {
		return heap{}, fmt.Errorf("--queue %s: must be one of %v", name, queues)
	}
	letters, err := d.queueURL(ctx, name+dead)
	if err != nil {
		return heap{}, err
	}
	h := heap{name: "dead letters of " + name}
	if name == names.ContactRecords {
		h.From, h.To, h.to = redrive.NewDeadRecords(d.Config, letters), redrive.NewRecords(d.Config, wait), "the stream that they came by"
		return h, nil
	}
	h.From = redrive.NewDeadLetters(d.Config, letters)
	h.To, h.to, err = d.queue(ctx, name)
	return h, err
}

// put is the heap of what a function parked.
func (d deployed) put(ctx context.Context, function string) (heap, error) {
	if !slices.Contains(parkers, function) {
		return heap{}, fmt.Errorf("--parked %s: must be one of %v", function, parkers)
	}
	h := heap{name: "parked by " + function}
	h.From = redrive.NewParked(d.parked(), function)
	if function == names.ContactRecords {
		arn, err := d.stream(ctx)
		h.To, h.to = redrive.NewStream(d.Config, arn), "stream "+arn[strings.LastIndex(arn, "/")+1:]
		return h, err
	}
	var err error
	h.To, h.to, err = d.queue(ctx, function)
	return h, err
}

func (d deployed) queue(ctx context.Context, name string) (redrive.Target, string, error) {
	url, err := d.queueURL(ctx, name)
	return redrive.NewQueue(d.Config, url), "queue " + d.on(name), err
}

// rejected is the heap of what Salesforce refused for good, with one of the codes.
func (d deployed) rejected(codes []string) heap {
	table := d.contacts()
	h := heap{name: "rejected by Salesforce", to: "Salesforce, by the writer"}
	h.From = redrive.NewRejected(table, codes...)
	h.To = redrive.NewOffers(contact.NewRedriver(table, time.Now), queue.NewDoorbell(d.Config, d.due))
	return h
}
