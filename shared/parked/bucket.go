// Package parked keeps messages that can never succeed, whole, until people
// have looked at them.
package parked

import (
	"bytes"
	"context"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"tieline/shared/awsfault"
	"tieline/shared/batch"
	"tieline/shared/fault"
)

var _ batch.Parker = (*Bucket)(nil)

// maxReason keeps an object's metadata below S3's 2 KB (S3 user guide,
// "Working with object metadata").
const maxReason = 1024

// Bucket parks in S3: a contact record can be larger than a queue takes.
type Bucket struct {
	api      *s3.Client
	name     string
	function string
}

// NewBucket returns a Bucket over the encrypted bucket of that name, for the
// messages of one function.
func NewBucket(cfg aws.Config, name, function string) *Bucket {
	return &Bucket{newAPI(cfg), name, function}
}

// newAPI makes a bucket's name part of the host, as S3 wants it, but for a
// loopback address, which cannot offer that.
func newAPI(cfg aws.Config) *s3.Client {
	return s3.NewFromConfig(cfg, func(o *s3.Options) { o.UsePathStyle = o.BaseEndpoint != nil })
}

// Park stores body as <function>/<message id>, so that parking twice keeps
// one. The kind and the reason go along as the object's metadata, which is
// ASCII; a reason's other characters are escaped.
func (b *Bucket) Park(ctx context.Context, id string, body []byte, reason error) error {
	key := b.function + "/" + id
	why := strconv.QuoteToASCII(reason.Error())
	_, err := b.api.PutObject(ctx, &s3.PutObjectInput{
		Bucket: &b.name,
		Key:    &key,
		Body:   bytes.NewReader(body),
		Metadata: map[string]string{
			"kind":   string(fault.KindOf(reason)),
			"reason": why[1:min(len(why)-1, maxReason)],
		},
	})
	if err != nil {
		return fault.Errorf(awsfault.KindOf(err), "park message %s: %w", id, err)
	}
	return nil
}
