package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsdynamodb"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssecretsmanager"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"

	"tieline/shared/names"
)

// Data is what outlives the functions: no update of the App stack touches it.
type Data struct {
	Contacts   awsdynamodb.Table
	Callers    awsdynamodb.Table
	Operations awsdynamodb.Table
	Parked     awss3.Bucket
	Salesforce awssecretsmanager.Secret
}

func newData(root constructs.Construct, stage Stage) Data {
	stack := newStack(root, stage, names.DataStack, "Tieline: what is kept")
	return Data{
		Contacts:   newContacts(stack, stage),
		Callers:    newCallers(stack, stage),
		Operations: newOperations(stack, stage),
		Parked:     newParked(stack, stage),
		Salesforce: newSalesforceSecret(stack, stage),
	}
}

// newParked is the bucket of messages that can never succeed. They hold what
// callers said and who they are, so they go when the contacts go. Names of
// buckets are shared by all accounts of the world.
func newParked(stack awscdk.Stack, stage Stage) awss3.Bucket {
	retention := awscdk.Duration_Days(jsii.Number(stage.RetentionDays))
	bucket := awss3.NewBucket(stack, jsii.String(names.Parked), &awss3.BucketProps{
		BucketName:        stage.on(names.Parked + "-" + stage.Account + "-" + stage.Region),
		Encryption:        awss3.BucketEncryption_S3_MANAGED,
		BlockPublicAccess: awss3.BlockPublicAccess_BLOCK_ALL(),
		EnforceSSL:        jsii.Bool(true),
		LifecycleRules: &[]*awss3.LifecycleRule{{
			Expiration:                          retention,
			AbortIncompleteMultipartUploadAfter: awscdk.Duration_Days(jsii.Number(1)),
		}},
		RemovalPolicy: stage.removal(),
	})
	accept(bucket, "S1", "Who reads parked messages is in CloudTrail's data events, which an account keeps for all of its buckets; S3's own access logs are best effort")
	return bucket
}

// newSalesforceSecret is the place of the org's credentials. It is made with a
// random text that opens nothing; people put the credentials there afterwards,
// and no later deploy touches them.
func newSalesforceSecret(stack awscdk.Stack, stage Stage) awssecretsmanager.Secret {
	secret := awssecretsmanager.NewSecret(stack, jsii.String(names.Salesforce), &awssecretsmanager.SecretProps{
		SecretName:    stage.on(names.Salesforce),
		Description:   jsii.String("Credentials of Tieline's user in the Salesforce org, as JSON"),
		RemovalPolicy: stage.removal(),
	})
	accept(secret, "SMG4", "Salesforce issues these credentials, so no function of AWS can renew them")
	return secret
}
