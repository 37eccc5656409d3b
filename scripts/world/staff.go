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

// supervise has an agent look after the others too: the org tells her of alerts.
func (w *World) supervise() error {
	for _, group := range w.Org.Find("Group", "DeveloperName", "Tieline_Supervisors") {
		if _, err := w.Org.Seed("GroupMember", map[string]any{"GroupId": group["Id"], "UserOrGroupId": w.users[agents[1].username]}); err != nil {
			return fmt.Errorf("seed a supervisor: %w", err)
		}
	}
	return nil
}

// staff are the agents as the instance has them.
func staff(instance string) (all []connecttest.Agent) {
	for _, a := range agents {
		all = append(all, connecttest.Agent{ARN: instance + "/agent/" + a.id, Username: a.username})
	}
	return all
}
