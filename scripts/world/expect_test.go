package world

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	sqstypes "github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

// holds waits until Salesforce holds one record of a contact with these values.
func (w *World) holds(ctx context.Context, contact string, want map[string]any) error {
	for {
		changed := w.Org.Changed()
		wrong := lacks(w.org.interactions(contact), want)
		if wrong == "" {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("contact %s: %s", contact, wrong)
		}
	}
}

func lacks(records []map[string]any, want map[string]any) string {
	if len(records) != 1 {
		return fmt.Sprintf("%d records", len(records))
	}
	for field, value := range want {
		if got := records[0][field]; got != value {
			return fmt.Sprintf("%s: want %v, got %v", field, shown(value), shown(got))
		}
	}
	return ""
}

// kept is how a message is parked.
type kept struct{ function, kind, reason string }

// parks waits until a function's message is parked whole, and says how.
func (w *World) parks(ctx context.Context, function string, body []byte) (found kept, err error) {
	err = poll(ctx, 200*time.Millisecond, func() (bool, error) {
		all, err := w.allParked(ctx)
		var known bool
		found, known = all[function+"/"+string(body)]
		return known, err
	})
	return found, err
}

// allParked returns how each message in the bucket is parked, by its function
// and body.
func (w *World) allParked(ctx context.Context) (map[string]kept, error) {
	store := s3.NewFromConfig(w.AWS, func(o *s3.Options) { o.UsePathStyle = true })
	list, err := store.ListObjectsV2(ctx, &s3.ListObjectsV2Input{Bucket: &w.Outputs.ParkedBucket})
	if err != nil {
		return nil, err
	}
	all := map[string]kept{}
	for _, o := range list.Contents {
		object, err := store.GetObject(ctx, &s3.GetObjectInput{Bucket: &w.Outputs.ParkedBucket, Key: o.Key})
		if err != nil {
			return nil, err
		}
		body, err := io.ReadAll(object.Body)
		if err != nil {
			return nil, err
		}
		function, _, _ := strings.Cut(*o.Key, "/")
		all[function+"/"+string(body)] = kept{function, object.Metadata["kind"], object.Metadata["reason"]}
	}
	return all, nil
}

// drained waits until a queue holds no message, also none that is being worked on.
func (w *World) drained(ctx context.Context, queue string) error {
	counts := []sqstypes.QueueAttributeName{
		sqstypes.QueueAttributeNameApproximateNumberOfMessages,
		sqstypes.QueueAttributeNameApproximateNumberOfMessagesNotVisible,
		sqstypes.QueueAttributeNameApproximateNumberOfMessagesDelayed,
	}
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	api, left := sqs.NewFromConfig(w.AWS), map[string]string{}
	err := poll(ctx, 200*time.Millisecond, func() (bool, error) {
		out, err := api.GetQueueAttributes(ctx, &sqs.GetQueueAttributesInput{QueueUrl: &queue, AttributeNames: counts})
		if err != nil {
			return false, err
		}
		left = out.Attributes
		for _, n := range left {
			if n != "0" {
				return false, nil
			}
		}
		return true, nil
	})
	if err != nil {
		return fmt.Errorf("%s still holds %v: %w", queue, left, err)
	}
	return nil
}

// checkParked fails the test unless the message is parked as it should be; the
// reason need only be part of the one given.
func checkParked(ctx context.Context, t *testing.T, w *World, name string, body []byte, want kept) {
	t.Helper()
	got, err := w.parks(ctx, want.function, body)
	if err != nil {
		t.Errorf("%s: not parked: %v", name, err)
	} else if got.function != want.function || got.kind != want.kind || !strings.Contains(got.reason, want.reason) {
		t.Errorf("%s: parked as %v, want %v", name, got, want)
	}
}
