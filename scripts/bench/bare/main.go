// Command bare is a function that makes two calls, named by BARE_CALLS, with the
// SDK and net/http and nothing else: the least that any function would cost which
// makes them. It is built to be measured beside our functions.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/url"
	"os"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"tieline/shared/names"
)

func main() {
	cfg, err := config.LoadDefaultConfig(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	b := bare{dynamodb.NewFromConfig(cfg), os.Getenv("BARE_KEY"), os.Getenv("BARE_CONTACT"), os.Getenv("BARE_TOKEN")}
	lambda.Start(map[string]func(context.Context, json.RawMessage) (struct{}, error){
		"get+update":    b.getAndUpdate,
		"search+update": b.searchAndUpdate,
		"none":          func(context.Context, json.RawMessage) (struct{}, error) { return struct{}{}, nil },
	}[os.Getenv("BARE_CALLS")])
}

type bare struct {
	api     *dynamodb.Client
	caller  string
	contact string
	token   string
}

func (b bare) getAndUpdate(ctx context.Context, _ json.RawMessage) (struct{}, error) {
	out, err := b.api.GetItem(ctx, &dynamodb.GetItemInput{TableName: aws.String(os.Getenv(names.EnvCallersTable)),
		Key: map[string]types.AttributeValue{names.AttributeKey: text(b.caller)}})
	if err == nil && len(out.Item) == 0 {
		err = errors.New("there is no such item")
	}
	return struct{}{}, errors.Join(err, b.update(ctx))
}

func (b bare) searchAndUpdate(ctx context.Context, _ json.RawMessage) (struct{}, error) {
	return struct{}{}, errors.Join(b.search(ctx), b.update(ctx))
}

// search asks what screen-pop asks, and reads the answer without a look at it.
func (b bare) search(ctx context.Context) error {
	query := url.Values{"q": {`FIND {"\+442079460123"} IN PHONE FIELDS RETURNING Contact(Id, Name, AccountId, Account.Name, Phone LIMIT 10)`}}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, os.Getenv(names.EnvSalesforceURL)+"/services/data/v67.0/search/?"+query.Encode(), nil)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+b.token)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("the search is answered %s", res.Status)
	}
	_, err = io.Copy(io.Discard, res.Body)
	return err
}

// update is as large as screen-pop's.
func (b bare) update(ctx context.Context) error {
	_, err := b.api.UpdateItem(ctx, &dynamodb.UpdateItemInput{
		TableName: aws.String(os.Getenv(names.EnvContactsTable)),
		Key:       map[string]types.AttributeValue{names.AttributeContactID: text(b.contact)},
		UpdateExpression: aws.String("SET pop = :pop, popAt = :at, version = if_not_exists(version, :now) + :one, " +
			"syncList = :list, syncAt = if_not_exists(syncAt, :due) REMOVE expiresAt, reason"),
		ConditionExpression: aws.String("attribute_not_exists(popAt) OR popAt <= :at"),
		ExpressionAttributeValues: map[string]types.AttributeValue{
			":pop": text(`{"at":"2026-01-02T03:04:05.678Z","status":"HIT","source":"salesforce","took":1000000,"contact":"003000000000001AAA",` +
				`"account":"001000000000001AAA","customerEndpoint":"+442079460123","systemEndpoint":"+442079460000"}`),
			":at": number("1767323045678"), ":now": number("1767323045678"), ":one": number("1"),
			":list": text("due#0"), ":due": number("1767323105678"),
		},
	})
	return err
}

func text(s string) types.AttributeValue   { return &types.AttributeValueMemberS{Value: s} }
func number(s string) types.AttributeValue { return &types.AttributeValueMemberN{Value: s} }
