package salesforce

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"

	"tieline/shared/caller"
)

// searchPath is "Search" (REST API guide). Salesforce ends it with a slash.
const searchPath = api + "/search/"

// Search implements caller.Directory in one call. Salesforce indexes what is
// saved a little later, so a record made this minute may be missing.
func (c *Client) Search(ctx context.Context, objects, spellings []string, limit int) ([]caller.Record, error) {
	query, err := sosl(objects, spellings, limit)
	if err != nil {
		return nil, err
	}
	target := c.base.JoinPath(searchPath)
	target.RawQuery = url.Values{"q": {query}}.Encode()
	var answer struct {
		SearchRecords []found `json:"searchRecords"`
	}
	err = c.send(ctx, http.MethodGet, target, nil, &answer)
	if err == nil && answer.SearchRecords == nil {
		err = errStrange // nobody found is an empty list
	}
	if err != nil {
		return nil, fmt.Errorf("search %d objects: %w", len(objects), err)
	}
	records := make([]caller.Record, len(answer.SearchRecords))
	for n, f := range answer.SearchRecords {
		records[n] = f.record()
	}
	return records, nil
}

// found is a record of any searched object: the fields that it has not got, or
// that nobody filled, are "".
type found struct {
	Attributes typed `json:"attributes"`
	ID         text  `json:"Id"`
	Name       text  `json:"Name"`
	AccountID  text  `json:"AccountId"`
	Account    struct {
		Name text `json:"Name"`
	} `json:"Account"`
	Company     text `json:"Company"`
	Phone       text `json:"Phone"`
	MobilePhone text `json:"MobilePhone"`
	HomePhone   text `json:"HomePhone"`
	OtherPhone  text `json:"OtherPhone"`
}

func (f found) record() caller.Record {
	r := caller.Record{Object: f.Attributes.Type, ID: string(f.ID), Name: string(f.Name)}
	switch r.Object {
	case "Contact":
		r.AccountID, r.AccountName = string(f.AccountID), string(f.Account.Name)
	case "Lead":
		r.AccountName = string(f.Company)
	case "Account":
		r.AccountID, r.AccountName = r.ID, r.Name
	}
	for _, phone := range []text{f.Phone, f.MobilePhone, f.HomePhone, f.OtherPhone} {
		if phone != "" {
			r.Phones = append(r.Phones, string(phone))
		}
	}
	return r
}

// text is a string that an org's admins may have made something else; then it
// is "".
type text string

// UnmarshalJSON never fails on a JSON value.
func (t *text) UnmarshalJSON(b []byte) error {
	var s string
	_ = json.Unmarshal(b, &s)
	*t = text(s)
	return nil
}
