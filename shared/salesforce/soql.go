package salesforce

import (
	"context"
	"net/url"
	"strings"
	"time"
)

// page is what a query answers ("Query", REST API guide).
type page[T any] struct {
	Done    bool `json:"done"`
	Records []T  `json:"records"`
}

// query asks by SOQL, and returns the first page of the answer.
func query[T any](ctx context.Context, c *Client, soql string) (page[T], error) {
	var p page[T]
	err := c.Get(ctx, "/query", url.Values{"q": {soql}}, &p)
	if err == nil && p.Records == nil {
		err = ErrStrange // nothing found is an empty list
	}
	return p, err
}

// quote makes a text a literal of SOQL, in which only a quote and a backslash
// mean anything (SOQL and SOSL reference, "Quoted String Escape Sequences").
func quote(s string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(s) + "'"
}

// moment is a time as Salesforce answers it, 2026-01-02T03:04:05.000+0000.
type moment struct{ time.Time }

// UnmarshalJSON makes what is no time the zero time.
func (m *moment) UnmarshalJSON(b []byte) error {
	t, err := time.Parse(`"2006-01-02T15:04:05Z0700"`, string(b))
	if err == nil {
		m.Time = t.UTC()
	}
	return nil
}

// literal is the time in a query, where it stands without quotes (SOQL and SOSL
// reference, "Date Formats and Date Literals in WHERE").
func (m moment) literal() string { return m.UTC().Format("2006-01-02T15:04:05.000Z") }
