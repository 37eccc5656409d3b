package dynamo

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"tieline/shared/awsfault"
	"tieline/shared/contact"
	"tieline/shared/fault"
)

// Rejected shows what Salesforce refused for good, until each wants no more. The
// index says which these are, and may lag; what is shown is as the table has it.
func (c *Contacts) Rejected(ctx context.Context, each func(contact.Item) (more bool)) error {
	for shard := range c.shards {
		for in, left := c.query(onRejected, shard), true; left; left = in.ExclusiveStartKey != nil {
			found, more, err := c.page(ctx, onRejected, in)
			if err != nil {
				return err
			}
			items, _, err := c.read(ctx, idsOf(found)) // one that cannot be decoded keeps no other back
			if err != nil {
				return err
			}
			for _, i := range items {
				if i.Rejected != (contact.Refusal{}) && !each(i) {
					return nil
				}
			}
			in.ExclusiveStartKey = more
		}
	}
	return nil
}

// Scan shows every item, consistently, until each wants no more. It reads the
// whole table, which costs in proportion: it is for people, and not for functions.
func (c *Contacts) Scan(ctx context.Context, each func(contact.Item) (more bool)) error {
	pages := dynamodb.NewScanPaginator(c.api, &dynamodb.ScanInput{TableName: &c.table, ConsistentRead: aws.Bool(true)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return fault.Errorf(awsfault.KindOf(err), "scan contacts: %w", err)
		}
		for _, attributes := range page.Items {
			item, err := decode(attributes)
			if err != nil {
				return err
			}
			if !each(item) {
				return nil
			}
		}
	}
	return nil
}
