// Command infra is the CDK app: it turns the settings of one stage, chosen by
// -c stage=<name>, into that stage's stacks. One file holds one path.
package main

import (
	"fmt"
	"os"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
)

// builtFunctions is where <function>/bootstrap lie, beside cdk.json.
const builtFunctions = "dist"

func main() {
	err := synthesise()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	jsii.Close() // after the message, as it may print some of its own
	if err != nil {
		os.Exit(1)
	}
}

func synthesise() error {
	root := awscdk.NewApp(nil)
	stage, err := readStage(func(key string) any { return root.Node().TryGetContext(&key) })
	if err != nil {
		return err
	}
	if err := checkBuilt(stage, builtFunctions); err != nil {
		return err
	}
	newStacks(root, stage, builtFunctions)
	root.Synth(nil)
	return nil
}
