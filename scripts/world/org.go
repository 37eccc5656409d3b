package world

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"

	"tieline/shared/salesforce/salesforcetest"
)

// Who Tieline is in the org.
const (
	clientID = "tieline.local"
	username = "tieline@local.example"
)

// org is the simulated Salesforce org, served on loopback.
type org struct {
	*salesforcetest.Org
	url    string
	server *http.Server
	ended  chan error
}

// startOrg serves an org with the metadata of the checkout on a loopback port,
// 0 meaning any that is free.
func (c checkout) startOrg(port int) (*org, error) {
	schema, err := salesforcetest.LoadProject(os.DirFS(c.path("salesforce")))
	if err != nil {
		return nil, fmt.Errorf("the simulated org: %w", err)
	}
	listener, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return nil, fmt.Errorf("the simulated org: port %d is taken: %w", port, err)
	}
	o := &org{Org: salesforcetest.New(schema, time.Now), url: "http://" + listener.Addr().String(), ended: make(chan error, 1)}
	o.server = &http.Server{Handler: o.Org, ReadHeaderTimeout: 10 * time.Second}
	go func() { o.ended <- o.server.Serve(listener) }()
	return o, nil
}

// admit lets Tieline into the org: the org gets the public half of a fresh key,
// the stage's secret the private one.
func (o *org) admit(ctx context.Context, cfg aws.Config, secret string) error {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return err
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return err
	}
	value, err := json.Marshal(map[string]string{
		"clientId": clientID, "username": username, "audience": o.url,
		"privateKey": string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private})),
	})
	if err != nil {
		return err
	}
	o.TrustKey(clientID, username, &key.PublicKey)
	_, err = secretsmanager.NewFromConfig(cfg).PutSecretValue(ctx, &secretsmanager.PutSecretValueInput{
		SecretId: &secret, SecretString: aws.String(string(value))})
	if err != nil {
		return fmt.Errorf("put the Salesforce secret: %w", err)
	}
	return nil
}

// interactions returns the records that stand for a contact.
func (o *org) interactions(contact string) []map[string]any {
	return plain(o.Find(interaction, contactID, contact))
}

// all returns every record of the object, whoever made it.
func (o *org) all() []map[string]any { return plain(o.All(interaction)) }

func plain(records []salesforcetest.Record) []map[string]any {
	maps := make([]map[string]any, len(records))
	for n, r := range records {
		maps[n] = r
	}
	return maps
}

func (o *org) stop() error {
	err := o.server.Close()
	if ended := <-o.ended; !errors.Is(ended, http.ErrServerClosed) {
		return errors.Join(err, ended)
	}
	return err
}
