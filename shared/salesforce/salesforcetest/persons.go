package salesforcetest

import "fmt"

// persons are the fields of an Account that are a Contact's, by the latter's name
// ("Person Account Record Types", SOAP API Developer Guide).
var persons = map[string]string{
	"FirstName": "FirstName", "LastName": "LastName", "Phone": "Phone", "Fax": "Fax", "MobilePhone": "PersonMobilePhone",
	"HomePhone": "PersonHomePhone", "OtherPhone": "PersonOtherPhone", "AssistantPhone": "PersonAssistantPhone", "Email": "PersonEmail",
}

// PersonAccounts turns on person accounts, as an admin does once and for ever.
func (s *Schema) PersonAccounts() {
	account, contact := s.object("Account"), s.object("Contact")
	account.fields = append(account.fields,
		text("FirstName", "First Name", 40), text("LastName", "Last Name", 80),
		&field{name: "IsPersonAccount", label: "Is Person Account", kind: kindCheckbox, initial: false, readOnly: true},
		&field{name: "PersonContactId", label: "Contact ID", kind: kindLookup, refersTo: "Contact", readOnly: true},
		phone("PersonMobilePhone", "Mobile"), phone("PersonHomePhone", "Home Phone"), phone("PersonOtherPhone", "Other Phone"),
		phone("PersonAssistantPhone", "Asst. Phone"), email("PersonEmail"))
	contact.fields = append(contact.fields,
		&field{name: "IsPersonAccount", label: "Is Person Account", kind: kindCheckbox, initial: false, readOnly: true})
	account.arrange()
	contact.arrange()
}

// SeedPerson creates a person account of a Contact's fields, and returns the ids
// of the account and of the contact that is the same person. A search finds both
// (seen so by users of the search page; the guides do not say it of SOSL). What is
// changed of one of them later is not changed of the other.
func (o *Org) SeedPerson(fields map[string]any) (account, contact string, err error) {
	own := map[string]any{"Name": fmt.Sprint(fields["LastName"])}
	for name, v := range fields {
		own[persons[name]] = v
	}
	if account, err = o.Seed("Account", own); err != nil {
		return "", "", err
	}
	same := map[string]any{"AccountId": account}
	for name, v := range fields {
		same[name] = v
	}
	if contact, err = o.Seed("Contact", same); err != nil {
		return "", "", err
	}
	if err = o.Overwrite(contact, map[string]any{"IsPersonAccount": true}); err != nil {
		return "", "", err
	}
	name := o.Find("Contact", "Id", contact)[0]["Name"]
	return account, contact, o.Overwrite(account, map[string]any{"Name": name, "IsPersonAccount": true, "PersonContactId": contact})
}
