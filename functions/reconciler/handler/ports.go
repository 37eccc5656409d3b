package handler

import (
	"cmp"
	"context"
	"time"

	"tieline/shared/breaker"
	"tieline/shared/contact"
	"tieline/shared/dynamo"
	"tieline/shared/fault"
)

// org is Salesforce, as far as duties need it.
type org interface {
	Publish(ctx context.Context, event string, fields map[string]any) error
	Fields(ctx context.Context, objects, also []string) (map[string][]string, error)

	// WrapUps tells of each wrap-up that was saved at or after since, and until when
	// they are told, by Salesforce's clock, also beside an error. It ends with each's
	// first error.
	WrapUps(ctx context.Context, since time.Time, each func(contactID string, w contact.WrapUp) error) (until time.Time, err error)
}

// operations are what all functions share.
type operations interface {
	schemas
	looked
	snapshots
}

// schemas is what is known of the org and its relay.
type schemas interface {
	Conditions(ctx context.Context) (dynamo.Conditions, error)
	KeepSchema(ctx context.Context, fields map[string][]string, at time.Time) error
}

// looked is until when all wrap-ups are known, the zero time if nobody has looked.
type looked interface {
	WrapUpsSince(ctx context.Context) (time.Time, error)
	KeepWrapUpsSince(ctx context.Context, until time.Time) error
}

// outbox is the queue that the relay's events come to.
type outbox interface {
	Send(ctx context.Context, bodies ...[]byte) error
}

// spared is the org, asked only while it is not to be left alone.
type spared struct {
	org
	breaker func(context.Context) *breaker.Breaker
}

func (s spared) Publish(ctx context.Context, event string, fields map[string]any) error {
	return s.breaker(ctx).Ask(ctx, func(ctx context.Context) error { return s.org.Publish(ctx, event, fields) })
}

func (s spared) Fields(ctx context.Context, objects, also []string) (shown map[string][]string, err error) {
	err = s.breaker(ctx).Ask(ctx, func(ctx context.Context) (err error) {
		shown, err = s.org.Fields(ctx, objects, also)
		return err
	})
	return shown, err
}

// glance is how long wrap-ups are asked for in one run: what was told then is
// still settled and kept within a duty's patience.
const glance = patience - 5*time.Second

// errUnfinished is why a look ended before all wrap-ups were told.
var errUnfinished = fault.Errorf(fault.Incomplete, "there are more wrap-ups than one look takes")

// WrapUps ends with errUnfinished after a glance. Neither that nor a fault of
// each's is a failure of Salesforce's, which has answered.
func (s spared) WrapUps(ctx context.Context, since time.Time, each func(string, contact.WrapUp) error) (until time.Time, err error) {
	closed := s.breaker(ctx).Ask(ctx, func(ctx context.Context) error {
		var theirs error
		until, theirs, err = s.glance(ctx, since, each)
		return theirs
	})
	return until, cmp.Or(err, closed)
}

// glance tells apart what is Salesforce's fault, and what is ours.
func (s spared) glance(ctx context.Context, since time.Time, each func(string, contact.WrapUp) error) (until time.Time, theirs, ours error) {
	ctx, cancel := context.WithTimeout(ctx, glance)
	defer cancel()
	told := false
	until, err := s.org.WrapUps(ctx, since, func(id string, w contact.WrapUp) error {
		if told = true; ctx.Err() != nil {
			return ctx.Err()
		}
		ours = each(id, w)
		return ours
	})
	switch {
	case ours != nil:
		return until, nil, ours
	case err != nil && told && ctx.Err() != nil:
		return until, nil, errUnfinished
	}
	return until, err, nil
}
