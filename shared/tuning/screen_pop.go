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
	Form:    "two capital letters",
	Meaning: "Country (ISO 3166-1, two letters) of telephone numbers that are written without a country code, in Salesforce and by carriers.",
	Readers: []string{"screen-pop", "salesforce-events", "tieline backfill"},
})

// ScreenPopRegions overrides the region by the number that was dialled.
var ScreenPopRegions = pairs(Declaration{
	Name:    "screen-pop/regions",
	Text:    "",
	Pattern: `(\+[1-9][0-9]+=[A-Z]{2}(,\+[1-9][0-9]+=[A-Z]{2})*)?`,
	Form:    "numbers with their country code, each once and with its country, with commas between: +442079460018=GB,+4930123456=DE",
	Meaning: "Countries that hold instead of the default for calls to some of our numbers: +442079460018=GB,+4930123456=DE.",
	Readers: []string{"screen-pop", "salesforce-events", "tieline backfill"},
})

// ScreenPopObjects are the objects searched, the preferred one first.
var ScreenPopObjects = list(Declaration{
	Name:    "screen-pop/objects",
	Text:    "Contact,Lead,Account",
	Pattern: `(Contact|Lead|Account)(,(Contact|Lead|Account)){0,2}`,
	Form:    "one to three of Contact, Lead and Account, each once, with commas between",
	Meaning: "Salesforce objects in which a caller is looked for, each once; where several match, one of the first named object wins.",
	Readers: []string{"screen-pop", "reconciler", "tieline backfill"},
})

// ScreenPopPhoneFields are the phone fields that count, the preferred one first.
// A person account's field PersonMobilePhone ranks as MobilePhone.
var ScreenPopPhoneFields = list(Declaration{
	Name:    "screen-pop/phone-fields",
	Text:    "MobilePhone,Phone,HomePhone,OtherPhone",
	Pattern: `[A-Za-z][A-Za-z0-9_]*(,[A-Za-z][A-Za-z0-9_]*){0,19}`,
	Form:    "up to 20 names of fields, each once, with commas between",
	Meaning: "Phone fields by which callers are known; where several match within an object, one by the first named field wins.",
	Readers: []string{"screen-pop", "salesforce-events", "reconciler", "tieline backfill"},
})

// ScreenPopFields are what else flows are told of a caller.
var ScreenPopFields = pairs(Declaration{
	Name:    "screen-pop/fields",
	Text:    "",
	Pattern: `(` + mappedField + `(,` + mappedField + `){0,19})?`,
	Form:    "up to 20 fields of Contact, Lead or Account with their keys, each field once, with commas between: Contact.Tier__c=customerTier",
	Meaning: "Fields of the found record that the contact flow gets as $.External.<key> too, as far as Tieline may read them: Contact.Tier__c=customerTier.",
	Readers: []string{"screen-pop", "salesforce-events", "reconciler", "tieline backfill"},
})

const mappedField = `(Contact|Lead|Account)\.[A-Za-z][A-Za-z0-9_]*=[A-Za-z][A-Za-z0-9_-]*`

// ScreenPopLimitPerObject bounds one search. It is above the number of
// candidates offered, as a search also finds fragments of numbers, and as of an
// object that answers with so many nobody knows who is missing.
var ScreenPopLimitPerObject = number(Declaration{
	Name: "screen-pop/limit-per-object",
	Text: "10", Unit: Records, Min: 6, Max: 50,
	Meaning: "Most records of each object that one look-up of a caller fetches from Salesforce.",
	Readers: []string{"screen-pop", "tieline backfill"},
})
