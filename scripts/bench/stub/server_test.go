package stub_test

import (
	"context"
	"errors"
	"hash/crc32"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	sqstypes "github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"tieline/scripts/bench/stub"
)

// start starts a Server, and tells the SDK where it is.
func start(t *testing.T) (*stub.Server, aws.Config) {
	t.Helper()
	s, err := stub.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s, aws.Config{
		Region: "eu-west-2", BaseEndpoint: aws.String(s.URL()),
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "a", SecretAccessKey: "b"}, nil
		}),
	}
}

func contact(id string, listed bool) map[string]types.AttributeValue {
	item := map[string]types.AttributeValue{"contactId": &types.AttributeValueMemberS{Value: id}}
	if listed {
		item["syncList"] = &types.AttributeValueMemberS{Value: "due#0"}
	}
	return item
}

func TestWhatIsPutCanBeReadAndListed(t *testing.T) {
	s, cfg := start(t)
	api, table := dynamodb.NewFromConfig(cfg), aws.String("contacts")
	for id, listed := range map[string]bool{"c1": true, "c2": false} {
		if _, err := api.PutItem(t.Context(), &dynamodb.PutItemInput{TableName: table, Item: contact(id, listed)}); err != nil {
			t.Fatal(err)
		}
	}
	one, err := api.GetItem(t.Context(), &dynamodb.GetItemInput{TableName: table, Key: contact("c1", false)})
	if err != nil || len(one.Item) != 2 {
		t.Errorf("got %v, %v", one, err)
	}
	if none, err := api.GetItem(t.Context(), &dynamodb.GetItemInput{TableName: table, Key: contact("c3", false)}); err != nil || none.Item != nil {
		t.Errorf("got %v, %v", none, err)
	}
	keys := types.KeysAndAttributes{Keys: []map[string]types.AttributeValue{contact("c1", false), contact("c2", false), contact("c3", false)}}
	some, err := api.BatchGetItem(t.Context(), &dynamodb.BatchGetItemInput{RequestItems: map[string]types.KeysAndAttributes{"contacts": keys}})
	if err != nil || len(some.Responses["contacts"]) != 2 {
		t.Errorf("got %v, %v", some, err)
	}
	due, err := api.Query(t.Context(), &dynamodb.QueryInput{TableName: table, Limit: aws.Int32(10)})
	if err != nil || len(due.Items) != 1 {
		t.Errorf("listed %v, %v", due, err)
	}
	if got := s.Table().IDs(); strings.Join(got, ",") != "c1,c2" {
		t.Errorf("the table holds %v", got)
	}
	if s.Fill(stub.Table{}); len(s.Table()) != 0 {
		t.Errorf("the table still holds %v", s.Table())
	}
}

func TestTheSDKTakesEveryAnswer(t *testing.T) {
	s, cfg := start(t)
	_, updateErr := dynamodb.NewFromConfig(cfg).UpdateItem(t.Context(), &dynamodb.UpdateItemInput{TableName: aws.String("contacts"), Key: contact("c1", false)})
	rung, ringErr := sqs.NewFromConfig(cfg).SendMessageBatch(t.Context(), &sqs.SendMessageBatchInput{QueueUrl: aws.String(s.URL() + "/due"),
		Entries: []sqstypes.SendMessageBatchRequestEntry{{Id: aws.String("0"), MessageBody: aws.String("c1")}}})
	_, secretErr := secretsmanager.NewFromConfig(cfg).GetSecretValue(t.Context(), &secretsmanager.GetSecretValueInput{SecretId: aws.String("x")})
	_, parkErr := s3.NewFromConfig(cfg, func(o *s3.Options) { o.UsePathStyle = true }).PutObject(t.Context(),
		&s3.PutObjectInput{Bucket: aws.String("parked"), Key: aws.String("f/1"), Body: strings.NewReader("x")})
	if err := errors.Join(updateErr, ringErr, secretErr, parkErr); err != nil || len(rung.Successful) != 1 {
		t.Error(err, rung)
	}
	for _, name := range []string{"UpdateItem", "SendMessageBatch", "GetSecretValue", "PutObject"} {
		if s.Calls()[name] == 0 {
			t.Errorf("%s is not counted", name)
		}
	}
}

func TestACallThatIsNotKnownIsRefusedAndCounted(t *testing.T) {
	s, _ := start(t)
	status, _, _ := target(t, s, "DynamoDB_20120810.DeleteItem")
	if made := s.Calls(); status != http.StatusNotFound || made[stub.Refused] != 1 || made["DeleteItem"] != 0 {
		t.Errorf("answered %d, counted %v", status, made)
	}
}

func TestCallsAreCountedSince(t *testing.T) {
	s, _ := start(t)
	target(t, s, "DynamoDB_20120810.GetItem")
	before := s.Calls()
	target(t, s, "DynamoDB_20120810.UpdateItem")
	if made := s.Calls().Since(before); made["UpdateItem"] != 1 || made["GetItem"] != 0 {
		t.Errorf("counted %v", made)
	}
}

func TestAnAnswerBearsTheChecksumThatTheSDKLooksFor(t *testing.T) {
	s, _ := start(t)
	_, got, body := target(t, s, "DynamoDB_20120810.GetItem")
	if want := strconv.Itoa(int(crc32.ChecksumIEEE(body))); got != want || len(body) == 0 {
		t.Errorf("the checksum of %d bytes is %q, want %s", len(body), got, want)
	}
}

// target makes a call of AWS's without the SDK.
func target(t *testing.T, s *stub.Server, operation string) (status int, checksum string, body []byte) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL(), strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("X-Amz-Target", operation)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if body, err = io.ReadAll(res.Body); err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, res.Header.Get("X-Amz-Crc32"), body
}

func TestTheOrgTakesItsOwnTokenOnly(t *testing.T) {
	s, _ := start(t)
	ask := func(method, path, token, body string) int {
		req, err := http.NewRequestWithContext(t.Context(), method, s.URL()+path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "Bearer "+token)
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		return res.StatusCode
	}
	const search, upsert = "/services/data/v67.0/search/?q=x", "/services/data/v67.0/composite/sobjects/X__c/Y__c"
	for _, call := range [][3]string{{"GET", search, ""}, {"PATCH", upsert, `{"records":[{},{}]}`}} {
		if got := ask(call[0], call[1], "another", call[2]); got != http.StatusUnauthorized {
			t.Errorf("%s with another token is answered %d", call[1], got)
		}
		if got := ask(call[0], call[1], stub.Bearer, call[2]); got != http.StatusOK {
			t.Errorf("%s is answered %d", call[1], got)
		}
	}
	if got := ask("DELETE", "/services/data/v67.0/sobjects/X__c/1", stub.Bearer, ""); got != http.StatusNotFound || s.Calls()[stub.Refused] != 1 {
		t.Errorf("a delete is answered %d, and counted in %v", got, s.Calls())
	}
}
