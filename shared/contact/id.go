package contact

import (
	"regexp"
	"strings"
	"unicode"
)

// validID holds for the UUIDs that Connect gives, and for nothing that a queue,
// a table or an external id of Salesforce's would refuse, trim or escape. 64
// characters are the length of Connect_Contact_Id__c.
var validID = regexp.MustCompile(`^[A-Za-z0-9-]{1,64}$`)

// uuid is the shape of Connect's own ids. One in a million has no letter.
var uuid = regexp.MustCompile(`^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$`)

// ValidID reports whether id can be a contact's. Ids are logged: what has no
// letter could be a telephone number in the wrong place, what has no digit a name.
func ValidID(id string) bool {
	return uuid.MatchString(id) ||
		validID.MatchString(id) && strings.ContainsAny(id, "0123456789") && strings.IndexFunc(id, unicode.IsLetter) >= 0
}

// QueueID returns the id in a queue's ARN: what follows "queue/". An agent's
// own queue is "agent/" and the agent's id (Service Authorization Reference,
// "Resource types defined by Amazon Connect"). What is no ARN is taken for an id.
func QueueID(arn string) string { return resource(arn, "/queue/") }

// AgentID returns the id in an agent's ARN.
func AgentID(arn string) string { return resource(arn, "/agent/") }

func resource(arn, kind string) string {
	if _, id, found := strings.Cut(arn, kind); found {
		return id
	}
	return arn
}
