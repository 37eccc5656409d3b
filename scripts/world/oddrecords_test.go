package world

import "strings"

// told is a contact record with more in it.
func told(more string) string {
	return `{"ContactId":"$id","InitiationMethod":"INBOUND","InitiationTimestamp":"$now","DisconnectTimestamp":"$now","LastUpdateTimestamp":"$now"` + more + `}`
}

// queued is a record whose queue has a name.
func queued(name string) string { return told(`,"Queue":{"ARN":"a/queue/q1","Name":"` + name + `"}`) }

// handled is a record of an agent who has done something.
func handled(did string) string {
	return told(`,"Agent":{"ARN":"a/agent/a1","ConnectedToAgentTimestamp":"$now",` + did + `}`)
}

var final = values{"Record_State__c": "Final", "Direction__c": "Inbound"}

func named(queue string) values { return with(final, values{"Queue_Name__c": queue}) }

func measured(field string, seconds any) values {
	return with(final, values{"Outcome__c": "Answered", field: seconds})
}

// oddRecords come on the stream of contact records, where bytes may be any.
var oddRecords = map[string]odd{
	"broken off":                     {body: `{"ContactId":"$id","Agent":{"Username":"$mark`, parked: "decode contact record"},
	"a list":                         {body: `["ContactId","$mark"]`, parked: "decode contact record"},
	"a text":                         {body: `"$id"`, parked: "decode contact record"},
	"a number of 40 digits":          {body: digits40, parked: "decode contact record"},
	"not a number":                   {body: "NaN", parked: "decode contact record"},
	"two records in one":             {body: told("") + told(""), parked: "decode contact record"},
	"a byte order mark":              {body: "\xef\xbb\xbf" + told(""), parked: "decode contact record"},
	"UTF-16":                         {body: "\xff\xfe{\x00}\x00", parked: "decode contact record"},
	"a packed one":                   {body: "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff", parked: "decode contact record"},
	"noughts":                        {body: strings.Repeat("\x00", 64), parked: "decode contact record"},
	"single quotes":                  {body: `{'ContactId':'$id','Name':'$mark'}`, parked: "decode contact record"},
	"the depth of a well":            {body: told(`,"x":` + nested(10_001)), parked: "decode contact record"},
	"a time in a number":             {body: told(`,"ScheduledTimestamp":1,"InitiationTimestamp":20260302`), parked: "decode contact record"},
	"a time without a zone":          {body: told(`,"InitiationTimestamp":"2026-03-02T09:00:00"`), parked: "decode contact record"},
	"a time in words":                {body: told(`,"InitiationTimestamp":"$mark at noon"`), parked: "decode contact record"},
	"null":                           {body: "null", parked: "without a usable contact id"},
	"no contact id":                  {body: `{"Channel":"VOICE","DisconnectReason":"OTHER"}`, parked: "without a usable contact id"},
	"a contact id of 300 characters": {body: told(`,"ContactId":"` + strings.Repeat("a", 300) + `"`), parked: "without a usable contact id"},
	"a contact id that is a name":    {body: `{"ContactId":"$mark"}`, parked: "without a usable contact id"},
	"a contact id from the right":    {body: told(`,"ContactId":"מזהה"`), parked: "without a usable contact id"},
	"nothing but a contact id":       {body: `{"ContactId":"$id"}`, parked: "says nothing"},
	"nulls everywhere":               {body: `{"ContactId":"$id"` + nulls("Channel", "Agent", "Queue", "LastUpdateTimestamp", "CustomerEndpoint") + `}`, parked: "says nothing"},

	"a queue of half a megabyte": {body: queued(strings.Repeat("$mark ", 37_000)), parked: "bytes"},

	"nulls but for a channel":       {body: `{"ContactId":"$id","Channel":"CHAT"` + nulls("Agent", "Queue", "Recording", "InitiationMethod", "LastUpdateTimestamp") + `}`, record: values{"Record_State__c": "Final", "Channel__c": "CHAT", "Direction__c": nil}},
	"a new line at its end":         {body: told("") + "\r\n", record: final},
	"the same name twice":           {body: told(`,"Channel":"VOICE","Channel":"TASK"`), record: with(final, values{"Channel__c": "TASK"})},
	"names in another case":         {body: told(`,"CHANNEL":"voice","queue":{"name":"Q"}`), record: with(named("Q"), values{"Channel__c": "VOICE"})},
	"wrong types everywhere":        {body: told(`,"Agent":"$mark","Queue":[1],"Recording":7,"CustomerEndpoint":"$mark","NextContactId":{},"Channel":[null]`), record: with(final, values{"Channel__c": nil, "Queue_Id__c": nil, "Customer_Endpoint__c": nil, "Next_Contact_Id__c": nil})},
	"numbers for texts":             {body: told(`,"Channel":7,"Queue":{"Name":1.50,"ARN":true},"Agent":{"Username":` + digits40 + `}`), record: with(named("1.50"), values{"Channel__c": "7", "Queue_Id__c": "true", "Agent_Username__c": digits40})},
	"a megabyte of attributes":      {body: told(`,"Attributes":{"note":"` + strings.Repeat("$mark ", 74_000) + `"}`), record: final},
	"a deep one":                    {body: told(`,"x":` + nested(5_000)), record: final},
	"bytes that are no text":        {body: queued("caf\xe9"), record: named("caf\ufffd")},
	"half a pair":                   {body: queued(`\ud83d!`), record: named("\ufffd!")},
	"a nought in a name":            {body: queued(`A\u0000B`), record: named("A\u0000B")},
	"a name with line breaks":       {body: queued(`A\r\nB`), record: named("A\r\nB")},
	"a name from the right":         {body: queued("\u202eתמיכה ودعم"), record: named("\u202eתמיכה ودعم")},
	"a name that is a formula":      {body: queued(`=HYPERLINK(\"http://127.0.0.1\",\"x\")`), record: named(`=HYPERLINK("http://127.0.0.1","x")`)},
	"a name that is a script":       {body: queued(`<script>alert(1)</script>`), record: named(`<script>alert(1)</script>`)},
	"a name too long":               {body: queued(strings.Repeat("q", 300)), record: named(strings.Repeat("q", 127))},
	"a name that just fits":         {body: queued(strings.Repeat("é", 127)), record: named(strings.Repeat("é", 127))},
	"a name of emoji too long":      {body: queued(strings.Repeat("📞", 300)), record: named(strings.Repeat("📞", 127))},
	"a user of 300 characters":      {body: handled(`"Username":"` + strings.Repeat("u", 300) + `"`), record: with(final, values{"Agent_Username__c": strings.Repeat("u", 100)})},
	"a recording too long":          {body: told(`,"Recording":{"Location":"` + strings.Repeat("r", 256) + `"}`), record: with(final, values{"Recording_Location__c": nil})},
	"an address too long":           {body: told(`,"CustomerEndpoint":{"Address":"sip:` + strings.Repeat("s", 300) + `"}`), record: with(final, values{"Customer_Endpoint__c": "sip:" + strings.Repeat("s", 251)})},
	"an address that is a FIND":     {body: told(`,"CustomerEndpoint":{"Address":"} RETURNING User(Id)"}`), record: with(final, values{"Customer_Endpoint__c": "} RETURNING User(Id)"})},
	"an address of 40 digits":       {body: told(`,"CustomerEndpoint":{"Address":` + digits40 + `}`), record: with(final, values{"Customer_Endpoint__c": digits40})},
	"a chain of 300 characters":     {body: told(`,"NextContactId":"` + strings.Repeat("n", 300) + `"`), record: with(final, values{"Next_Contact_Id__c": nil})},
	"a chain that nobody began":     {body: told(`,"InitialContactId":"never-heard-of"`), record: with(final, values{"Initial_Contact_Id__c": "never-heard-of", "Parent_Interaction__c": nil})},
	"a talk of 40 digits":           {body: handled(`"AgentInteractionDuration":` + digits40), record: measured("Talk_Seconds__c", nil)},
	"a talk of less than none":      {body: handled(`"AgentInteractionDuration":-7`), record: measured("Talk_Seconds__c", nil)},
	"a talk in quotes":              {body: handled(`"AgentInteractionDuration":"32"`), record: measured("Talk_Seconds__c", 32.0)},
	"a talk of seconds and a bit":   {body: handled(`"AgentInteractionDuration":1.9`), record: measured("Talk_Seconds__c", 1.0)},
	"a talk of one and 300 noughts": {body: handled(`"AgentInteractionDuration":1e300`), record: measured("Talk_Seconds__c", nil)},
	"left before it was queued":     {body: told(`,"Queue":{"ARN":"q","EnqueueTimestamp":"2026-03-02T09:00:09Z","DequeueTimestamp":"2026-03-02T09:00:01Z"}`), record: with(final, values{"Wait_Seconds__c": nil})},
	"a time before telephones":      {body: handled(`"AfterContactWorkStartTimestamp":"1066-10-14T09:00:00Z"`), record: measured("Acw_Started_At__c", nil)},
	"a time in another zone":        {body: handled(`"AfterContactWorkStartTimestamp":"2026-03-02T09:00:00-08:00"`), record: measured("Acw_Started_At__c", "2026-03-02T17:00:00.000+0000")},
	"a time after the year 4000":    {body: handled(`"AfterContactWorkStartTimestamp":"9999-12-31T23:59:59Z"`), record: measured("Talk_Seconds__c", nil)},
	"a talk of 40 years":            {body: handled(`"AgentInteractionDuration":1262304000`), refused: "NUMBER_OUTSIDE_VALID_RANGE"},
	"a wait of 300 years":           {body: told(`,"Queue":{"ARN":"q","EnqueueTimestamp":"1999-01-01T00:00:00Z","DequeueTimestamp":"2290-01-01T00:00:00Z"}`), refused: "NUMBER_OUTSIDE_VALID_RANGE"},
}
