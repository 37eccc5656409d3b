package connecttest

import (
	"net/http"
	"strings"
)

type userAnswer struct {
	Arn          string
	ID           string `json:"Id"`
	Username     string
	IdentityInfo struct {
		Email string `json:",omitempty"`
	}
}

func (i *Instance) describeUser(_ *http.Request, id string) (any, *failure) {
	for _, a := range i.Agents {
		if lastPart(a.ARN) != id {
			continue
		}
		u := userAnswer{Arn: a.ARN, ID: id, Username: a.Username}
		u.IdentityInfo.Email = a.Email
		return map[string]userAnswer{"User": u}, nil
	}
	return nil, notFound
}

type queueNamed struct {
	QueueArn string
	QueueID  string `json:"QueueId"`
	Name     string
}

// describeQueue knows no agent's own queue.
func (i *Instance) describeQueue(_ *http.Request, id string) (any, *failure) {
	q := i.queue(id)
	if q == nil || id != q.id() {
		return nil, notFound
	}
	return map[string]queueNamed{"Queue": {q.ARN, id, q.Name}}, nil
}

type queueSummary struct {
	Arn       string
	ID        string `json:"Id"`
	Name      string
	QueueType string
}

// listQueues lists all queues, and no agent's own: it must be asked for those of
// type STANDARD alone.
func (i *Instance) listQueues(r *http.Request, _ string) (any, *failure) {
	if types := r.URL.Query()["queueTypes"]; len(types) != 1 || types[0] != "STANDARD" {
		return nil, badRequest
	}
	var all []queueSummary
	for _, one := range i.beside() {
		all = append(all, queueSummary{one.Queue.ARN, one.Queue.id(), one.Queue.Name, "STANDARD"})
	}
	return map[string][]queueSummary{"QueueSummaryList": all}, nil
}

// id is what follows "/queue/" in the ARN: of an agent's own queue, it begins
// with "agent/".
func (q *Queue) id() string {
	_, id, _ := strings.Cut(q.ARN, "/queue/")
	return id
}
