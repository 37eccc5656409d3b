// Package bus puts events of our own on the stage's event bus.
package bus

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"

	"tieline/shared/awsfault"
	"tieline/shared/fault"
)

// Limits of a call (EventBridge API reference, PutEvents; user guide,
// "Calculating PutEvents event entry size"). Newer texts allow 1 MB, but not
// every target takes that.
const (
	maxEntries = 10
	maxBytes   = 256<<10 - 1 // of all entries' sources, detail types and details
)

// Bus is an event bus.
type Bus struct {
	api  *eventbridge.Client
	name string
}

// New returns the Bus of that name.
func New(cfg aws.Config, name string) *Bus { return &Bus{eventbridge.NewFromConfig(cfg), name} }

// Publish puts an event per detail on the bus, and returns which of the details
// it did not take, by their index, in order; there are some exactly if there is
// an error. One that fails keeps no other from being published. An event may
// come to rules more than once, and out of order. Faults are Invalid for a
// detail that is no JSON object or too large, Throttled, Unavailable, and
// Unknown, such as for want of a right.
func (b *Bus) Publish(ctx context.Context, source, detailType string, details ...json.RawMessage) (failed []int, err error) {
	p := &publishing{Bus: b, source: source, detailType: detailType, details: details}
	for n, detail := range details {
		size := len(source) + len(detailType) + len(detail)
		if size > maxBytes || !isObject(detail) {
			p.fail(n, fault.Errorf(fault.Invalid, "event %d: %d bytes that are no JSON object, or more than %d", n, size, maxBytes))
			continue
		}
		if len(p.batch) == maxEntries || p.size+size > maxBytes {
			p.flush(ctx)
		}
		p.batch, p.size = append(p.batch, n), p.size+size
	}
	p.flush(ctx)
	slices.Sort(p.failed)
	return p.failed, errors.Join(p.errs...)
}

// isObject reports whether EventBridge would take it for a detail.
func isObject(detail json.RawMessage) bool {
	var object map[string]json.RawMessage
	return json.Unmarshal(detail, &object) == nil && object != nil
}

// publishing is one Publish under way.
type publishing struct {
	*Bus
	source, detailType string
	details            []json.RawMessage
	batch              []int // indexes of the next call's details
	size               int   // of them
	failed             []int
	errs               []error
}

func (p *publishing) fail(n int, err error) {
	p.failed, p.errs = append(p.failed, n), append(p.errs, err)
}

// flush publishes the batch. An entry is answered for at its own place (API
// reference, PutEventsResponse).
func (p *publishing) flush(ctx context.Context) {
	batch := p.batch
	if p.batch, p.size = nil, 0; len(batch) == 0 {
		return
	}
	in := &eventbridge.PutEventsInput{}
	for _, n := range batch {
		in.Entries = append(in.Entries, types.PutEventsRequestEntry{
			EventBusName: &p.name, Source: &p.source, DetailType: &p.detailType, Detail: aws.String(string(p.details[n])),
		})
	}
	out, err := p.api.PutEvents(ctx, in)
	if err != nil {
		p.errs = append(p.errs, fault.Errorf(awsfault.KindOf(err), "put %d events: %w", len(batch), err))
		p.failed = append(p.failed, batch...)
		return
	}
	for at, n := range batch {
		if at >= len(out.Entries) {
			p.fail(n, fault.Errorf(fault.Unknown, "event %d: no answer", n))
		} else if code := aws.ToString(out.Entries[at].ErrorCode); code != "" {
			p.fail(n, fault.Errorf(kinds[code], "event %d: %s", n, code))
		}
	}
}

// kinds are those of entries' error codes (API reference, PutEventsResultEntry);
// any other is Unknown.
var kinds = map[string]fault.Kind{
	"InternalFailure":     fault.Unavailable,
	"InternalException":   fault.Unavailable,
	"ThrottlingException": fault.Throttled,
	"MalformedDetail":     fault.Invalid,
	"InvalidArgument":     fault.Invalid,
}
