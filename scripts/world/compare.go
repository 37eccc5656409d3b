package world

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"tieline/shared/amazonconnect/connecttest"
)

// The object that Tieline keeps in Salesforce, and the fields by which the
// world finds its records.
const (
	interaction = "Tieline_Interaction__c"
	contactID   = "Connect_Contact_Id__c"
	ctiSystem   = "Cti_System__c"
	tieline     = "tieline"
)

// Expectation is all that decides what must stand in Salesforce of a contact.
type Expectation struct {
	connecttest.Truth
	Pop        Pop
	Parent     string // id of the record of the chain's first contact; "" on the first itself
	CalledBack bool   // its successor is the callback that its caller asked for
	User       string // id of the agent's user
	Left       Pop    // what the flows left for the agent to be shown
	Desk       desk   // what the agent did
}

// answered reports whether an agent took the contact, and not only listened.
func (e Expectation) answered() bool { return e.AgentARN != "" && e.Method != monitor }

// Pop is what a right screen pop finds, by what we know of the caller. The
// zero Pop is that of a contact whose flow did not ask.
type Pop struct {
	Status                 string   // HIT, NONE or ANON; DEGRADED if it could not look
	Contact, Account, Lead string   // record ids
	Sources                []string // where it may come from; nil is what its status allows
}

// record is the id of the record to pop: of a Contact, not its Account's.
func (p Pop) record() string { return cmp.Or(p.Contact, p.Lead, p.Account) }

// Difference is a field that is not as it must be. Personal values are not shown.
type Difference struct {
	Contact, Field, Want, Got string
}

func (d Difference) String() string {
	if d.Want == "" && d.Got == "" {
		return fmt.Sprintf("contact %s: %s differs", d.Contact, d.Field)
	}
	return fmt.Sprintf("contact %s: %s: want %s, got %s", d.Contact, d.Field, d.Want, d.Got)
}

// object is what kind of record is popped.
func (p Pop) object() string {
	switch {
	case p.Contact != "":
		return "Contact"
	case p.Lead != "":
		return "Lead"
	case p.Account != "":
		return "Account"
	}
	return ""
}

// degraded is the status of a screen pop that could not look.
const degraded = "DEGRADED"

// Sources of an answer.
const (
	fromIndex      = "index"
	fromSalesforce = "salesforce"
	fromStale      = "stale"
)

// sources are where a right screen pop may find it: nowhere without a number.
func (p Pop) sources() []string {
	switch {
	case p.Sources != nil:
		return p.Sources
	case p.Status == "HIT":
		return []string{fromIndex, fromSalesforce, fromStale}
	case p.Status == "NONE":
		return []string{fromIndex, fromSalesforce}
	case p.Status == degraded:
		return []string{fromSalesforce, ""}
	}
	return []string{""}
}

// budget is within what time a flow has its answer (tuning's screen-pop/budget),
// and overhead what the emulator may add where much else is going on.
const (
	budget   = 1500 * time.Millisecond
	overhead = time.Second
)

// CompareAnswer compares what the flow was told of its caller, and what it left
// for the agent in the contact's attributes, with what is right.
func CompareAnswer(contact string, want Pop, played connecttest.Played) (compared int, found []Difference) {
	answer, left := played.Answer, played.Attributes
	for _, f := range []struct{ name, want, got string }{
		{"end", string(connecttest.Queued), string(played.End)},
		{"matchStatus", want.Status, answer["matchStatus"]},
		{"recordId", want.record(), answer["recordId"]},
		{"recordType", want.object(), answer["recordType"]},
		{"accountId", want.Account, answer["accountId"]},
		{"attribute tieline_matchStatus", want.Status, left["tieline_matchStatus"]},
		{"attribute tieline_recordId", want.record(), left["tieline_recordId"]},
	} {
		if f.want != f.got {
			found = append(found, Difference{contact, "flow's " + f.name, shown(text(f.want)), shown(text(f.got))})
		}
		compared++
	}
	if took, err := strconv.Atoi(answer["tookMs"]); answer != nil && (err != nil || time.Duration(took)*time.Millisecond > budget) {
		found = append(found, Difference{contact, "flow's tookMs", "at most 1500", shown(text(answer["tookMs"]))})
	}
	if !slices.Contains(want.sources(), answer["source"]) {
		found = append(found, Difference{contact, "flow's source", strings.Join(want.sources(), " or "), shown(text(answer["source"]))})
	}
	return compared + 2, found
}

// Compare compares the records that stand in Salesforce for a contact with what
// must: one record, right in every field. It says how many fields it compared.
func Compare(want Expectation, records []map[string]any) (compared int, found []Difference) {
	if must := want.records(); len(records) != must {
		return 0, []Difference{{want.ID, "records", strconv.Itoa(must), strconv.Itoa(len(records))}}
	} else if must == 0 {
		return 1, nil
	}
	for _, f := range fields {
		value, got := f.want(want), records[0][f.name]
		if equal(value, got) {
			continue
		}
		d := Difference{Contact: want.ID, Field: f.name}
		if !f.personal {
			d.Want, d.Got = shown(value), shown(got)
		}
		found = append(found, d)
	}
	return len(fields), found
}

// records is how many must stand for a contact: none of one by which a supervisor
// listens in.
func (e Expectation) records() int {
	if e.Method == monitor {
		return 0
	}
	return 1
}

// equal compares what must be with what Salesforce holds. Times are compared
// as instants, however they are written.
func equal(want, got any) bool {
	switch want := want.(type) {
	case time.Time:
		text, _ := got.(string)
		at, err := time.Parse("2006-01-02T15:04:05.999-0700", text)
		return err == nil && at.Equal(want)
	case anyVersion:
		n, ok := got.(float64)
		return ok && n > 0
	case anyAnswer:
		_, ok := got.(bool)
		return ok
	case anyID:
		id, ok := got.(string)
		return ok && len(id) == 18
	}
	return want == got
}

func shown(v any) string {
	switch v := v.(type) {
	case nil:
		return "nothing"
	case time.Time:
		return v.UTC().Format(time.RFC3339)
	case anyVersion:
		return "a version"
	case anyAnswer:
		return "yes or no"
	case anyID:
		return "an id"
	}
	return fmt.Sprint(v)
}
