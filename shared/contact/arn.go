package contact

import "strings"

// QueueID returns the id in a queue's ARN: what follows "queue/". An agent's
// own queue is "agent/" and the agent's id (Amazon Connect administrator guide,
// "Service authorization", resource types). What is no ARN is taken for an id.
func QueueID(arn string) string { return resource(arn, "/queue/") }

// AgentID returns the id in an agent's ARN.
func AgentID(arn string) string { return resource(arn, "/agent/") }

func resource(arn, kind string) string {
	if _, id, found := strings.Cut(arn, kind); found {
		return id
	}
	return arn
}
