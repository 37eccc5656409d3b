package tuning

// ScreenPopBudget bounds what a caller waits for the screen pop. Its range ends
// below the 4 s that the shipped contact flow waits, of the 8 s that Amazon
// Connect grants at most (administrator guide, "Invoke Lambda functions").
var ScreenPopBudget = duration(Declaration{
	Name: "screen-pop/budget",
	Text: "1500", Unit: Milliseconds, Min: 500, Max: 3500,
	Meaning: "Longest time within which the contact flow gets its answer; what is not found by then is DEGRADED.",
	Readers: []string{"screen-pop"},
})

// ScreenPopDefaultRegion says how to read a number without a country code.
var ScreenPopDefaultRegion = text(Declaration{
	Name:    "screen-pop/default-region",
	Text:    "US",
	Pattern: `[A-Z]{2}`,
	Meaning: "Country (ISO 3166-1, two letters) of telephone numbers in Salesforce that are written without a country code.",
	Readers: []string{"screen-pop"},
})

// ScreenPopObjects are the objects searched, the preferred one first.
var ScreenPopObjects = list(Declaration{
	Name:    "screen-pop/objects",
	Text:    "Contact,Lead,Account",
	Pattern: `(Contact|Lead|Account)(,(Contact|Lead|Account)){0,2}`,
	Meaning: "Salesforce objects in which a caller is looked for, each once, in the order in which matches are offered.",
	Readers: []string{"screen-pop"},
})

// ScreenPopLimitPerObject bounds one search. It is above the number of
// candidates offered, as a search also finds fragments of numbers.
var ScreenPopLimitPerObject = number(Declaration{
	Name: "screen-pop/limit-per-object",
	Text: "10", Unit: Records, Min: 1, Max: 50,
	Meaning: "Most records of each object that one look-up of a caller fetches from Salesforce.",
	Readers: []string{"screen-pop"},
})

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
