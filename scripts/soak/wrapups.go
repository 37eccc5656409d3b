package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"time"

	"tieline/shared/amazonconnect/connecttest"
	"tieline/shared/salesforce/salesforcetest"
)

// hire makes a user in the org of each agent, known by one of the three ways. One
// agent is new, and gets a user only when half of the calls have begun.
func (s *Soak) hire() error {
	s.users = map[string]string{}
	for n, a := range s.calls.instance.Agents {
		fields := map[string]any{"LastName": "Zephyrine", "Username": fmt.Sprintf("soakagent-%02d@soak.example.com", n), "Email": fmt.Sprintf("soakagent-%02d@elsewhere.example.com", n)}
		switch n % 3 {
		case 0:
			fields["FederationIdentifier"] = a.Username
		case 1:
			fields["Username"] = a.Username
		default:
			fields["Email"] = a.Email
		}
		if n > 0 {
			if err := s.employ(a.Username, fields); err != nil {
				return err
			}
			continue
		}
		s.After(s.lasts()/2, func() {
			if err := s.employ(a.Username, fields); err != nil {
				s.broken(err)
			}
		})
	}
	return nil
}

func (s *Soak) employ(username string, fields map[string]any) (err error) {
	if s.users[username], err = s.org.Seed("User", fields); err != nil {
		return fmt.Errorf("seed a user: %w", err)
	}
	return nil
}

// wrapsUp has the agent of a contact save what came of it: mostly after the
// contact, at times while it lasts, when Salesforce may have no record of it, at
// times much later; and some think better of it.
func (s *Soak) wrapsUp(t connecttest.Truth) {
	if t.AgentARN == "" || t.Method == monitor || !s.Chance(0.4) {
		return
	}
	at := t.DisconnectedAt.Add(s.Between(time.Second, time.Minute))
	switch s.dice.IntN(5) {
	case 0:
		at = t.ConnectedAt.Add(s.Between(0, 10*time.Second))
	case 1:
		at = t.DisconnectedAt.Add(s.Between(5*time.Minute, 40*time.Minute))
	}
	s.At(at, func() { s.save(t.ID, t.AgentUsername, true) })
	if s.Chance(0.1) {
		dated := !s.Chance(0.1)
		s.At(at.Add(s.Between(time.Second, 20*time.Minute)), func() { s.save(t.ID, t.AgentUsername, dated) })
	}
}

// save is what the agent's panel does: it writes the fields that are Salesforce's
// own, by the contact's id. What is not dated the org dates itself.
func (s *Soak) save(id, username string, dated bool) {
	fields := map[string]any{
		"Disposition__c":   fmt.Sprintf("Jubilee %d", s.dice.IntN(9)),
		"Wrap_Up_Notes__c": fmt.Sprintf("Marzipan %d", s.dice.IntN(1000)),
	}
	if dated {
		fields[wrapUpAt] = s.now.Truncate(time.Second)
	}
	if s.Chance(0.3) {
		fields["Follow_Up_At__c"] = s.now.Add(24 * time.Hour).Truncate(time.Hour)
	}
	if by := s.users[username]; by != "" {
		fields["Wrap_Up_By__c"] = by
	}
	if _, err := s.org.Upsert(interaction, contactID, id, fields); err != nil {
		s.broken(fmt.Errorf("wrap up contact %s: %w", id, err))
	}
	if s.wrapUps[id] == nil {
		s.wrapUps[id] = map[string]any{}
	}
	if !dated && s.corrects(id, fields) {
		fields[wrapUpAt] = s.now.Truncate(time.Second)
		s.undated++
	}
	maps.Copy(s.wrapUps[id], fields)
}

// wrapUpAt is the field that says when a contact was wrapped up.
const wrapUpAt = "Wrap_Up_At__c"

// corrects says whether fields are more than other notes: such a wrap-up the org
// dates, if the agent does not.
func (s *Soak) corrects(id string, fields map[string]any) bool {
	for name, value := range fields {
		if name != "Wrap_Up_Notes__c" && s.wrapUps[id][name] != value {
			return true
		}
	}
	return false
}

// relay brings what the org publishes to the queue, and loses some of it.
func (s *Soak) relay(e salesforcetest.Event) {
	if s.Chance(s.Faults.Unheard) {
		return
	}
	body, err := json.Marshal(map[string]any{"version": "0", "source": "aws.partner/salesforce.com", "detail-type": e.Object,
		"time": e.Time.UTC().Format(time.RFC3339), "detail": map[string]any{"payload": e.Payload()}})
	if err != nil {
		s.broken(err)
		return
	}
	s.After(s.Between(200*time.Millisecond, 4*time.Second), func() { s.told.Send(0, string(body)) })
}
