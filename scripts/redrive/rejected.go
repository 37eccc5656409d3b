package redrive

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"tieline/shared/contact"
)

// refusals lists the contacts that Salesforce refused for good.
type refusals interface {
	Rejected(ctx context.Context, each func(contact.Item) (more bool)) error
}

// Rejected are the contacts that Salesforce refused for good, with one of some
// codes; with any if there are none.
type Rejected struct {
	in    refusals
	codes []string
}

// NewRejected returns Rejected over the table of contacts.
func NewRejected(in refusals, codes ...string) *Rejected { return &Rejected{in, codes} }

// Look lists contacts.
func (r *Rejected) Look(ctx context.Context, limit int) (letters []Letter, err error) {
	err = r.in.Rejected(ctx, func(i contact.Item) bool {
		if code := code(i.Rejected); len(r.codes) == 0 || slices.Contains(r.codes, code) {
			letters = append(letters, Letter{ID: i.ID, Why: why(i.Rejected), Since: i.Rejected.At})
		}
		return len(letters) < limit
	})
	return letters, err
}

// code is what people call a refusal by, also one to which Salesforce gave no code.
func code(r contact.Refusal) string { return cmp.Or(r.Code, "none") }

func why(r contact.Refusal) string {
	if r.Field == "" {
		return code(r)
	}
	return fmt.Sprintf("%s %s", code(r), r.Field)
}

// Take has nothing to do: a contact that is due is rejected no more.
func (r *Rejected) Take(context.Context, []Letter) error { return nil }

// Leave has nothing to do: nobody kept them from others.
func (r *Rejected) Leave(context.Context, []Letter) error { return nil }

// offer makes contacts due, as contact.Redriver does.
type offer interface {
	Redrive(ctx context.Context, ids ...string) ([]string, error)
}

var _ offer = (*contact.Redriver)(nil)

// Offers offers contacts to Salesforce once more.
type Offers struct {
	contacts offer
	bell     contact.Doorbell
}

// NewOffers returns Offers, which also rings for the contacts.
func NewOffers(o offer, d contact.Doorbell) *Offers { return &Offers{o, d} }

// Send makes the contacts due. Those that are due already were changed by others
// meanwhile, who ring for them. That a ring gets lost is no fault: the reconciler
// rings, too.
func (o *Offers) Send(ctx context.Context, letters []Letter) []error {
	errs := make([]error, len(letters))
	ids := make([]string, len(letters))
	for n, l := range letters {
		ids[n] = l.ID
	}
	due, err := o.contacts.Redrive(ctx, ids...)
	if len(due) > 0 {
		_ = o.bell.Ring(ctx, 0, due...) // as said
	}
	for n, id := range ids {
		if err != nil && !slices.Contains(due, id) {
			errs[n] = fmt.Errorf("offer contact %s: %w", id, err)
		}
	}
	return errs
}
