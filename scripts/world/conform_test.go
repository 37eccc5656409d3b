package world

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"tieline/shared/contact/contacttest"
	"tieline/shared/dynamo"
	"tieline/shared/names"
)

// testConform holds the table of contacts on DynamoDB, as far as the emulator is
// one, against the suite that the one in memory conforms to: what the soak finds
// out with the latter is then true of the former.
func testConform(t *testing.T, w *World) {
	var made atomic.Int32
	for _, shards := range []int{1, 4} {
		t.Run(fmt.Sprintf("over %d shards", shards), func(t *testing.T) {
			contacttest.Conform(t, func(t *testing.T) contacttest.Subject {
				table := names.On(stage, fmt.Sprintf("%s-test-%d", names.Contacts, made.Add(1)))
				w.newContacts(t, table)
				now, hold := time.Now().UTC().Truncate(time.Millisecond), time.Minute
				c := dynamo.NewContacts(w.AWS, table, shards)
				pops := dynamo.NewPops(w.AWS, table, shards, hold, func() time.Time { return now })
				return contacttest.Subject{Store: c, Agenda: c, Lists: c, Pops: pops, Shards: shards, Hold: hold, Now: now}
			})
		})
	}
}

// newContacts makes a table of contacts for one test, as infra/ makes the stage's.
func (w *World) newContacts(t *testing.T, table string) {
	t.Helper()
	api, id := dynamodb.NewFromConfig(w.AWS), names.AttributeContactID
	_, err := api.CreateTable(t.Context(), &dynamodb.CreateTableInput{
		TableName: &table, BillingMode: types.BillingModePayPerRequest,
		KeySchema: []types.KeySchemaElement{{AttributeName: &id, KeyType: types.KeyTypeHash}},
		AttributeDefinitions: []types.AttributeDefinition{
			attribute(id, types.ScalarAttributeTypeS),
			attribute(names.AttributeSyncList, types.ScalarAttributeTypeS), attribute(names.AttributeSyncAt, types.ScalarAttributeTypeN),
			attribute(names.AttributeOpenList, types.ScalarAttributeTypeS), attribute(names.AttributeOpenAt, types.ScalarAttributeTypeN),
		},
		GlobalSecondaryIndexes: []types.GlobalSecondaryIndex{
			listIndex(names.IndexBySync, names.AttributeSyncList, names.AttributeSyncAt),
			listIndex(names.IndexByOpen, names.AttributeOpenList, names.AttributeOpenAt),
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := api.DeleteTable(context.Background(), &dynamodb.DeleteTableInput{TableName: &table}); err != nil {
			t.Error(err)
		}
	})
}

func attribute(name string, kind types.ScalarAttributeType) types.AttributeDefinition {
	return types.AttributeDefinition{AttributeName: aws.String(name), AttributeType: kind}
}

func listIndex(name, list, at string) types.GlobalSecondaryIndex {
	return types.GlobalSecondaryIndex{
		IndexName: &name, Projection: &types.Projection{ProjectionType: types.ProjectionTypeKeysOnly},
		KeySchema: []types.KeySchemaElement{
			{AttributeName: &list, KeyType: types.KeyTypeHash}, {AttributeName: &at, KeyType: types.KeyTypeRange},
		},
	}
}
