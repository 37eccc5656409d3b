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
	if !strings.HasSuffix(i.Queue.ARN, "/queue/"+id) {
		return nil, notFound
	}
	return map[string]queueNamed{"Queue": {i.Queue.ARN, id, i.Queue.Name}}, nil
}
