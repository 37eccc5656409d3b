package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tieline/shared/names"
)

// stateful lists the types that hold what cannot be made again.
var stateful = []string{"AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::SecretsManager::Secret", "AWS::Kinesis::Stream"}

func TestDataOutlivesItsStackExceptLocally(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		deleted, replaced := "RetainExceptOnCreate", "Retain"
		if d.local() {
			deleted, replaced = "Delete", "Delete"
		}
		for _, kind := range stateful {
			found := false
			for r := range d.of(kind) {
				found = true
				wantDeleted, wantReplaced := deleted, replaced
				if physical(r) == names.On(d.Name, names.Callers) {
					wantDeleted, wantReplaced = "Delete", "Delete" // all of it stands in Salesforce
				}
				if r.DeletionPolicy != wantDeleted || r.UpdateReplacePolicy != wantReplaced {
					t.Errorf("%s: deletion policy is %s, that of a replacement %s, want %s and %s", r.ID, r.DeletionPolicy, r.UpdateReplacePolicy, wantDeleted, wantReplaced)
				}
			}
			if !found {
				t.Errorf("there is no %s", kind)
			}
		}
	})
}

func TestOnlyACacheHasNoCopyOfAnEarlierTime(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		for r := range d.of("AWS::DynamoDB::Table") {
			copied := r.at("PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled") == true
			if want := physical(r) != names.On(d.Name, names.Callers); copied != want {
				t.Errorf("%s is copied all the time: %v, want %v", physical(r), copied, want)
			}
		}
	})
}

// TestEachTableHasItsKeyAndItsEnd holds the keys of the tables, which the
// functions use, and what makes items go by themselves.
func TestEachTableHasItsKeyAndItsEnd(t *testing.T) {
	want := map[string][2]any{
		names.Contacts:   {names.AttributeContactID, names.AttributeExpiresAt},
		names.Callers:    {names.AttributeKey, names.AttributeExpiresAt},
		names.Operations: {names.AttributeName, names.AttributeExpiresAt},
	}
	eachStage(t, func(t *testing.T, d deployment) {
		for name, w := range want {
			found := false
			for r := range d.of("AWS::DynamoDB::Table") {
				if physical(r) != names.On(d.Name, name) {
					continue
				}
				found = true
				if got := [2]any{r.at("KeySchema/AttributeName"), r.at("TimeToLiveSpecification/AttributeName")}; got != w {
					t.Errorf("%s has key and end %v, want %v", name, got, w)
				}
			}
			if !found {
				t.Errorf("there is no table %s", name)
			}
		}
	})
}

func TestNoStackGoesByASlipExceptLocally(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		var manifest struct {
			Artifacts map[string]struct {
				Properties struct{ TerminationProtection bool }
			}
		}
		readJSON(t, filepath.Join(d.out, "manifest.json"), &manifest)
		for stack := range d.templates {
			artifact, ok := manifest.Artifacts[names.Stack(d.Name, stack)]
			if got := artifact.Properties.TerminationProtection; !ok || got != d.KeepData {
				t.Errorf("%s: protected from termination is %v, want %v", stack, got, d.KeepData)
			}
		}
	})
}

// encryption is where a type says that it is encrypted. A secret and a log
// always are.
var encryption = map[string]string{
	"AWS::DynamoDB::Table": "SSESpecification/SSEEnabled",
	"AWS::Kinesis::Stream": "StreamEncryption/EncryptionType",
	"AWS::S3::Bucket":      "BucketEncryption/ServerSideEncryptionConfiguration",
	"AWS::SNS::Topic":      "KmsMasterKeyId",
	"AWS::SQS::Queue":      "SqsManagedSseEnabled",
}

func TestWhatRestsIsEncrypted(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		for kind, property := range encryption {
			found := false
			for r := range d.of(kind) {
				found = true
				if v := r.at(property); v == nil || v == false {
					t.Errorf("%s is not encrypted", r.ID)
				}
			}
			if !found {
				t.Errorf("there is no %s", kind)
			}
		}
	})
}

// TestNothingStatefulIsEverReplaced holds the logical id and the name of each:
// CloudFormation replaces a resource when either changes, and what is in the
// old one is then known to nobody.
func TestNothingStatefulIsEverReplaced(t *testing.T) {
	want := []string{
		"contacts57753EB5 contacts",
		"callers545835E3 callers",
		"operations68530127 operations",
		"contactrecordsstreamCB385203 contact-records",
		"parked2244E6B6 parked-ACCOUNT-REGION",
		"salesforceF35BE580 salesforce",
	}
	slices.Sort(want)
	eachStage(t, func(t *testing.T, d deployment) {
		var got []string
		for _, kind := range stateful {
			for r := range d.of(kind) {
				for _, property := range []string{"TableName", "BucketName", "Name"} {
					if name, ok := r.at(property).(string); ok {
						name = strings.TrimPrefix(name, names.On(d.Name, ""))
						got = append(got, r.ID+" "+strings.NewReplacer(d.Account, "ACCOUNT", d.Region, "REGION").Replace(name))
					}
				}
			}
		}
		if slices.Sort(got); !slices.Equal(got, want) {
			t.Errorf("got  %s\nwant %s", fmt.Sprint(got), fmt.Sprint(want))
		}
	})
}
