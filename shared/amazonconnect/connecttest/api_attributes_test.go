package connecttest

import (
	"context"
	"errors"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/connect"
	"github.com/aws/aws-sdk-go-v2/service/connect/types"
)

func set(ctx context.Context, i *Instance, id string, attributes map[string]string) error {
	_, err := sdk(i).UpdateContactAttributes(ctx, &connect.UpdateContactAttributesInput{InstanceId: instanceID, InitialContactId: &id, Attributes: attributes})
	return err
}

func TestAttributesOfAContactThatIsOverComeWithItsRecordOnceMore(t *testing.T) {
	i, p := simulate(t)
	c := call(t, i, Known).Contacts[0]
	events := len(p.events)
	for _, value := range []string{"sold", "unsold"} {
		if err := set(t.Context(), i, c.ID, map[string]string{"disposition": value}); err != nil {
			t.Fatal(err)
		}
	}
	records := p.recordsOf(c.ID)
	if len(records) != 3 || len(p.events) != events+2 {
		t.Fatalf("%d records and %d more events came", len(records), len(p.events)-events)
	}
	for n, value := range []string{"sold", "unsold"} {
		before, after := records[n], records[n+1]
		attributes := after["Attributes"].(map[string]any)
		if attributes["disposition"] != value || attributes["tieline_recordId"] != "003x" {
			t.Errorf("attributes are %v", attributes)
		}
		if after["LastUpdateTimestamp"].(string) <= before["LastUpdateTimestamp"].(string) {
			t.Errorf("the record of %v comes after that of %v", after["LastUpdateTimestamp"], before["LastUpdateTimestamp"])
		}
		rest := [2]map[string]any{maps.Clone(before), maps.Clone(after)}
		for _, r := range rest {
			delete(r, "Attributes")
			delete(r, "LastUpdateTimestamp")
		}
		if !maps.EqualFunc(rest[0], rest[1], func(a, b any) bool { return asJSON(t, a) == asJSON(t, b) }) {
			t.Errorf("more than attributes changed: %v", after)
		}
		d := p.details[events+n]
		if d["eventType"] != "CONTACT_DATA_UPDATED" || asJSON(t, d["updatedProperties"]) != `["UserDefinedAttributes"]` || d["contactId"] != c.ID || strings.Contains(asJSON(t, d), "sold") {
			t.Errorf("told %v", d)
		}
	}
	out, err := sdk(i).GetContactAttributes(t.Context(), &connect.GetContactAttributesInput{InstanceId: instanceID, InitialContactId: &c.ID})
	if err != nil || out.Attributes["disposition"] != "unsold" || out.Attributes["tieline_matchStatus"] != "HIT" {
		t.Errorf("%v: attributes are %v", err, out)
	}
}

func TestAttributesOfAContactThatGoesOnComeWithItsRecord(t *testing.T) {
	clock := now
	i, tape := simulate(t, func(c *Config) { c.Now = func() time.Time { return clock } })
	p, err := i.Begin(Call{Kind: Transferred, At: now})
	if err != nil {
		t.Fatal(err)
	}
	ids := p.Played().Contacts
	for due, more := p.Next(); more; due, more = p.Next() {
		clock = due
		if err := p.Step(t.Context()); err != nil {
			t.Fatal(err)
		}
		if told := tape.told(ids[0].ID); len(told) == 3 {
			if err := set(t.Context(), i, ids[0].ID, map[string]string{"mood": "good"}); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, c := range ids {
		records := tape.recordsOf(c.ID)
		if len(records) != 1 || records[0]["Attributes"].(map[string]any)["mood"] != "good" {
			t.Errorf("%s has %d records, the first with %v", c.Method, len(records), records[0]["Attributes"])
		}
	}
}

func TestAttributesThatAreTooMuchAreRefused(t *testing.T) {
	i, p := simulate(t)
	c := call(t, i, Known).Contacts[0]
	for name, attributes := range map[string]map[string]string{
		"too large": {"a": strings.Repeat("x", attributesLimit)}, "a bad name": {"a b": "1"}, "no name": {"": "1"},
	} {
		var bad *types.InvalidRequestException
		if err := set(t.Context(), i, c.ID, attributes); !errors.As(err, &bad) {
			t.Errorf("%s: %v", name, err)
		}
	}
	half := strings.Repeat("x", attributesLimit/2)
	if err := set(t.Context(), i, c.ID, map[string]string{"a": half}); err != nil {
		t.Errorf("half of it: %v", err)
	}
	var bad *types.InvalidRequestException
	if err := set(t.Context(), i, c.ID, map[string]string{"b": half}); !errors.As(err, &bad) {
		t.Errorf("the other half: %v", err)
	}
	if len(p.recordsOf(c.ID)) != 2 {
		t.Error("a refused update changed the record")
	}
}
