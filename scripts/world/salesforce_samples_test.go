package world

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"tieline/shared/names"
)

// relayedSamples is the folder of what Salesforce puts on a bus, beside the checkout.
const relayedSamples = "../../../shared/samples/salesforce/eventbridge"

// relayedSample says what must come of an event: the record of which the index
// is told that it changed, "" for none.
var relayedSample = map[string]string{
	"appflow_account_change.json":            "", // no field that we know of
	"cdc_payload_update_contact.json":        "003ak00000IiFInAAN",
	"relay_platform_event.CONSTRUCTED.json":  "", // somebody else's event
	"an event that is not a sample":          "003000000000009AAA",
	"a gap of which nobody knows how far on": "",
}

// testSalesforceSamples puts every event on the queue of what Salesforce tells,
// as the rules for change events find no relay here.
func testSalesforceSamples(t *testing.T, w *World) {
	files, err := filepath.Glob(relayedSamples + "/*.json")
	if err != nil || len(files) == 0 {
		t.Skip("NOT TESTED: the events that Salesforce really sends are not beside this checkout: ", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), testPatience)
	defer cancel()
	sent := []string{change("CREATE", "003000000000009AAA"), change("GAP_OVERFLOW", "003*")}
	for _, file := range files {
		if _, listed := relayedSample[filepath.Base(file)]; !listed {
			t.Errorf("nobody says what must come of %s", filepath.Base(file))
		}
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		sent = append(sent, onSalesforcesBus(t, content))
	}
	if err := w.send(ctx, w.queueOf(t, names.SalesforceEvents), sent); err != nil {
		t.Fatal(err)
	}
	for name, record := range relayedSample {
		if record == "" {
			continue
		}
		if err := poll(ctx, 200*time.Millisecond, func() (bool, error) { return w.changed(ctx, record) }); err != nil {
			t.Errorf("%s: the index was not told of a change: %v", name, err)
		}
	}
	if known, err := w.changed(ctx, "0016g00000MLhLeAAL"); known || err != nil {
		t.Errorf("a change of no field that counts was told to the index, %v", err)
	}
}

// change is a change event as a relay brings it.
func change(kind, record string) string {
	return fmt.Sprintf(`{"detail-type":"ContactChangeEvent","source":"local.salesforce","detail":{"payload":{"ChangeEventHeader":
		{"entityName":"Contact","changeType":%q,"recordIds":[%q],"commitNumber":1745500706683617281,"changedFields":[]}}}}`, kind, record)
}

// onSalesforcesBus is a sample as it stands on a bus: one is only what is in it.
func onSalesforcesBus(t *testing.T, content []byte) string {
	t.Helper()
	var event map[string]json.RawMessage
	if err := json.Unmarshal(content, &event); err != nil {
		t.Fatal(err)
	}
	if event["detail"] != nil {
		return string(content)
	}
	return fmt.Sprintf(`{"detail-type":"ContactChangeEvent","source":"local.salesforce","detail":{"payload":%s}}`, content)
}

// changed reports whether the index was told of a change to a record.
func (w *World) changed(ctx context.Context, record string) (bool, error) {
	out, err := dynamodb.NewFromConfig(w.AWS).GetItem(ctx, &dynamodb.GetItemInput{TableName: &w.Outputs.CallersTable, ConsistentRead: aws.Bool(true),
		Key: map[string]types.AttributeValue{names.AttributeKey: &types.AttributeValueMemberS{Value: "record:" + record}}})
	return err == nil && out.Item["changedAt"] != nil, err
}
