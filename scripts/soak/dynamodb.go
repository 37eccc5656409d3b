package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"tieline/shared/dynamo"
	"tieline/shared/names"
)

// region is where the emulator takes itself to be.
const region = "eu-west-2"

// emulator is an AWS emulator that runs for as long as the soak.
type emulator struct {
	cmd *exec.Cmd
	url string
}

// startEmulator starts the emulator of the local world at a free port. It prints
// to a log of the checkout.
func startEmulator(root string) (*emulator, error) {
	python, dir := filepath.Join(root, ".venv", "bin", "python"), filepath.Join(root, ".tieline", "soak")
	if _, err := os.Stat(python); err != nil {
		return nil, errors.New("the AWS emulator is not installed: make run ONCE=1 CALLS=1 does that")
	}
	if err := errors.Join(os.RemoveAll(dir), os.MkdirAll(dir, 0o755)); err != nil {
		return nil, err
	}
	log, err := os.Create(filepath.Join(dir, "emulator.log"))
	if err != nil {
		return nil, err
	}
	defer log.Close() // the child has its own
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	port := strconv.Itoa(free.Addr().(*net.TCPAddr).Port)
	if err := free.Close(); err != nil {
		return nil, err
	}
	e := &emulator{exec.Command(python, "-B", filepath.Join(root, "scripts", "launcher")), "http://127.0.0.1:" + port}
	e.cmd.Dir, e.cmd.Stdout, e.cmd.Stderr = dir, log, log
	e.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	e.cmd.Env = append(os.Environ(), "GATEWAY_PORT="+port, "BIND_HOST=127.0.0.1", "MINISTACK_REGION="+region, "AWS_ENDPOINT_URL="+e.url,
		"AWS_REGION="+region, "AWS_DEFAULT_REGION="+region, "AWS_ACCESS_KEY_ID=local", "AWS_SECRET_ACCESS_KEY=local", "IOT_MTLS_ENABLED=0",
		"SFTP_ENABLED=0", "DOCKER_HOST=unix://"+filepath.Join(dir, "no-docker"), "STATE_DIR="+filepath.Join(dir, "state"), "S3_DATA_DIR="+filepath.Join(dir, "s3"))
	if err := e.cmd.Start(); err != nil {
		return nil, fmt.Errorf("the AWS emulator: %w", err)
	}
	return e, e.wait()
}

// wait returns once the emulator answers.
func (e *emulator) wait() error {
	for until := time.Now().Add(30 * time.Second); time.Now().Before(until); time.Sleep(100 * time.Millisecond) {
		reply, err := http.Get(e.url + "/_ministack/health")
		if err == nil && reply.Body.Close() == nil && reply.StatusCode == http.StatusOK {
			return nil
		}
	}
	return errors.Join(errors.New("the AWS emulator does not answer: see .tieline/soak/emulator.log"), e.stop())
}

// stop ends the emulator and all that it started.
func (e *emulator) stop() error {
	err := syscall.Kill(-e.cmd.Process.Pid, syscall.SIGTERM)
	_ = e.cmd.Wait() // it ends by a signal
	return err
}

func (e *emulator) config() aws.Config {
	return aws.Config{Region: region, BaseEndpoint: &e.url, Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{AccessKeyID: "local", SecretAccessKey: "local"}, nil
	})}
}

// onDynamoDB is the table of contacts on the emulator. Nothing in it expires, as
// the emulator's clock is not ours.
type onDynamoDB struct {
	*dynamo.Contacts
	*dynamo.Pops
}

// newTable makes a table with the indexes that infra/ gives it.
func (e *emulator) newTable(name string, now func() time.Time) (table, error) {
	cfg := e.config()
	in := &dynamodb.CreateTableInput{TableName: &name, BillingMode: types.BillingModePayPerRequest,
		KeySchema:            []types.KeySchemaElement{key(names.AttributeContactID, types.KeyTypeHash)},
		AttributeDefinitions: []types.AttributeDefinition{typed(names.AttributeContactID, types.ScalarAttributeTypeS)},
	}
	for index, by := range map[string][2]string{
		names.IndexBySync: {names.AttributeSyncList, names.AttributeSyncAt}, names.IndexByOpen: {names.AttributeOpenList, names.AttributeOpenAt},
	} {
		in.AttributeDefinitions = append(in.AttributeDefinitions, typed(by[0], types.ScalarAttributeTypeS), typed(by[1], types.ScalarAttributeTypeN))
		in.GlobalSecondaryIndexes = append(in.GlobalSecondaryIndexes, types.GlobalSecondaryIndex{
			IndexName: &index, Projection: &types.Projection{ProjectionType: types.ProjectionTypeKeysOnly},
			KeySchema: []types.KeySchemaElement{key(by[0], types.KeyTypeHash), key(by[1], types.KeyTypeRange)},
		})
	}
	if _, err := dynamodb.NewFromConfig(cfg).CreateTable(context.Background(), in); err != nil {
		return nil, fmt.Errorf("create the table of contacts: %w", err)
	}
	return onDynamoDB{dynamo.NewContacts(cfg, name, shards), dynamo.NewPops(cfg, name, shards, pace.Draft, now)}, nil
}

func key(attribute string, kind types.KeyType) types.KeySchemaElement {
	return types.KeySchemaElement{AttributeName: &attribute, KeyType: kind}
}

func typed(attribute string, kind types.ScalarAttributeType) types.AttributeDefinition {
	return types.AttributeDefinition{AttributeName: &attribute, AttributeType: kind}
}
