// Command empty is a function that does nothing, without any SDK: what Lambda's
// own library costs. It is built to be measured beside our functions.
package main

import (
	"context"
	"encoding/json"

	"github.com/aws/aws-lambda-go/lambda"
)

func main() {
	lambda.Start(func(context.Context, json.RawMessage) (struct{}, error) { return struct{}{}, nil })
}
