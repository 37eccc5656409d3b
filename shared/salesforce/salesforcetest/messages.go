package salesforcetest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Sent is what a flow sent: a notification, or an e-mail.
type Sent struct {
	Time   time.Time
	Action string // customNotificationAction or emailSimple
	Title  string // or subject
	Body   string
	To     []string // ids of users and groups, or addresses
	Target string   // id of the record it leads to, "" if to none
	From   string   // whose address an e-mail is from, of the senders
}

func (s Sent) same(other Sent) bool {
	return s.Time.Equal(other.Time) && s.Action == other.Action && s.Title == other.Title && s.Body == other.Body &&
		slices.Equal(s.To, other.To) && s.Target == other.Target && s.From == other.From
}

// Sent returns the latest notifications and e-mails that flows sent, oldest first.
func (o *Org) Sent() []Sent {
	o.lock()
	defer o.mu.Unlock()
	return slices.Clone(o.store.auto.sent)
}

// Limits of a notification ("Custom Notification Actions", Actions Developer Guide).
const (
	maxRecipients = 500
	maxTitle      = 250
	maxBodyText   = 750
)

// senders are whose address may stand in an e-mail ("Simple Email Actions", Actions
// Developer Guide): "" is that of who runs the flow.
var senders = []string{"", "CurrentUser", "DefaultWorkflowUser", "OrgWideEmailAddress"}

// message makes what an action sends, or says why it cannot be sent.
func (y *system) message(action string, inputs map[string]any) (Sent, error) {
	one := func(name string) string { v, _ := inputs[name].(string); return v }
	if action == "emailSimple" {
		return y.email(one, inputs["emailAddressesArray"])
	}
	s := Sent{Time: y.now, Action: action, Title: one("title"), Body: one("body"), Target: one("targetId")}
	kind := y.schema.object("CustomNotificationType")
	to, err := y.recipients(inputs["recipientIds"])
	switch {
	case err != nil:
		return s, err
	case !y.has(kind, one("customNotifTypeId")):
		return s, fmt.Errorf("INVALID_API_INPUT: there is no custom notification type %q", one("customNotifTypeId"))
	case s.Title == "" || s.Body == "":
		return s, errors.New("INVALID_API_INPUT: the notification has no title, or no body")
	case len([]rune(s.Title)) > maxTitle || len([]rune(s.Body)) > maxBodyText:
		return s, fmt.Errorf("INVALID_API_INPUT: the title is longer than %d characters, or the body than %d", maxTitle, maxBodyText)
	case s.Target == "" && one("targetPageRef") == "":
		return s, errors.New("INVALID_API_INPUT: the notification leads to nothing: targetId or targetPageRef must be there")
	}
	s.To = to
	return s, nil
}

// recipients are users and groups; of the users those who are active. None, or
// an id of nobody, is a fault.
func (y *system) recipients(v any) ([]string, error) {
	all, _ := v.([]any)
	var to []string
	for _, one := range all {
		id, _ := one.(string)
		id = fullID(id)
		user := y.get(y.schema.object("User"), id)
		switch {
		case user != nil && user["IsActive"] == true, y.has(y.schema.object("Group"), id):
			to = append(to, id)
		case user == nil:
			return nil, fmt.Errorf("INVALID_API_INPUT: %q is no user, group or queue", id)
		}
	}
	if len(all) == 0 || len(all) > maxRecipients {
		return nil, fmt.Errorf("INVALID_API_INPUT: there must be between 1 and %d recipients, and not %d", maxRecipients, len(all))
	}
	return to, nil
}

func (y *system) email(one func(string) string, more any) (Sent, error) {
	s := Sent{Time: y.now, Action: "emailSimple", Title: one("emailSubject"), Body: one("emailBody"), Target: one("relatedRecordId"), From: one("senderType")}
	for to := range strings.SplitSeq(one("emailAddresses"), ",") {
		if to = strings.TrimSpace(to); to != "" {
			s.To = append(s.To, to)
		}
	}
	all, _ := more.([]any)
	for _, to := range all {
		if text, is := to.(string); is {
			s.To = append(s.To, text)
		}
	}
	bad := slices.IndexFunc(s.To, func(to string) bool { return !address.MatchString(to) })
	switch {
	case bad >= 0:
		return s, fmt.Errorf("INVALID_EMAIL_ADDRESS: %s", s.To[bad])
	case !slices.Contains(senders, s.From) || s.From == "OrgWideEmailAddress" && one("senderAddress") == "":
		return s, fmt.Errorf("INVALID_API_INPUT: the e-mail has no sender %s %s", s.From, one("senderAddress"))
	case len(s.To) == 0:
		return s, errors.New("REQUIRED_FIELD_MISSING: the e-mail has no recipients")
	case s.Title == "" || s.Body == "":
		return s, errors.New("REQUIRED_FIELD_MISSING: the e-mail has no subject, or no body")
	}
	return s, nil
}
