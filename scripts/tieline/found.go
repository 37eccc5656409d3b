package main

import (
	"fmt"
	"io"
	"strings"

	"tieline/scripts/forget"
)

// elsewhere says what is not erased, and when that may be: the writer would create
// a record anew that is deleted while its contact is due. It has a minute at most.
const elsewhere = `What Tieline does not erase:
  - Salesforce: its records, Tieline_Interaction__c among them, are its own
  - Amazon Connect: contact records, recordings, transcripts, customer profiles
  - events in queues, in the archives and in dead-letter queues, which are gone
    after 14 days, and the stream of contact records, which forgets after 7 (one of
    your own as you set it)
  - backups of the tables, which reach back 35 days
  - the journal of a backfill that was stopped, in .tieline/backfill

Delete in Salesforce and in Amazon Connect a minute after this, and not before it: a
contact that is due would be written to Salesforce again. Then forget once more, by
--phone and by --record: a call in between fills the index again, and contacts that
are erased name nobody.`

// reportFound names no person: contacts by their ids only.
func reportFound(out io.Writer, f forget.Found) {
	fmt.Fprintf(out, "contacts: %d\n", len(f.Contacts))
	for _, id := range f.Contacts[:min(shown, len(f.Contacts))] {
		fmt.Fprintf(out, "  %s\n", id)
	}
	if more := len(f.Contacts) - shown; more > 0 {
		fmt.Fprintf(out, "  and %d more\n", more)
	}
	fmt.Fprintf(out, "parked messages: %d\n", len(f.Parked))
	fmt.Fprintf(out, "index of callers: what it holds under %d keys and of %d records\n", len(f.Keys), len(f.Records))
	if len(f.Linked) > 0 {
		some := f.Linked[:min(shown, len(f.Linked))]
		fmt.Fprintf(out, "Not among them, but before or after them in a chain of transfers: %s\n", strings.Join(some, " "))
	}
}
