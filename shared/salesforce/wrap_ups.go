package salesforce

import (
	"context"
	"fmt"
	"strings"
	"time"

	"tieline/shared/contact"
)

// wrapUpPage is how many wrap-ups are asked for at once: no page of a query is
// longer ("Query Options Header", REST API guide).
const wrapUpPage = 2000

// wrapUpRow is a Tieline_Interaction__c as an agent has wrapped it up.
type wrapUpRow struct {
	ID          string `json:"Id"`
	ChangedAt   moment `json:"SystemModstamp"`
	ContactID   string `json:"Connect_Contact_Id__c"`
	Disposition string `json:"Disposition__c"`
	FollowUpAt  moment `json:"Follow_Up_At__c"`
	By          string `json:"Wrap_Up_By__c"`
	At          moment `json:"Wrap_Up_At__c"`
}

// WrapUps calls each for the wrap-up of every contact that has one and was
// changed in Salesforce since a time, by an agent or by us, in the order of the
// changes; it ends with each's first error. Until is when the last of those that
// each took was changed, since if there was none, also beside an error. Whoever
// looks again should begin somewhat before: what is committed late bears the time
// at which it was saved.
//
// It makes one call for 2,000 wrap-ups.
func (c *Client) WrapUps(ctx context.Context, since time.Time, each func(contactID string, w contact.WrapUp) error) (until time.Time, err error) {
	until = since
	from := "SystemModstamp >= " + moment{since}.literal()
	for {
		p, err := query[wrapUpRow](ctx, c, wrapUpsFrom(from))
		if err != nil {
			return until, fmt.Errorf("find wrap-ups: %w", err)
		}
		for _, r := range p.Records {
			if !r.At.IsZero() {
				if err := each(r.ContactID, r.wrapUp()); err != nil {
					return until, err
				}
			}
			if r.ChangedAt.After(until) {
				until = r.ChangedAt.Time
			}
		}
		if len(p.Records) == 0 || p.Done && len(p.Records) < wrapUpPage {
			return until, nil
		}
		last := p.Records[len(p.Records)-1]
		next := beyond(last)
		if next == from || last.ID == "" || last.ChangedAt.IsZero() {
			return until, fmt.Errorf("find wrap-ups: %w", ErrStrange) // else it would have no end
		}
		from = next
	}
}

// wrapUpsFrom is one page. SystemModstamp is indexed ("Improve Performance of
// SOQL Queries", SOAP API guide), and our own writes move it, too.
func wrapUpsFrom(from string) string {
	fields := []string{"Id", "SystemModstamp", "Connect_Contact_Id__c", "Disposition__c", "Follow_Up_At__c", "Wrap_Up_By__c", "Wrap_Up_At__c"}
	return "SELECT " + strings.Join(fields, ", ") + " FROM " + object + " WHERE " + from + " AND Wrap_Up_At__c != null" +
		fmt.Sprintf(" ORDER BY SystemModstamp, Id LIMIT %d", wrapUpPage)
}

// beyond is the condition of what comes behind a row. One transaction gives many
// rows the same time.
func beyond(r wrapUpRow) string {
	at := r.ChangedAt.literal()
	return "(SystemModstamp > " + at + " OR (SystemModstamp = " + at + " AND Id > " + quote(r.ID) + "))"
}

func (r wrapUpRow) wrapUp() contact.WrapUp {
	return contact.WrapUp{At: r.At.Time, Disposition: r.Disposition, FollowUpAt: r.FollowUpAt.Time, By: r.By}
}
