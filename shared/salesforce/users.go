package salesforce

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"tieline/shared/fault"
)

// The ways by which an agent is known as a user.
const (
	byFederationID = "federation-id" // the Connect username is the user's Federation ID
	byUsername     = "username"      // and so on
	byEmail        = "email"         // the e-mail addresses are the same
)

// userRow is a User, as it is queried.
type userRow struct {
	ID           string `json:"Id"`
	FederationID string `json:"FederationIdentifier"`
	Username     string `json:"Username"`
	Email        string `json:"Email"`
}

// userFields are what each way compares.
var userFields = map[string]struct {
	name string
	of   func(userRow) string
}{
	byFederationID: {"FederationIdentifier", func(u userRow) string { return u.FederationID }},
	byUsername:     {"Username", func(u userRow) string { return u.Username }},
	byEmail:        {"Email", func(u userRow) string { return u.Email }},
}

// User returns the id of the active user who is an agent of Amazon Connect, by
// the agent's username or e-mail address there. It goes by the ways in the order
// given, federation-id, username and email, to the first by which there is
// exactly one user: of several who share an address nobody knows which. If there
// is none, or nothing to go by, it returns a fault of kind NotFound.
//
// It makes one call, and a second one if the org does not show us Federation
// IDs, which only who manages users may see (Salesforce Help 000386215).
func (c *Client) User(ctx context.Context, by []string, username, email string) (string, error) {
	found, err := c.users(ctx, by, username, email)
	if LacksField(err) && slices.Contains(by, byFederationID) {
		by = slices.DeleteFunc(slices.Clone(by), func(way string) bool { return way == byFederationID })
		found, err = c.users(ctx, by, username, email)
	}
	if err != nil {
		return "", fmt.Errorf("find a user: %w", err)
	}
	for _, way := range by {
		if id := one(found, way, clue(way, username, email)); id != "" {
			return id, nil
		}
	}
	return "", fault.Errorf(fault.NotFound, "no one user is this agent")
}

// clue is what a user must bear to be found in a way.
func clue(way, username, email string) string {
	if way == byEmail {
		return email
	}
	return username
}

// users asks for all who may be the agent.
func (c *Client) users(ctx context.Context, by []string, username, email string) ([]userRow, error) {
	var either []string
	for _, way := range by {
		field, known := userFields[way]
		if !known {
			return nil, fault.Errorf(fault.Invalid, "no such way to know a user")
		}
		if is := clue(way, username, email); is != "" {
			either = append(either, field.name+" = "+quote(is))
		}
	}
	if len(either) == 0 {
		return nil, nil
	}
	found, err := query[userRow](ctx, c, "SELECT "+userColumns(by)+" FROM User WHERE IsActive = true AND ("+strings.Join(either, " OR ")+")")
	return found.Records, err
}

func userColumns(by []string) string {
	columns := []string{"Id"}
	for _, way := range by {
		columns = append(columns, userFields[way].name)
	}
	return strings.Join(columns, ", ")
}

// one is the id of the only user who bears a value, "" if there are none or
// several. SOQL compares without regard to case, and Federation IDs may differ in
// nothing else (Summer '20 release notes): so the very value comes first.
func one(found []userRow, way, is string) string {
	for _, same := range []func(have, want string) bool{func(have, want string) bool { return have == want }, strings.EqualFold} {
		alike := slices.DeleteFunc(slices.Clone(found), func(u userRow) bool { return is == "" || !same(userFields[way].of(u), is) })
		if len(alike) > 0 {
			return only(alike)
		}
	}
	return ""
}

func only(found []userRow) string {
	if len(found) != 1 {
		return ""
	}
	return found[0].ID
}
