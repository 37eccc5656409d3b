package tuning

// WriterBackoff is the first wait after a passing fault.
var WriterBackoff = duration(Declaration{
	Name: "salesforce-writer/backoff",
	Text: "10", Unit: Seconds, Min: 1, Max: 3600,
	Meaning: "Wait before a contact is offered to Salesforce again after a passing fault; doubles with each, up to an hour.",
	Readers: []string{"salesforce-writer"},
})

// ReconcilerRings bounds what the reconciler adds to the writer's load.
var ReconcilerRings = number(Declaration{
	Name: "reconciler/rings-per-minute",
	Text: "2000", Unit: Contacts, Min: 1, Max: 20000,
	Meaning: "Most overdue contacts that are offered to Salesforce again in one minute.",
	Readers: []string{"reconciler"},
})

// What is asked of Amazon Connect for contacts whose record does not come.
var (
	// ReconcilerOverdue is when a contact record is late.
	ReconcilerOverdue = duration(Declaration{
		Name: "reconciler/overdue",
		Text: "1800", Unit: Seconds, Min: 300, Max: 86400,
		Meaning: "How long after its end a contact without a contact record is looked up in Amazon Connect.",
		Readers: []string{"reconciler"},
	})

	// ReconcilerLookups bounds what that takes of Connect's rate limit, which all
	// that use the account share. More than 200 do not fit into the forty seconds of a
	// run, at the five a second that we take at most.
	ReconcilerLookups = number(Declaration{
		Name: "reconciler/lookups-per-minute",
		Text: "60", Unit: Contacts, Min: 1, Max: 200,
		Meaning: "Most contacts without a contact record that are looked up in Amazon Connect in one minute.",
		Readers: []string{"reconciler"},
	})
)

// Headroom is how far below SalesforceShare drafts begin to wait, and an alarm rings, in percent.
const Headroom = 10

// SalesforceShare bounds what contacts take of the org's daily calls.
var SalesforceShare = number(Declaration{
	Name: "salesforce/api-share",
	Text: "90", Unit: Percent, Min: 20, Max: 100,
	Meaning: "Contacts are not brought to Salesforce while so much of the calls that the org has in 24 hours is used up, by whomever; from ten points below on drafts wait, and finished contacts go first; above that an alarm rings.",
	Readers: []string{"salesforce-writer", "tieline doctor"},
})

// How finished contacts are shown in Salesforce. What stands there already stays as
// it is.
var (
	// SalesforceZone is by whose clocks reports group contacts.
	SalesforceZone = timeZone(Declaration{
		Name: "salesforce/time-zone",
		Text: "UTC", Form: "the name of an IANA time zone, such as Europe/Berlin or UTC",
		Meaning: "Time zone of the contact centre: by its clocks a contact's record says on which day and in which hour it began. Records already in Salesforce keep theirs until they are written again.",
		Readers: []string{"salesforce-writer"},
	})

	// SalesforceTasks is off, as a Task for each contact fills an org.
	SalesforceTasks = toggle(Declaration{
		Name:    "salesforce/create-task",
		Text:    "off",
		Meaning: "Whether a finished contact of a known customer asks for a Task, which a flow in Salesforce then creates. 20,000 a day fill the storage of an Enterprise org within a year.",
		Readers: []string{"salesforce-writer"},
	})
)

// AgentsMatch is how an agent is known as a user.
var AgentsMatch = list(Declaration{
	Name: "agents/match",
	Text: "federation-id,username,email", Pattern: `off|(federation-id|username|email)(,(federation-id|username|email)){0,2}`,
	Form:    "off, or one to three of federation-id, username and email, each once, with commas between",
	Meaning: "By what an agent of Amazon Connect is known as a user of Salesforce, in this order: the Connect username as Federation ID or as username, or the e-mail address; off links no agent.",
	Readers: []string{"salesforce-writer"},
})

// What the disposition that an agent saved in Salesforce does in Connect.
var (
	// WrapUpCopy names the attribute that gets it.
	WrapUpCopy = text(Declaration{
		Name: "wrap-up/copy-to",
		Text: "off", Pattern: `off|[A-Za-z0-9_-]{1,64}`,
		Form:    "off, or the name of an attribute: up to 64 letters, digits, _ and -",
		Meaning: "Contact attribute in Amazon Connect to which an agent's disposition is copied; off copies none.",
		Readers: []string{"salesforce-events"},
	})

	// WrapUpCopies keeps that within Connect's rate limit, ten a second, however it
	// is set: the function runs twice at the same time at most.
	WrapUpCopies = number(Declaration{
		Name: "wrap-up/copies-per-second",
		Text: "4", Unit: Calls, Min: 1, Max: 5,
		Meaning: "Most dispositions that one running copy of the function, of which there are at most two, copies to Amazon Connect in one second.",
		Readers: []string{"salesforce-events"},
	})
)
