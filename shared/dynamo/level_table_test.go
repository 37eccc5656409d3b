package dynamo

import (
	"cmp"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"tieline/shared/contact"
)

// levelTable is DynamoDB with the two indexes of service levels, over items as
// they are written. A page of it has two items.
type levelTable struct {
	*testing.T
	items   []map[string]types.AttributeValue
	queries int
}

// levelQuery is what is asked of it.
type levelQuery struct {
	IndexName, KeyConditionExpression, ProjectionExpression string
	ExpressionAttributeNames                                map[string]string
	ExpressionAttributeValues                               map[string]struct{ S, N string }
	ExclusiveStartKey                                       map[string]struct{ N string }
}

// numberOf is an attribute of an item.
func numberOf(v types.AttributeValue) int64 {
	n, _ := v.(*types.AttributeValueMemberN)
	if n == nil {
		return 0
	}
	whole, _ := strconv.ParseInt(n.Value, 10, 64) // as it was written
	return whole
}

func (x *levelTable) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var q levelQuery
	if err := json.NewDecoder(r.Body).Decode(&q); err != nil {
		x.Error(err)
	}
	x.queries++
	if q.ProjectionExpression != "#level" || q.ExpressionAttributeNames["#level"] != "level" {
		x.Errorf("asked for %q of %v", q.ProjectionExpression, q.ExpressionAttributeNames)
	}
	found := x.listed(q)
	from, _ := strconv.Atoi(q.ExclusiveStartKey["n"].N) // none is the first
	page := found[from:min(from+2, len(found))]
	items := []any{}
	for _, i := range page {
		text, _ := i["level"].(*types.AttributeValueMemberS)
		items = append(items, map[string]any{"level": map[string]string{"S": text.Value}})
	}
	answer := map[string]any{"Items": items, "Count": len(items)}
	if from+2 < len(found) {
		answer["LastEvaluatedKey"] = map[string]any{"n": map[string]string{"N": strconv.Itoa(from + 2)}}
	}
	w.Header().Set("Content-Type", "application/x-amz-json-1.0")
	_ = json.NewEncoder(w).Encode(answer) // a client that left needs none
}

// listed are the items of a list, the earliest first.
func (x *levelTable) listed(q levelQuery) (found []map[string]types.AttributeValue) {
	in, at := "liveList", "liveAt"
	if q.IndexName == "queue-final" {
		in, at = "finalList", "finalAt"
	}
	whole, ranged := in+" = :list", in+" = :list AND "+at+" BETWEEN :from AND :until"
	if q.KeyConditionExpression != whole && q.KeyConditionExpression != ranged {
		x.Errorf("asked %s for %q", q.IndexName, q.KeyConditionExpression)
	}
	from, _ := strconv.ParseInt(q.ExpressionAttributeValues[":from"].N, 10, 64) // absent where there is no range
	until, _ := strconv.ParseInt(q.ExpressionAttributeValues[":until"].N, 10, 64)
	if from > until {
		x.Errorf("the range ends at %d, and begins at %d", until, from)
	}
	for _, i := range x.items {
		list, _ := i[in].(*types.AttributeValueMemberS)
		when := numberOf(i[at])
		if list != nil && list.Value == q.ExpressionAttributeValues[":list"].S && (q.KeyConditionExpression == whole || when >= from && when <= until) {
			found = append(found, i)
		}
	}
	slices.SortFunc(found, func(a, b map[string]types.AttributeValue) int { return cmp.Compare(numberOf(a[at]), numberOf(b[at])) })
	return found
}

// levels is the table with contacts of those states, over two shards.
func levels(t *testing.T, states map[string]contact.State) (*Levels, *levelTable) {
	x := &levelTable{T: t}
	for id, s := range states {
		s.ID = id
		attributes, err := encode(contact.Item{State: s, Version: 1}, 2)
		if err != nil {
			t.Fatal(err)
		}
		x.items = append(x.items, attributes)
	}
	server := httptest.NewServer(x)
	t.Cleanup(server.Close)
	return NewLevels(aws.Config{Region: "eu-west-2", BaseEndpoint: &server.URL, Credentials: aws.AnonymousCredentials{},
		Retryer: func() aws.Retryer { return aws.NopRetryer{} }}, "contacts", 2), x
}
