package world

import (
	"maps"
	"strings"
)

// event is a contact event with more in its detail.
func event(detail string) string {
	return `{"version":"0","id":"$id","time":"$now","detail":{"contactId":"$id","instanceArn":"i"` + detail + `}}`
}

// begun is an event from which a record's beginning can be read.
func begun(detail string) string {
	return event(`,"eventType":"INITIATED","initiationMethod":"INBOUND","initiationTimestamp":"$now"` + detail)
}

var draft = values{"Record_State__c": "Draft", "Direction__c": "Inbound"}

// with is a record of more fields.
func with(base, more values) values {
	all := maps.Clone(base)
	maps.Copy(all, more)
	return all
}

// oddEvents come on the queue of contact events, where a batch has ten.
var oddEvents = map[string]odd{
	"broken off":                     {body: `{"version":"0","id":"$id","detail":{"contactId":"$mark`, parked: "decode envelope"},
	"nothing but white space":        {body: " \n\t ", parked: "decode envelope"},
	"no object":                      {body: `["$id","$mark"]`, parked: "decode envelope"},
	"a text":                         {body: `"$mark"`, parked: "decode envelope"},
	"a number of 40 digits":          {body: "1415555013214155550132141555501321415555", parked: "decode envelope"},
	"XML":                            {body: `<event><contactId>$id</contactId><name>$mark</name></event>`, parked: "decode envelope"},
	"a byte order mark":              {body: "\ufeff" + begun(""), parked: "decode envelope"},
	"two events in one":              {body: begun("") + begun(""), parked: "decode envelope"},
	"the depth of a well":            {body: begun(`,"x":` + nested(10_001)), parked: "decode envelope"},
	"null":                           {body: "null", parked: "decode contact event"},
	"no detail":                      {body: `{"version":"0","id":"$mark","time":"$now"}`, parked: "decode contact event"},
	"detail that is a text":          {body: `{"version":"0","id":"$id","detail":"$mark"}`, parked: "decode contact event"},
	"detail that is a list":          {body: `{"version":"0","id":"$id","detail":[{"contactId":"$id"}]}`, parked: "decode contact event"},
	"detail that is null":            {body: `{"version":"0","id":"$id","detail":null}`, parked: "without a usable contact id"},
	"a time in words":                {body: event(`,"initiationTimestamp":"yesterday, by $mark"`), parked: "decode contact event"},
	"a time without a zone":          {body: event(`,"initiationTimestamp":"2026-03-02T09:00:00"`), parked: "decode contact event"},
	"a time in a number":             {body: event(`,"initiationTimestamp":1772442000`), parked: "decode contact event"},
	"a time in an object":            {body: event(`,"initiationTimestamp":{"$mark":1}`), parked: "decode contact event"},
	"the 31st of June":               {body: event(`,"initiationTimestamp":"2026-06-31T09:00:00Z"`), parked: "decode contact event"},
	"an envelope without a time":     {body: `{"id":"$id","time":"$mark","detail":{"contactId":"$id"}}`, parked: "decode envelope"},
	"no contact id":                  {body: `{"id":"$id","time":"$now","detail":{"eventType":"DISCONNECTED"}}`, parked: "without a usable contact id"},
	"a contact id of null":           {body: `{"id":"$id","time":"$now","detail":{"contactId":null}}`, parked: "without a usable contact id"},
	"a contact id that is an object": {body: `{"id":"$id","time":"$now","detail":{"contactId":{"id":"$id"}}}`, parked: "without a usable contact id"},
	"a contact id of 300 characters": {body: event(`,"contactId":"` + strings.Repeat("a", 300) + `"`), parked: "without a usable contact id"},
	"a contact id of a bell":         {body: event(`,"contactId":"$id\u0007"`), parked: "without a usable contact id"},
	"a contact id of emoji":          {body: event(`,"contactId":"$id 📞"`), parked: "without a usable contact id"},
	"a contact id from the right":    {body: event(`,"contactId":"معرف"`), parked: "without a usable contact id"},
	"a contact id that is a name":    {body: event(`,"contactId":"$mark, +14155550132"`), parked: "without a usable contact id"},
	"a contact id that is a number":  {body: event(`,"contactId":14155550132`), parked: "without a usable contact id"},
	"a contact id of 40 digits":      {body: event(`,"contactId":"` + digits40 + `"`), parked: "without a usable contact id"},
	"a contact id that is a query":   {body: event(`,"contactId":"$id' OR Name LIKE '%"`), parked: "without a usable contact id"},
	"a contact that is forgotten": {body: event(`,"eventType":"QUEUED","initiationTimestamp":"2020-02-02T02:02:02Z"`),
		parked: "that the table has forgotten"},

	"a reason of half a megabyte": {body: begun(`,"disconnectReason":"` + strings.Repeat("$mark ", 37_000) + `"`), parked: "bytes"},

	"a type of tomorrow":         {body: begun(`,"eventType":"CONTACT_ADMIRED","admirer":"$mark"`), record: draft},
	"only what it must have":     {body: `{"time":"$now","detail":{"contactId":"$id"}}`, record: values{"Record_State__c": "Draft", "Direction__c": nil}},
	"names in capitals":          {body: `{"Time":"$now","Detail":{"ContactId":"$id","InitiationMethod":"Inbound","Channel":"Voice"}}`, record: with(draft, values{"Channel__c": "VOICE"})},
	"the same name twice":        {body: begun(`,"channel":"CHAT","channel":"TASK"`), record: with(draft, values{"Channel__c": "TASK"})},
	"nulls everywhere":           {body: begun(nulls("channel", "initialContactId", "previousContactId", "disconnectTimestamp", "disconnectReason", "queueInfo", "agentInfo")), record: with(draft, values{"Channel__c": nil})},
	"wrong types everywhere":     {body: begun(`,"channel":{"$mark":1},"initialContactId":["$mark"],"queueInfo":"$mark","agentInfo":[1],"disconnectReason":false`), record: with(draft, values{"Channel__c": nil, "Queue_Id__c": nil, "Disconnect_Reason__c": "false"})},
	"a channel of two codes":     {body: begun(`,"channel":"\ud83d VOICE"`), record: with(draft, values{"Channel__c": "\ufffd VOICE"})},
	"a reason too long":          {body: begun(`,"disconnectReason":"` + strings.Repeat("LONG_", 60) + `"`), record: with(draft, values{"Disconnect_Reason__c": strings.Repeat("LONG_", 16)})},
	"a reason of emoji":          {body: begun(`,"disconnectReason":"👩‍👩‍👧‍👦 ☎️"`), record: with(draft, values{"Disconnect_Reason__c": "👩‍👩‍👧‍👦 ☎️"})},
	"a reason that is a formula": {body: begun(`,"disconnectReason":"=cmd|' /C calc'!A0"`), record: with(draft, values{"Disconnect_Reason__c": "=cmd|' /C calc'!A0"})},
	"a chain of 300 characters":  {body: begun(`,"previousContactId":"` + strings.Repeat("p", 300) + `"`), record: with(draft, values{"Previous_Contact_Id__c": nil})},
	"a queue that is no ARN":     {body: begun(`,"queueInfo":{"queueArn":"q7","enqueueTimestamp":"$now"}`), record: with(draft, values{"Queue_Id__c": "q7"})},
	"a hold of less than nothing": {body: begun(`,"agentInfo":{"agentArn":"a","connectedToAgentTimestamp":"$now","agentInitiatedHoldDuration":-5}`),
		record: with(draft, values{"Hold_Seconds__c": nil, "Outcome__c": "Answered"})},
	"a hold of 40 digits":      {body: begun(`,"agentInfo":{"agentInitiatedHoldDuration":` + digits40 + `}`), record: with(draft, values{"Hold_Seconds__c": nil})},
	"a time in another zone":   {body: begun(`,"agentInfo":{"agentArn":"a","connectedToAgentTimestamp":"2026-03-02T14:30:00.5+05:30"}`), record: with(draft, values{"Connected_At__c": "2026-03-02T09:00:00.000+0000"})},
	"a time before telephones": {body: begun(`,"agentInfo":{"agentArn":"a","connectedToAgentTimestamp":"1066-10-14T09:00:00Z"}`), record: with(draft, values{"Connected_At__c": nil})},
	"a megabyte of tomorrow":   {body: begun(`,"x":"` + strings.Repeat("$mark ", 74_000) + `"`), record: draft},
	"a deep one":               {body: begun(`,"x":` + nested(5_000)), record: draft},
}

// digits40 is a number of 40 digits.
const digits40 = "1234567890123456789012345678901234567890"

// nulls are members that are null.
func nulls(names ...string) string {
	return `,"` + strings.Join(names, `":null,"`) + `":null`
}

// nested is a list in a list in a list.
func nested(depth int) string { return strings.Repeat("[", depth) + strings.Repeat("]", depth) }
