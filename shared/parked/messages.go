package parked

import (
	"context"
	"errors"
	"io"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"tieline/shared/awsfault"
	"tieline/shared/fault"
)

// Message is one that was parked.
type Message struct {
	Key string    // <function>/<message id>
	At  time.Time // when it was parked
}

// Function is whose message it is.
func (m Message) Function() string {
	function, _, _ := strings.Cut(m.Key, "/")
	return function
}

// Messages are what lies in a bucket: for people, who look at it, send it again,
// or erase it.
type Messages struct {
	api  *s3.Client
	name string
}

// NewMessages returns Messages over the bucket of that name.
func NewMessages(cfg aws.Config, name string) *Messages { return &Messages{newAPI(cfg), name} }

// List calls each with the messages of a function, of all functions for "", in
// the order of their keys, as long as it wants more.
func (m *Messages) List(ctx context.Context, function string, each func(Message) (more bool)) error {
	in := &s3.ListObjectsV2Input{Bucket: &m.name}
	if function != "" {
		in.Prefix = aws.String(function + "/")
	}
	for pages := s3.NewListObjectsV2Paginator(m.api, in); pages.HasMorePages(); {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return fault.Errorf(awsfault.KindOf(err), "list what is parked: %w", err)
		}
		for _, o := range page.Contents {
			if !each(Message{aws.ToString(o.Key), aws.ToTime(o.LastModified)}) {
				return nil
			}
		}
	}
	return nil
}

// Why returns why a message was parked, as Park was told; a fault of kind NotFound
// if it is gone.
func (m *Messages) Why(ctx context.Context, key string) (kind fault.Kind, reason string, err error) {
	head, err := m.api.HeadObject(ctx, &s3.HeadObjectInput{Bucket: &m.name, Key: &key})
	if err != nil {
		return "", "", fault.Errorf(kindOf(err), "look at %s: %w", key, err)
	}
	return fault.Kind(head.Metadata["kind"]), head.Metadata["reason"], nil
}

// Read returns a message's body; a fault of kind NotFound if it is gone.
func (m *Messages) Read(ctx context.Context, key string) ([]byte, error) {
	out, err := m.api.GetObject(ctx, &s3.GetObjectInput{Bucket: &m.name, Key: &key})
	if err != nil {
		return nil, fault.Errorf(kindOf(err), "read %s: %w", key, err)
	}
	defer out.Body.Close()
	body, err := io.ReadAll(out.Body)
	if err != nil {
		return nil, fault.Errorf(fault.Unavailable, "read %s: %w", key, err)
	}
	return body, nil
}

// kindOf tells of a failed look at one object. S3 names what is missing only
// where an answer has a body (S3 API reference, HeadObject).
func kindOf(err error) fault.Kind {
	var gone *types.NoSuchKey
	var unnamed *types.NotFound
	if errors.As(err, &gone) || errors.As(err, &unnamed) {
		return fault.NotFound
	}
	return awsfault.KindOf(err)
}

// Remove removes a message. One that is gone already is removed.
func (m *Messages) Remove(ctx context.Context, key string) error {
	if _, err := m.api.DeleteObject(ctx, &s3.DeleteObjectInput{Bucket: &m.name, Key: &key}); err != nil {
		return fault.Errorf(awsfault.KindOf(err), "remove %s: %w", key, err)
	}
	return nil
}
