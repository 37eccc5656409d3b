// Package amazonconnect asks Amazon Connect, and tells it, what its events and
// records leave out: how a contact ended whose record does not come, whom an id
// stands for, which disposition an agent chose, and the figures of a queue.
package amazonconnect

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/connect"
	"github.com/aws/aws-sdk-go-v2/service/connect/types"

	"tieline/shared/awsfault"
	"tieline/shared/contact"
	"tieline/shared/fault"
)

var _ contact.Inquiry = (*Client)(nil)

// Client calls the API of Amazon Connect. A contact, an agent or a queue is
// looked for in one instance after the other, until one knows it. All faults
// are NotFound if none does, Throttled if Connect or the Limits want no more
// calls now, Unavailable if Connect is, Invalid if it will never take this
// call, and Unknown otherwise. It may be used by many at once.
type Client struct {
	api       *connect.Client
	instances []string // ARNs
	lists     *lists
	limits    limiters
}

// New returns a Client of the instances, given by their ARNs, that keeps to the
// DefaultLimits.
func New(cfg aws.Config, instances []string) *Client {
	c := &Client{api: connect.NewFromConfig(cfg), instances: instances, lists: &lists{now: time.Now}}
	return c.Within(DefaultLimits)
}

// Within returns a Client that keeps to these limits instead.
func (c *Client) Within(l Limits) *Client {
	paced := *c
	paced.limits = l.limiters()
	return &paced
}

// instanceID is the id in an instance's ARN. What is no ARN is taken for an id.
func instanceID(arn string) string {
	if _, id, found := strings.Cut(arn, ":instance/"); found {
		return id
	}
	return arn
}

// ask calls one instance after the other, each within the limit, until one
// knows what it is asked for.
func (c *Client) ask(ctx context.Context, l *limiter, call func(instance string) error) error {
	err := fault.Errorf(fault.NotFound, "no instance to ask")
	for _, instance := range c.instances {
		if err := l.wait(ctx); err != nil {
			return err
		}
		if err = kinded(call(instanceID(instance))); fault.KindOf(err) != fault.NotFound {
			return err
		}
	}
	return err
}

// kinded gives the error of a call its kind.
func kinded(err error) error {
	if err == nil {
		return nil
	}
	return fault.Errorf(kindOf(err), "call amazon connect: %w", err)
}

// kindOf knows the errors of all operations (Amazon Connect API reference,
// each operation, "Errors"). A throttle is HTTP 429, under more than one name.
func kindOf(err error) fault.Kind {
	var (
		absent  *types.ResourceNotFoundException
		badPart *types.InvalidParameterException
		badCall *types.InvalidRequestException
		answer  *awshttp.ResponseError
	)
	switch {
	case errors.As(err, &absent):
		return fault.NotFound
	case errors.As(err, &badPart), errors.As(err, &badCall):
		return fault.Invalid
	case errors.As(err, &answer) && answer.HTTPStatusCode() == http.StatusTooManyRequests:
		return fault.Throttled
	}
	return awsfault.KindOf(err)
}

// named wraps the fault of a call with the id that it was about.
func named(what, id string, err error) error {
	if err != nil {
		return fmt.Errorf("%s %s: %w", what, id, err)
	}
	return nil
}
