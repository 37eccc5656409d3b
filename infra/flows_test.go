package main

import (
	"encoding/json"
	"os"
	"strconv"
	"testing"
	"time"

	"tieline/shared/tuning"
)

func TestTheFlowWaitsLongerThanTheScreenPopMayTake(t *testing.T) {
	body, err := os.ReadFile("flows/inbound.json")
	if err != nil {
		t.Fatal(err)
	}
	var flow struct {
		Actions []struct {
			Type       string
			Parameters struct{ InvocationTimeLimitSeconds string }
		}
	}
	if err := json.Unmarshal(body, &flow); err != nil {
		t.Fatal(err)
	}
	asks := 0
	for _, a := range flow.Actions {
		if a.Type != "InvokeLambdaFunction" {
			continue
		}
		asks++
		seconds, err := strconv.Atoi(a.Parameters.InvocationTimeLimitSeconds)
		longest := time.Duration(tuning.ScreenPopBudget.Max) * time.Millisecond
		if waits := time.Duration(seconds) * time.Second; err != nil || waits < longest+500*time.Millisecond {
			t.Errorf("the flow waits %s, %v; the budget may be %s", waits, err, longest)
		}
	}
	if asks == 0 {
		t.Error("the flow asks nobody")
	}
}
