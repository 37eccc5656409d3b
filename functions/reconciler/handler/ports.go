package handler

import (
	"context"
	"time"

	"tieline/shared/breaker"
	"tieline/shared/contact"
	"tieline/shared/dynamo"
)

// org is Salesforce, as far as duties need it.
type org interface {
	Publish(ctx context.Context, event string, fields map[string]any) error
	Fields(ctx context.Context, objects, also []string) (map[string][]string, error)

	// WrapUps tells of each wrap-up that was saved at or after since, and until when
	// they are told, by Salesforce's clock.
	WrapUps(ctx context.Context, since time.Time, each func(contactID string, w contact.WrapUp) error) (until time.Time, err error)
}

// operations are what all functions share.
type operations interface {
	schemas
	looked
}

// schemas is what is known of the org and its relay.
type schemas interface {
	Conditions(ctx context.Context) (dynamo.Conditions, error)
	KeepSchema(ctx context.Context, fields map[string][]string, at time.Time) error
}

// looked is until when wrap-ups are known, the zero time if nobody has looked.
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

func (s spared) WrapUps(ctx context.Context, since time.Time, each func(string, contact.WrapUp) error) (until time.Time, err error) {
	err = s.breaker(ctx).Ask(ctx, func(ctx context.Context) (err error) {
		until, err = s.org.WrapUps(ctx, since, each)
		return err
	})
	return until, err
}
