// Package salesforce implements the domains' ports over the Salesforce REST API:
// it shows contacts in the org and finds callers there. It knows how Salesforce
// is spoken to, and nothing of when or why.
package salesforce

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"

	"tieline/shared/caller"
	"tieline/shared/contact"
	"tieline/shared/fault"
)

var (
	_ contact.CRM      = (*Client)(nil)
	_ caller.Directory = (*Client)(nil)
)

// api is the root of the version that we speak.
const api = "/services/data/v67.0"

// maxAnswer bounds what is read of an answer, and maxRest what is read of the
// rest of one that is of no use, in bytes: 200 records, or 150 found, take far
// less than the first, and a gateway's page less than the second.
const (
	maxAnswer = 4 << 20
	maxRest   = 256 << 10
)

// Client talks to one Salesforce org. It may be used by several at once.
type Client struct {
	base   *url.URL
	system string
	http   *http.Client
}

// New returns a Client of the org at base, its My Domain. System is what
// Cti_System__c says of upserted records; searches do without. hc adds the
// token, as Authorized does.
func New(base *url.URL, system string, hc *http.Client) *Client {
	with := *hc
	with.CheckRedirect = stay
	return &Client{base, system, &with}
}

// stay follows no redirect: it would carry credentials, records or a telephone
// number elsewhere.
func stay(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// send makes one call and decodes its answer. Its error is the whole call's.
func (c *Client) send(ctx context.Context, method string, target *url.URL, body io.Reader, answer any) error {
	req, err := http.NewRequestWithContext(ctx, method, target.String(), body)
	if err != nil {
		return fault.Errorf(fault.Unknown, "the call cannot be built")
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	res, err := c.http.Do(req)
	if err != nil {
		return unanswered(err)
	}
	defer res.Body.Close()
	defer drain(res.Body)
	limited := io.LimitReader(res.Body, maxAnswer)
	if res.StatusCode != http.StatusOK {
		return callError(res.StatusCode, limited)
	}
	if err := json.NewDecoder(limited).Decode(answer); err != nil {
		if ctx.Err() != nil {
			return fault.Errorf(fault.Unavailable, "read the answer: %w", ctx.Err())
		}
		// No words of the decoder: they may quote what it read.
		return errStrange
	}
	return nil
}

// errStrange is the failure of a call whose answer says that all is well, and
// is not Salesforce's: a gateway's, it seems.
var errStrange = fault.Errorf(fault.Unavailable, "the answer is not what Salesforce sends")

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
