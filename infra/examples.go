package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
)

// example is in every value that cdk.json ships only to show its form: account
// ids of AWS's documentation, ids of instances that none has, names that
// Salesforce and RFC 2606 keep for examples.
var example = regexp.MustCompile(`111122223333|444455556666|-0000-4000-8000-|//example\b|@example\.`)

// examples returns every setting that was read and is an example, with its value.
func (s *settings) examples() (found []string) {
	for _, key := range slices.Compact(slices.Sorted(slices.Values(s.read))) {
		if value := fmt.Sprint(s.value(key)); example.MatchString(value) {
			found = append(found, key+" "+value)
		}
	}
	return found
}

// refuseExamples has the CDK CLI refuse to deploy or to compare the stack, and
// to synthesise it unless told to go on (--ignore-errors). It stands in the
// synthesised assembly, so it holds for a deploy from there, too.
func refuseExamples(stack awscdk.Stack, stage Stage) {
	if len(stage.Examples) > 0 {
		awscdk.Annotations_Of(stack).AddError(jsii.String(fmt.Sprintf("stage %s in cdk.json still has example values: %s",
			stage.Name, strings.Join(stage.Examples, "; "))))
	}
}
