package world

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"golang.org/x/sync/errgroup"

	"tieline/scripts/backfill"
	who "tieline/shared/caller"
	"tieline/shared/caller/terms"
	"tieline/shared/dynamo"
	index "tieline/shared/dynamo/callers"
	"tieline/shared/salesforce"
	"tieline/shared/salesforce/directory"
	vault "tieline/shared/secrets"
)

// longAgo is how old what the index holds of most callers is when the org goes
// down: too old to be fresh, and young enough to serve while nothing better does.
const longAgo = time.Hour

// outage plays calls while the org is down. It is back when they are over, and
// only then can what they left behind come right.
func (w *World) outage(ctx context.Context, count int, tell func(*Call)) ([]*Call, error) {
	if err := w.remember(ctx); err != nil {
		return nil, err
	}
	w.Org.Misbehave(w.options.Seed, troubles[Down])
	calls, err := w.playAll(ctx, count)
	w.Org.Misbehave(w.options.Seed, nil)
	if err != nil {
		return nil, err
	}
	group, ctx := errgroup.WithContext(ctx)
	for _, c := range calls {
		group.Go(func() error {
			if err := w.Await(ctx, c); err != nil {
				return err
			}
			tell(c)
			return nil
		})
	}
	return calls, group.Wait()
}

// remember fills the index with everybody, as of long ago, and with the contacts
// among them as of now.
func (w *World) remember(ctx context.Context) error {
	return w.step(ctx, "fill the index of callers", func(ctx context.Context) error {
		past := func() time.Time { return time.Now().Add(-longAgo) }
		everybody := func(who.Entry) bool { return true }
		if err := w.fill(ctx, past, everybody); err != nil {
			return err
		}
		return w.fill(ctx, time.Now, func(e who.Entry) bool { return e.Records[0].Object == "Contact" })
	})
}

// fill does a backfill, at a time, of what is wanted.
func (w *World) fill(ctx context.Context, now func() time.Time, want func(who.Entry) bool) error {
	in, err := dynamo.NewOperations(w.AWS, w.Outputs.OperationsTable).Conditions(ctx)
	if err != nil {
		return err
	}
	org, err := url.Parse(w.org.url)
	if err != nil {
		return err
	}
	hc := salesforce.Authorized(http.DefaultClient, org, vault.New(w.AWS, w.Outputs.SalesforceSecret), time.Now)
	_, err = backfill.Task{
		Org:     directory.New(salesforce.New(org, "", hc), nil),
		Index:   some{index.New(w.AWS, w.Outputs.CallersTable), want},
		Use:     func() backfill.Use { return backfill.Use{} },
		Share:   100,
		Scope:   terms.Of(in.Tuned, in.Schema, in.Relay, terms.Region(in.Tuned, "")).Scope,
		Journal: w.checkout.state("backfill.jsonl"),
		Now:     now,
		Show:    func(backfill.Progress) {},
	}.Run(ctx)
	return err
}

// some is an index that is filled with some entries only.
type some struct {
	backfill.Index
	want func(who.Entry) bool
}

// Fill fills the index with what is wanted.
func (s some) Fill(ctx context.Context, e who.Entry) error {
	if !s.want(e) {
		return nil
	}
	return s.Index.Fill(ctx, e)
}

func (w *World) playAll(ctx context.Context, count int) ([]*Call, error) {
	calls := make([]*Call, count)
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(atOnce)
	for n := range calls {
		group.Go(func() (err error) {
			if calls[n], err = w.Play(ctx, n, Kinds[n%len(Kinds)]); err != nil {
				return fmt.Errorf("call %d: %w", n+1, err)
			}
			return nil
		})
	}
	return calls, group.Wait()
}

// expected is what a right screen pop finds while the org is as it is.
func (w *World) expected(p Pop) Pop {
	if w.options.Trouble != Down {
		return p
	}
	switch {
	case p.Status == "NONE":
		return Pop{Status: degraded}
	case p.Contact != "":
		p.Sources = []string{fromIndex}
	case p.Status == "HIT":
		p.Sources = []string{fromStale}
	}
	return p
}
