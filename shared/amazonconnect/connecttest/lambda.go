package connecttest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"
)

const (
	longestInvocation = 8         // seconds, and what a block gets that names none
	invocations       = 4         // the first and at most three repetitions
	answerLimit       = 32 * 1024 // bytes; an answer must stay below
)

// invokeLambda invokes synchronously (Amazon Connect administrator guide,
// "Invoke Lambda functions"): an invocation that fails is repeated at once, up
// to three times within the block's time limit, and an answer of another shape
// than the block asks for counts as an error.
func invokeLambda(ctx context.Context, v *visit, a action) way {
	limit, ok := timeLimit(a.Parameters.InvocationTimeLimitSeconds)
	arn, found := v.value(a.Parameters.LambdaFunctionARN)
	if !ok || !found || a.Parameters.InvocationType == "ASYNCHRONOUS" {
		return failed
	}
	payload, err := json.Marshal(v.request(a.Parameters.LambdaInvocationAttributes))
	if err != nil {
		return failed
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	for range invocations {
		answer, err := v.Lambda.Invoke(ctx, arn, payload)
		if ctx.Err() != nil {
			return failed
		}
		if err != nil {
			continue
		}
		external, err := readAnswer(answer, a.Parameters.ResponseValidation.ResponseType)
		if err != nil {
			return failed
		}
		v.external, v.Answer = external, external
		return onward
	}
	return failed
}

func timeLimit(s string) (time.Duration, bool) {
	if s == "" {
		return longestInvocation * time.Second, true
	}
	n, err := strconv.Atoi(s)
	return time.Duration(n) * time.Second, err == nil && n > 0 && n <= longestInvocation
}

// readAnswer reads what $.External becomes. A STRING_MAP is a flat object of
// strings; in a JSON answer, objects are referenced by dots and arrays not at all.
func readAnswer(answer []byte, responseType string) (map[string]string, error) {
	if len(answer) >= answerLimit {
		return nil, errors.New("answer of 32 KB or more")
	}
	external := map[string]string{}
	if responseType != "JSON" {
		// A null would read as "", so strings are read through pointers.
		var flat map[string]*string
		err := json.Unmarshal(answer, &flat)
		if err == nil && flat == nil {
			err = errors.New("answer is null")
		}
		for k, s := range flat {
			if s == nil {
				return nil, fmt.Errorf("answer with null in %q", k)
			}
			external[k] = *s
		}
		return external, err
	}
	var object map[string]any
	if err := json.Unmarshal(answer, &object); err != nil {
		return nil, err
	}
	flatten("", object, external)
	return external, nil
}

func flatten(prefix string, object map[string]any, into map[string]string) {
	for k, x := range object {
		switch x := x.(type) {
		case string, bool, float64:
			into[prefix+k] = plain(x)
		case map[string]any:
			flatten(prefix+k+".", x, into)
		}
	}
}

// plain writes a number without an exponent, as fmt would not.
func plain(x any) string {
	if n, ok := x.(float64); ok {
		return strconv.FormatFloat(n, 'f', -1, 64)
	}
	return fmt.Sprint(x)
}
