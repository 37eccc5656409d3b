package salesforce

import (
	"cmp"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"net/url"
	"time"

	"tieline/shared/fault"
)

// productionAudience is to whom an assertion speaks unless told otherwise. A
// sandbox's is https://test.salesforce.com.
const productionAudience = "https://login.salesforce.com"

// assertionLife is below the three minutes that Salesforce takes, for clocks
// that differ.
const assertionLife = 2 * time.Minute

type credentials struct {
	ClientID     string `json:"clientId"`
	ClientSecret string `json:"clientSecret"`
	Username     string `json:"username"`
	PrivateKey   string `json:"privateKey"`
	Audience     string `json:"audience"`
}

// newGrant reads a vault's secret. Its errors say what is missing and quote
// nothing, not even the decoder, which names characters that it met.
func newGrant(secret []byte) (grant, error) {
	var c credentials
	if json.Unmarshal(secret, &c) != nil {
		return nil, fault.Errorf(fault.Unauthorized, "the credentials are not the JSON they should be")
	}
	switch {
	case c.ClientID != "" && c.Username != "" && c.PrivateKey != "":
		return newJWTBearer(c)
	case c.ClientID != "" && c.ClientSecret != "":
		return c.clientCredentials, nil
	}
	return nil, fault.Errorf(fault.Unauthorized, "the credentials lack clientId with username and privateKey, or with clientSecret")
}

func (c credentials) clientCredentials(time.Time) (url.Values, error) {
	return url.Values{
		"grant_type": {"client_credentials"}, "client_id": {c.ClientID}, "client_secret": {c.ClientSecret},
	}, nil
}

func newJWTBearer(c credentials) (grant, error) {
	block, _ := pem.Decode([]byte(c.PrivateKey))
	if block == nil {
		return nil, fault.Errorf(fault.Unauthorized, "the privateKey is not PEM")
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	key, ok := parsed.(*rsa.PrivateKey)
	if err != nil || !ok {
		return nil, fault.Errorf(fault.Unauthorized, "the privateKey is not an RSA key in PKCS #8")
	}
	return func(now time.Time) (url.Values, error) {
		jwt, err := c.assertion(key, now)
		return url.Values{"grant_type": {"urn:ietf:params:oauth:grant-type:jwt-bearer"}, "assertion": {jwt}}, err
	}, nil
}

// assertion is a signed JWT (RFC 7515, section 3; RFC 7523, section 3).
func (c credentials) assertion(key *rsa.PrivateKey, now time.Time) (string, error) {
	claims, err := json.Marshal(map[string]any{
		"iss": c.ClientID, "sub": c.Username, "aud": cmp.Or(c.Audience, productionAudience),
		"exp": now.Add(assertionLife).Unix(),
	})
	if err != nil {
		return "", fault.Errorf(fault.Unauthorized, "the credentials cannot be asserted")
	}
	part := base64.RawURLEncoding.EncodeToString
	signed := part([]byte(`{"alg":"RS256"}`)) + "." + part(claims)
	sum := sha256.Sum256([]byte(signed))
	signature, err := rsa.SignPKCS1v15(nil, key, crypto.SHA256, sum[:])
	if err != nil {
		return "", fault.Errorf(fault.Unauthorized, "the privateKey cannot sign")
	}
	return signed + "." + part(signature), nil
}
