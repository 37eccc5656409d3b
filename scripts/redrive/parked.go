package redrive

import (
	"context"
	"errors"
	"regexp"
	"strings"

	"golang.org/x/sync/errgroup"

	"tieline/shared/fault"
	"tieline/shared/parked"
)

// messages are what parked.Messages knows of itself.
type messages interface {
	List(ctx context.Context, function string, each func(parked.Message) (more bool)) error
	Why(ctx context.Context, key string) (kind fault.Kind, reason string, err error)
	bodies
}

type bodies interface {
	Read(ctx context.Context, key string) ([]byte, error)
	Remove(ctx context.Context, key string) error
}

var _ messages = (*parked.Messages)(nil)

// Parked are the messages that a function has parked.
type Parked struct {
	in       messages
	function string
}

// NewParked returns the parked messages of a function.
func NewParked(in *parked.Messages, function string) *Parked { return &Parked{in, function} }

// atOnce is how many messages are asked for why they lie there.
const atOnce = 8

// Look asks each message why it was parked. Others still see it.
func (p *Parked) Look(ctx context.Context, limit int) (letters []Letter, err error) {
	err = p.in.List(ctx, p.function, func(m parked.Message) bool {
		_, id, _ := strings.Cut(m.Key, "/")
		letters = append(letters, Letter{ID: id, Since: m.At, receipt: m.Key,
			Open: func(ctx context.Context) ([]byte, error) { return p.in.Read(ctx, m.Key) }})
		return len(letters) < limit
	})
	if err != nil {
		return nil, err
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(atOnce)
	for n := range letters {
		group.Go(func() (err error) {
			letters[n].Why, err = p.why(ctx, letters[n].receipt)
			return err
		})
	}
	return letters, group.Wait()
}

func (p *Parked) why(ctx context.Context, key string) (string, error) {
	kind, reason, err := p.in.Why(ctx, key)
	if fault.KindOf(err) == fault.NotFound {
		return "gone meanwhile", nil
	}
	return string(kind) + ": " + uuid.ReplaceAllString(reason, "…"), err
}

// uuid is what keeps reasons apart that are the same.
var uuid = regexp.MustCompile(`[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}`)

// Take removes messages from the bucket.
func (p *Parked) Take(ctx context.Context, letters []Letter) error {
	var errs []error
	for _, l := range letters {
		errs = append(errs, p.in.Remove(ctx, l.receipt))
	}
	return errors.Join(errs...)
}

// Leave has nothing to do: nobody kept them from others.
func (p *Parked) Leave(context.Context, []Letter) error { return nil }
