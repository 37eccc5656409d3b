// Package salesforce implements the domains' ports over the Salesforce REST API:
// it shows contacts in the org and finds callers there. It knows how Salesforce
// is spoken to, and nothing of when or why.
package salesforce

import (
	"context"
	"encoding/json"
	"errors"
	"io"
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

// maxAnswer bounds what is read of an answer: 200 records, or 150 found, take
// far less, and a gateway's page is of no use.
const maxAnswer = 4 << 20

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
	return &Client{base, system, hc}
}

// send makes one call and decodes its answer. Its error is the whole call's.
func (c *Client) send(ctx context.Context, method string, target *url.URL, body io.Reader, answer any) error {
	req, err := http.NewRequestWithContext(ctx, method, target.String(), body)
	if err != nil {
		return fault.Errorf(fault.Unknown, "build the request: %w", bare(err))
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	res, err := c.http.Do(req)
	if err != nil {
		return unanswered(err)
	}
	defer res.Body.Close()
	limited := io.LimitReader(res.Body, maxAnswer)
	if res.StatusCode != http.StatusOK {
		return callError(res.StatusCode, limited)
	}
	if err := json.NewDecoder(limited).Decode(answer); err != nil {
		if ctx.Err() != nil {
			return fault.Errorf(fault.Unavailable, "read the answer: %w", ctx.Err())
		}
		// No words of the decoder: they may quote what it read.
		return fault.Errorf(fault.Unavailable, "the answer is not what Salesforce sends")
	}
	return nil
}

// unanswered is the failure of a call that got no answer. A failed log-in has
// its kind already.
func unanswered(err error) error {
	kind := fault.KindOf(err)
	if kind == fault.Unknown {
		kind = fault.Unavailable
	}
	return fault.Errorf(kind, "no answer: %w", bare(err))
}

// bare takes the URL off an error: it may hold a telephone number.
func bare(err error) error {
	if u := (*url.Error)(nil); errors.As(err, &u) {
		return u.Err
	}
	return err
}
