package events

import "encoding/json"

// MatchStatus says what a screen pop found.
type MatchStatus string

// The match statuses; flows branch on them.
const (
	Hit      MatchStatus = "HIT"      // one record is the caller's
	Multi    MatchStatus = "MULTI"    // several may be
	None     MatchStatus = "NONE"     // the number is known to nobody
	Anon     MatchStatus = "ANON"     // the caller withholds the number, or has none
	Degraded MatchStatus = "DEGRADED" // could not look
)

// MaxAnswer is the length in bytes that an answer must stay below (Amazon
// Connect administrator guide, "Invoke Lambda functions", Lambda response).
const MaxAnswer = 32 << 10

// FlowAnswer is what a flow gets back as $.External.<key>: a flat object of
// strings (same guide). Every key of its own is always there.
type FlowAnswer struct {
	MatchStatus MatchStatus `json:"matchStatus"`
	MatchCount  int         `json:"matchCount,string"` // persons that may be the caller, the one popped included
	RecordID    string      `json:"recordId"`
	RecordType  string      `json:"recordType"` // Contact, Lead or Account
	RecordName  string      `json:"recordName"`
	AccountID   string      `json:"accountId"`
	AccountName string      `json:"accountName"`
	PopURL      string      `json:"popUrl"`            // what the agent's browser should show
	Candidates  string      `json:"candidates"`        // record ids of a MULTI, at most five, by commas
	Source      string      `json:"source"`            // index, salesforce or stale; "" if nobody was asked
	AgeSeconds  int64       `json:"ageSeconds,string"` // of what index and stale answer
	TookMs      int64       `json:"tookMs,string"`     // until the answer was settled; what is kept of it is written after that
	Reason      string      `json:"reason"`            // why it is ANON, DEGRADED, stale or not whole

	// Fields are what an admin had mapped, by keys that are none of the above. Keys
	// that the shipped flows keep are always there, too, "" where there is no value.
	Fields map[string]string `json:"-"`
}

// MarshalJSON puts the fields beside the answer's own keys.
func (a FlowAnswer) MarshalJSON() ([]byte, error) {
	type own FlowAnswer
	body, err := json.Marshal(own(a))
	if err != nil || len(a.Fields) == 0 {
		return body, err
	}
	fields, err := json.Marshal(a.Fields)
	return append(append(body[:len(body)-1], ','), fields[1:]...), err
}

// AnswerKeys are the answer's own keys.
var AnswerKeys = []string{
	"matchStatus", "matchCount", "recordId", "recordType", "recordName", "accountId", "accountName", "popUrl",
	"candidates", "source", "ageSeconds", "tookMs", "reason",
}
