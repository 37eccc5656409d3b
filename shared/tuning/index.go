package tuning

// How long what was found for a caller may serve again.
var (
	// ScreenPopFresh is the limit where nobody tells of changes in Salesforce.
	ScreenPopFresh = duration(Declaration{
		Name: "screen-pop/fresh",
		Text: "900", Unit: Seconds, Min: 0, Max: 86400,
		Meaning: "How long a caller once found is not looked for again while the event relay is not known to bring changes.",
		Readers: []string{"screen-pop", "tieline backfill"},
	})

	// ScreenPopFreshRelayed is the limit while the event relay tells of changes.
	ScreenPopFreshRelayed = duration(Declaration{
		Name: "screen-pop/fresh-relayed",
		Text: "43200", Unit: Seconds, Min: 0, Max: 86400,
		Meaning: "How long a caller once found is not looked for again while the event relay brings changes of phone numbers (of the fields that the shipped flows watch, in an org without person accounts); names and other fields may be as old.",
		Readers: []string{"screen-pop", "tieline backfill"},
	})

	// ScreenPopFreshNone is the limit where nobody was found.
	ScreenPopFreshNone = duration(Declaration{
		Name: "screen-pop/fresh-none",
		Text: "60", Unit: Seconds, Min: 0, Max: 3600,
		Meaning: "How long a number that nobody bears is not looked for again.",
		Readers: []string{"screen-pop", "tieline backfill"},
	})

	// ScreenPopStale is the limit while Salesforce fails.
	ScreenPopStale = duration(Declaration{
		Name: "screen-pop/stale",
		Text: "86400", Unit: Seconds, Min: 0, Max: 604800,
		Meaning: "How old an answer may be that serves while Salesforce fails.",
		Readers: []string{"screen-pop", "tieline backfill"},
	})
)

// How Salesforce is left alone when it fails.
var (
	// SalesforceFailures is how many failures are more than bad luck.
	SalesforceFailures = number(Declaration{
		Name: "salesforce/failures",
		Text: "3", Unit: Calls, Min: 1, Max: 100,
		Meaning: "Failed calls in a row after which Salesforce is left alone for a while. A refusal for limits or rights is enough by itself.",
		Readers: []string{"alarm-relay", "reconciler", "salesforce-writer", "screen-pop"},
	})

	// SalesforceRest is for how long it is left alone at first.
	SalesforceRest = duration(Declaration{
		Name: "salesforce/rest",
		Text: "15", Unit: Seconds, Min: 1, Max: 600,
		Meaning: "How long Salesforce is left alone after it failed; doubles while it goes on failing, up to two minutes.",
		Readers: []string{"alarm-relay", "reconciler", "salesforce-writer", "screen-pop"},
	})
)

// BackfillShare bounds what a backfill takes of the org's daily calls.
var BackfillShare = number(Declaration{
	Name: "backfill/api-share",
	Text: "50", Unit: Percent, Min: 1, Max: 95,
	Meaning: "A backfill stops when so much of the Salesforce calls that the org has in 24 hours is used up, by whomever.",
	Readers: []string{"tieline backfill"},
})
