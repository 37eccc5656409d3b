package connecttest

import (
	"context"
	"encoding/json"
	"reflect"
	"testing"
)

// TestTheFunctionHearsOfEveryChannel plays contacts of other kinds than an
// inbound call through a flow that asks a function.
func TestTheFunctionHearsOfEveryChannel(t *testing.T) {
	address := func(s, kind string) any { return map[string]any{"Address": s, "Type": kind} }
	for name, c := range map[string]struct {
		contact Contact
		want    map[string]any
	}{
		"a chat": {
			Contact{ID: "c1", Channel: "CHAT", InitiationMethod: "API", Attributes: map[string]string{"customerId": "003x"}},
			map[string]any{"Channel": "CHAT", "InitiationMethod": "API", "CustomerEndpoint": nil, "SystemEndpoint": nil, "Name": nil},
		},
		"a task": {
			Contact{ID: "c1", Channel: "TASK", Name: "Claim"},
			map[string]any{"Channel": "TASK", "CustomerEndpoint": nil, "Name": "Claim"},
		},
		"an e-mail": {
			Contact{ID: "c1", Channel: "EMAIL", Customer: "ann@example.com"},
			map[string]any{"Channel": "EMAIL", "CustomerEndpoint": address("ann@example.com", "EMAIL_ADDRESS")},
		},
		"an outbound call": {
			Contact{ID: "c1", Channel: "VOICE", InitiationMethod: "OUTBOUND", Customer: "+14155550100"},
			map[string]any{"InitiationMethod": "OUTBOUND", "CustomerEndpoint": address("+14155550100", "TELEPHONE_NUMBER")},
		},
		"a callback from a queue": {
			Contact{ID: "c1", Channel: "VOICE", InitiationMethod: "CALLBACK", Customer: "+14155550100", Queue: support},
			map[string]any{"InitiationMethod": "CALLBACK", "Queue": map[string]any{
				"ARN": support.ARN, "Name": "Support", "OutboundCallerId": nil,
			}},
		},
	} {
		var heard struct {
			Details struct {
				ContactData map[string]any
				Parameters  map[string]any
			}
		}
		listen := func(_ context.Context, _ string, payload []byte) ([]byte, error) {
			return []byte(`{"a":"1"}`), json.Unmarshal(payload, &heard)
		}
		got, _ := leave(t, Runner{Lambda: function(listen)}, c.contact, "InvokeLambdaFunction",
			`"LambdaFunctionARN":"arn:f","LambdaInvocationAttributes":{"customerId":"$.Attributes.customerId"}`)
		if got != "next" {
			t.Errorf("%s: left by %q", name, got)
		}
		for k, want := range c.want {
			if got := heard.Details.ContactData[k]; !reflect.DeepEqual(got, want) {
				t.Errorf("%s: %s is %v, want %v", name, k, got, want)
			}
		}
		want := any(nil)
		if id := c.contact.Attributes["customerId"]; id != "" {
			want = id
		}
		if got := heard.Details.Parameters["customerId"]; got != want {
			t.Errorf("%s: parameter customerId is %v", name, got)
		}
	}
}
