package salesforcetest

import "slices"

// standardObjects are the objects every org has, with the fields Tieline or
// its tests use: a small part of what Salesforce has (Object Reference). A
// field that is not here counts as unknown.
func standardObjects() []*object {
	return []*object{
		standard("Contact", "Contacts", "003", true,
			text("FirstName", "First Name", 40), required(text("LastName", "Last Name", 80)),
			&field{name: "AccountId", label: "Account", kind: kindLookup, refersTo: "Account", children: "Contacts", cascades: true},
			phone("Phone", "Business Phone"), phone("MobilePhone", "Mobile Phone"), phone("HomePhone", "Home Phone"),
			email("Email"), phone("OtherPhone", "Other Phone"), phone("AssistantPhone", "Asst. Phone"), phone("Fax", "Business Fax")),
		standard("Account", "Accounts", "001", false,
			required(text("Name", "Account Name", 255)), phone("Phone", "Account Phone"), phone("Fax", "Account Fax")),
		standard("Lead", "Leads", "00Q", true,
			text("FirstName", "First Name", 40), required(text("LastName", "Last Name", 80)), required(text("Company", "Company", 255)),
			phone("Phone", "Phone"), phone("MobilePhone", "Mobile Phone"), phone("Fax", "Fax"), email("Email"),
			&field{name: "IsConverted", label: "Converted", kind: kindCheckbox, initial: false}),
		staying(standard("User", "Users", "005", true,
			text("FirstName", "First Name", 40), required(text("LastName", "Last Name", 80)),
			unique(required(text("Username", "Username", 80))), email("Email"),
			federationID(), phone("Phone", "Phone"), phone("MobilePhone", "Mobile"),
			&field{name: "IsActive", label: "Active", kind: kindCheckbox, initial: true})),
		standardCase(), standardTask(), standardGroup(), standardGroupMember(), standardNotificationType(),
	}
}

// systemFields are those that Salesforce fills in on every record ("System
// Fields", Object Reference).
func systemFields() []*field {
	return []*field{
		{name: "Id", label: "Record ID", kind: kindID, readOnly: true},
		{name: "CreatedDate", label: "Created Date", kind: kindDateTime, readOnly: true},
		{name: "LastModifiedDate", label: "Last Modified Date", kind: kindDateTime, readOnly: true},
		{name: "LastModifiedById", label: "Last Modified By ID", kind: kindLookup, refersTo: "User", readOnly: true},
		{name: "SystemModstamp", label: "System Modstamp", kind: kindDateTime, readOnly: true},
	}
}

// eventFields are those that Salesforce fills in on every event ("Platform Event
// Fields", Platform Events Developer Guide).
func eventFields() []*field {
	return []*field{
		{name: "ReplayId", label: "Replay ID", kind: kindText, length: 1000, readOnly: true},
		{name: "EventUuid", label: "Event UUID", kind: kindText, length: 36, readOnly: true},
		{name: "CreatedDate", label: "Created Date", kind: kindDateTime, readOnly: true},
	}
}

func standard(name, plural, prefix string, person bool, fields ...*field) *object {
	o := &object{name: name, label: name, plural: plural, prefix: prefix, person: person}
	if person {
		fields = append([]*field{{name: "Name", label: "Full Name", kind: kindText, readOnly: true}}, fields...)
	}
	o.fields = slices.Concat(fields, systemFields())
	return o
}

func text(name, label string, length int) *field {
	return &field{name: name, label: label, kind: kindText, length: length}
}

// phone is kept as entered, up to 40 characters (help 000385963).
func phone(name, label string) *field {
	return &field{name: name, label: label, kind: kindPhone, length: 40}
}

func email(name string) *field {
	return &field{name: name, label: "Email", kind: kindEmail, length: 80}
}

// federationID may differ from another in case only, unless an admin has set
// otherwise (release notes Summer '20, "Seamlessly Integrate Federation IDs with
// Identity Providers").
func federationID() *field {
	return &field{name: "FederationIdentifier", label: "SAML Federation ID", kind: kindText, length: 512, unique: true, exactlyUnique: true}
}

func required(f *field) *field  { f.required = true; return f }
func unique(f *field) *field    { f.unique = true; return f }
func staying(o *object) *object { o.stays = true; return o }
