// Package clients_test holds the simulated org against clients and grammars
// that were written for Salesforce, by others.
package clients_test

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
	"time"

	"tieline/shared/salesforce/salesforcetest"
)

const (
	clientID = "client"
	secret   = "hush"
	username = "ann@example.com"
)

// org is a simulated org with the shipped schema, served on loopback.
type org struct {
	*salesforcetest.Org
	url string
	key *rsa.PrivateKey // of the user who may log in by JWT
}

// newOrg serves an org, seen through a window if one is given.
func newOrg(t *testing.T, window func(*org, http.Handler) http.Handler) *org {
	t.Helper()
	schema, err := salesforcetest.Load(os.DirFS("../../../../salesforce/force-app/main/default"))
	if err != nil {
		t.Fatal(err)
	}
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	o := &org{Org: salesforcetest.New(schema, time.Now), key: key}
	o.TrustSecret(clientID, secret)
	o.TrustKey(clientID, username, &key.PublicKey)
	var handler http.Handler = o
	if window != nil {
		handler = window(o, o)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	o.url = server.URL
	return o
}

func (o *org) privateKey(t *testing.T) string {
	t.Helper()
	der, err := x509.MarshalPKCS8PrivateKey(o.key)
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
}
