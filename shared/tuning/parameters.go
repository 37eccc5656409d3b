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
