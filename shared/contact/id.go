package contact

import (
	"regexp"
	"strings"
)

// validID holds for the UUIDs that Connect gives, and for nothing that a queue,
// a table or an external id of Salesforce's would refuse, trim or escape. 64
// characters are the length of Connect_Contact_Id__c.
var validID = regexp.MustCompile(`^[A-Za-z0-9-]{1,64}$`)

// ValidID reports whether id can be a contact's.
func ValidID(id string) bool { return validID.MatchString(id) }

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
