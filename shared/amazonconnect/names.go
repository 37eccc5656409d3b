package amazonconnect

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/connect"

	"tieline/shared/fault"
)

// User returns what names an agent, given by its id: the username, which of an
// agent who signs in by SAML is the one in the identity provider, and the e-mail
// address, which may be "".
func (c *Client) User(ctx context.Context, id string) (username, email string, err error) {
	var out *connect.DescribeUserOutput
	err = c.ask(ctx, c.limits.users, func(instance string) (err error) {
		out, err = c.api.DescribeUser(ctx, &connect.DescribeUserInput{InstanceId: &instance, UserId: &id})
		return err
	})
	if err != nil {
		return "", "", named("describe user", id, err)
	}
	if out.User == nil {
		return "", "", named("describe user", id, fault.Errorf(fault.Unknown, "an answer without a user"))
	}
	if out.User.IdentityInfo != nil {
		email = aws.ToString(out.User.IdentityInfo.Email)
	}
	return aws.ToString(out.User.Username), email, nil
}

// Queue returns the name of a queue, given by its id.
func (c *Client) Queue(ctx context.Context, id string) (name string, err error) {
	var out *connect.DescribeQueueOutput
	err = c.ask(ctx, c.limits.queues, func(instance string) (err error) {
		out, err = c.api.DescribeQueue(ctx, &connect.DescribeQueueInput{InstanceId: &instance, QueueId: &id})
		return err
	})
	if err != nil {
		return "", named("describe queue", id, err)
	}
	if out.Queue == nil {
		return "", named("describe queue", id, fault.Errorf(fault.Unknown, "an answer without a queue"))
	}
	return aws.ToString(out.Queue.Name), nil
}

// SetAttributes sets attributes of a contact, ongoing or over, and leaves its
// others alone. Connect takes 32 KB of them, keys of letters, digits, dashes and
// underscores; a value of "" stays as such. It tells of the change by a contact
// event and by the contact's record once more.
func (c *Client) SetAttributes(ctx context.Context, contactID string, attributes map[string]string) error {
	return named("set attributes of contact", contactID, c.ask(ctx, c.limits.attributes, func(instance string) error {
		_, err := c.api.UpdateContactAttributes(ctx, &connect.UpdateContactAttributesInput{
			InstanceId: &instance, InitialContactId: &contactID, Attributes: attributes,
		})
		return err
	}))
}
