package world

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	lambdatypes "github.com/aws/aws-sdk-go-v2/service/lambda/types"

	"tieline/shared/names"
)

// testSettings takes a function's settings away but one, which it makes wrong:
// the function does not start, and one line names all that is at fault.
func testSettings(t *testing.T, w *World) {
	api, function := lambda.NewFromConfig(w.AWS), aws.String(names.On(stage, names.Reconciler))
	_, err := api.UpdateFunctionConfiguration(t.Context(), &lambda.UpdateFunctionConfigurationInput{
		FunctionName: function,
		Environment:  &lambdatypes.Environment{Variables: map[string]string{names.EnvIndexShards: "many"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	out, err := api.Invoke(t.Context(), &lambda.InvokeInput{FunctionName: function, Payload: []byte("{}")})
	if err != nil || out.FunctionError == nil {
		t.Fatalf("it works without its settings: %v", err)
	}
	// The emulator puts in the answer what AWS puts in the log.
	var failure struct{ ErrorMessage string }
	if err := json.Unmarshal(out.Payload, &failure); err != nil {
		t.Fatal(err)
	}
	_, line, _ := strings.Cut(failure.ErrorMessage, "{")
	if !strings.Contains(line, "cold start failed") || strings.Count(line, "\n") > 0 {
		t.Errorf("it says %s", out.Payload)
	}
	for _, name := range []string{names.EnvContactsTable, names.EnvContactsDueURL, names.EnvIndexShards} {
		if !strings.Contains(line, name) {
			t.Errorf("it does not name %s: %s", name, line)
		}
	}
}
