package world

import (
	"fmt"

	"tieline/shared/amazonconnect/connecttest"
)

// agents are who takes the calls: each a user of the org, known there by the
// Connect username as Federation ID.
var agents = []struct{ id, username string }{
	{"cccccccc-0000-4000-8000-000000000001", "ada"},
	{"cccccccc-0000-4000-8000-000000000002", "grace"},
	{"cccccccc-0000-4000-8000-000000000003", "edsger"},
}

// hire makes a user of each agent, and returns their ids by username.
func hire(org seeder) (users map[string]string, err error) {
	users = map[string]string{}
	for _, a := range agents {
		users[a.username], err = org.Seed("User", map[string]any{"LastName": a.username, "Username": a.username + "@users.example.com",
			"Email": a.username + "@example.com", "FederationIdentifier": a.username})
		if err != nil {
			return nil, fmt.Errorf("seed a user: %w", err)
		}
	}
	return users, nil
}

// staff are the agents as the instance has them.
func staff(instance string) (all []connecttest.Agent) {
	for _, a := range agents {
		all = append(all, connecttest.Agent{ARN: instance + "/agent/" + a.id, Username: a.username})
	}
	return all
}
