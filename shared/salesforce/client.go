// Package salesforce speaks to one org over the Salesforce REST API. It shows
// contacts there, which is the domain's port, describes objects and publishes
// events; other adapters ask by it what they want to know. It knows how
// Salesforce is spoken to, and nothing of when or why.
package salesforce

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"

	"tieline/shared/contact"
	"tieline/shared/fault"
)

var _ contact.CRM = (*Client)(nil)

// api is the root of the version that we speak.
const api = "/services/data/v67.0"

// maxAnswer bounds what is read of an answer, maxLong what is read of a long
// one, and maxRest what is read of the rest of one that is of no use, in bytes:
// 200 records, or 150 found, take far less than the first, 2,000 records or an
// object's description less than the second, and a gateway's page less than the
// third.
const (
	maxAnswer = 4 << 20
	maxLong   = 32 << 20
	maxRest   = 256 << 10
)

// Client talks to one Salesforce org. It may be used by several at once.
type Client struct {
	base   *url.URL
	system string
	http   *http.Client
	size   callSize
}

// New returns a Client of the org at base, its My Domain. System is what
// Cti_System__c says of upserted records; nothing else needs it. hc adds the
// token, as Authorized does.
func New(base *url.URL, system string, hc *http.Client) *Client {
	with := *hc
	with.CheckRedirect = stay
	return &Client{base: base, system: system, http: &with}
}

// stay follows no redirect: it would carry credentials, records or a telephone
// number elsewhere.
func stay(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// Get asks for a path below the root of the API, such as "/search/", and decodes
// the answer.
func (c *Client) Get(ctx context.Context, path string, query url.Values, answer any) error {
	return c.get(ctx, path, query, maxAnswer, answer)
}

// GetLong is Get where the answer may be as long as 32 MB instead of 4.
func (c *Client) GetLong(ctx context.Context, path string, query url.Values, answer any) error {
	return c.get(ctx, path, query, maxLong, answer)
}

func (c *Client) get(ctx context.Context, path string, query url.Values, most int64, answer any) error {
	target := c.base.JoinPath(api, path)
	target.RawQuery = query.Encode()
	return c.send(ctx, http.MethodGet, target, nil, most, answer)
}

// Post sends a body to a path below the root of the API, and decodes the answer.
func (c *Client) Post(ctx context.Context, path string, body, answer any) error {
	return c.write(ctx, http.MethodPost, path, body, answer)
}

func (c *Client) write(ctx context.Context, method, path string, body, answer any) error {
	encoded, err := json.Marshal(body)
	if err != nil {
		return fmt.Errorf("encode: %w", err)
	}
	return c.send(ctx, method, c.base.JoinPath(api, path), bytes.NewReader(encoded), maxAnswer, answer)
}

// send makes one call and decodes its answer, of which it reads no more than
// most bytes. Its error is the whole call's.
func (c *Client) send(ctx context.Context, method string, target *url.URL, said io.Reader, most int64, answer any) error {
	req, err := http.NewRequestWithContext(ctx, method, target.String(), said)
	if err != nil {
		return fault.Errorf(fault.Unknown, "the call cannot be built")
	}
	if said != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	res, err := c.http.Do(req)
	if err != nil {
		return unanswered(err)
	}
	defer res.Body.Close()
	defer drain(res.Body)
	limited := io.LimitReader(res.Body, most)
	if res.StatusCode != http.StatusOK && res.StatusCode != http.StatusCreated {
		return callError(res.StatusCode, limited)
	}
	read := &body{Reader: limited}
	if err := json.NewDecoder(read).Decode(answer); err != nil {
		if ctx.Err() != nil {
			return fault.Errorf(fault.Unavailable, "read the answer: %w", ctx.Err())
		}
		if read.broke != nil {
			return fault.Errorf(fault.Unavailable, "read the answer: %w", plain(read.broke))
		}
		// No words of the decoder: they may quote what it read.
		return ErrStrange
	}
	return nil
}

// ErrStrange is the failure of a call whose answer says that all is well, and
// is not Salesforce's: a gateway's, it seems.
var ErrStrange = fault.Errorf(fault.Unavailable, "the answer is not what Salesforce sends")

// body may break off before its end: then the answer is no gateway's, but got
// lost.
type body struct {
	io.Reader
	broke error
}

// Read implements io.Reader.
func (b *body) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if err != nil && err != io.EOF {
		b.broke = err
	}
	return n, err
}

// drain reads the rest of an answer, so that its connection serves again once
// the body is closed. A long rest is not worth that.
func drain(body io.Reader) { _, _ = io.CopyN(io.Discard, body, maxRest) }

// unanswered is the failure of a call that got no answer. A failed log-in has
// its kind already.
func unanswered(err error) error {
	if u := (*url.Error)(nil); errors.As(err, &u) {
		err = u.Err
	}
	if kind := fault.KindOf(err); kind != fault.Unknown {
		return fault.Errorf(kind, "no answer: %w", err)
	}
	return fault.Errorf(fault.Unavailable, "no answer: %w", plain(err))
}

// plain is what may be said of a failure of net/http, which quotes the URL, with
// a telephone number in it, and the line of an answer that it cannot read. Where
// it is not known to quote nothing, only the fact is left.
func plain(err error) error {
	for _, known := range []error{context.Canceled, context.DeadlineExceeded, io.EOF, io.ErrUnexpectedEOF} {
		if errors.Is(err, known) {
			return known
		}
	}
	var network *net.OpError
	var certificate *tls.CertificateVerificationError
	switch {
	case errors.As(err, &network):
		return network
	case errors.As(err, &certificate):
		return certificate
	}
	return errors.New("the connection failed")
}
