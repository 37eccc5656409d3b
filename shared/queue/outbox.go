package queue

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// Outbox sends messages that say something themselves.
type Outbox struct{ to *Doorbell }

// NewOutbox returns an Outbox to the queue at url.
func NewOutbox(cfg aws.Config, url string) *Outbox { return &Outbox{NewDoorbell(cfg, url)} }

// Send sends each body as a message, of which ten must stay below SQS's 256 KB
// together. If it fails, some may have gone: send all of them again.
func (o *Outbox) Send(ctx context.Context, bodies ...[]byte) error {
	texts := make([]string, len(bodies))
	for n, body := range bodies {
		texts[n] = string(body)
	}
	return o.to.Ring(ctx, 0, texts...)
}
