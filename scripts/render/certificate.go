package render

import (
	"bytes"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"strings"
)

var (
	errKey   = errors.New("holds a private key, which never leaves its machine but for the secret: give the certificate alone")
	errNone  = errors.New("must be one certificate in PEM (BEGIN CERTIFICATE), as openssl req -x509 writes it")
	errTwo   = errors.New("holds more than one certificate: give that of Tieline's key alone")
	errNoRSA = errors.New("is of a key that is not RSA: the log-in is signed by RS256")
)

// publicOnly reads a certificate, and refuses whatever else came with it.
func publicOnly(given []byte) (*x509.Certificate, error) {
	if bytes.Contains(given, []byte("PRIVATE KEY")) {
		return nil, errKey
	}
	block, rest := pem.Decode(given)
	if block == nil || block.Type != "CERTIFICATE" {
		return nil, errNone
	}
	if len(bytes.TrimSpace(rest)) > 0 {
		return nil, errTwo
	}
	found, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		return nil, errNone
	}
	if found.PublicKeyAlgorithm != x509.RSA {
		return nil, errNoRSA
	}
	return found, nil
}

// certificateBody is the certificate without its first and last line: so apps have it
// that were deployed. It is written anew from what was read, so that nothing else that
// the file may hold goes along.
func certificateBody(given []byte) (string, error) {
	found, err := publicOnly(given)
	if err != nil {
		return "", err
	}
	return base64.StdEncoding.EncodeToString(found.Raw), nil
}

// certificatePEM is the certificate alone, with its first and last line.
func certificatePEM(given []byte) string {
	found, err := publicOnly(given)
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: found.Raw})))
}
