package main

import (
	"debug/elf"
	"fmt"
	"strings"
	"testing"

	"tieline/shared/names"
)

// one returns the only resource of the type that the instance has.
func (d deployment) one(t *testing.T, kind, instance string) (found resource) {
	t.Helper()
	for r := range d.of(kind) {
		if r.at("InstanceArn") != instance && r.at("InstanceId") != instance {
			continue
		}
		if found.ID != "" {
			t.Errorf("%s has both %s and %s", instance, found.ID, r.ID)
		}
		found = r
	}
	if found.ID == "" {
		t.Errorf("%s has no %s", instance, kind)
	}
	return found
}

func TestEachInstanceMayCallScreenPopAndSendsItsRecords(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		if d.local() {
			return // the emulator has no Amazon Connect
		}
		checkInstances(t, d)
	})
}

// checkInstances checks what each of the stage's instances has of ours.
func checkInstances(t *testing.T, d deployment) {
	t.Helper()
	for _, instance := range d.ConnectInstances {
		function := d.one(t, "AWS::Connect::IntegrationAssociation", instance)
		if d.target(function, "IntegrationArn").at("FunctionName") != names.On(d.Name, names.ScreenPop) || function.at("IntegrationType") != "LAMBDA_FUNCTION" {
			t.Errorf("%s may call %v", instance, function.Properties)
		}
		checkModule(t, d, instance)
		records := d.one(t, "AWS::Connect::InstanceStorageConfig", instance)
		if d.target(records, "KinesisStreamConfig/StreamArn").at("Name") != names.On(d.Name, names.ContactRecords) ||
			records.at("ResourceType") != "CONTACT_TRACE_RECORDS" || records.at("StorageType") != "KINESIS_STREAM" {
			t.Errorf("%s sends its records to %v", instance, records.Properties)
		}
	}
}

func TestEachOfTwoInstancesIsTiedAlike(t *testing.T) {
	first := strings.Replace(instance("2"), "000000000000", "111122223333", 1)
	second := strings.Replace(instance("9"), "000000000000", "111122223333", 1)
	d := synthesised(t, "dev", builtFor(t, elf.EM_X86_64), map[string]any{"connectInstances": first + "," + second})
	if len(d.ConnectInstances) != 2 {
		t.Fatal("the stage has ", d.ConnectInstances)
	}
	checkCallers(t, d)
	checkPatterns(t, d)
	checkInstances(t, d)
}

func TestAnInstanceThatSendsItsRecordsSomewhereGoesOnSo(t *testing.T) {
	stream := "arn:aws:kinesis:eu-west-2:111122223333:stream/contact-records"
	key := "arn:aws:kms:eu-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
	d := synthesised(t, "dev", builtFor(t, elf.EM_X86_64), map[string]any{"contactRecordsStream": stream, "contactRecordsKey": key})
	for _, kind := range []string{"AWS::Connect::InstanceStorageConfig", "AWS::Kinesis::Stream"} {
		for r := range d.of(kind) {
			t.Errorf("%s is made all the same", r.ID)
		}
	}
	for m := range d.of("AWS::Lambda::EventSourceMapping") {
		if m.at("EventSourceArn") != stream {
			continue
		}
		granted := fmt.Sprint(d.grants(d.target(d.target(m, "FunctionName"), "Role")))
		if !strings.Contains(granted, "{kinesis:GetRecords "+stream+"}") || !strings.Contains(granted, "{kms:Decrypt "+key+"}") {
			t.Errorf("its function may %s", granted)
		}
		return
	}
	t.Error("nobody reads the stream")
}
