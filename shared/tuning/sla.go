package tuning

// What a service level is, and which one is wanted. Windows end at a day, which
// every stage remembers contacts for: none can be longer than retention.
var (
	// SLATarget is the service level that is wanted.
	SLATarget = number(Declaration{
		Name: "sla/target", PerQueue: true,
		Text: "80", Unit: Percent, Min: 1, Max: 100,
		Meaning: "Service level that is wanted: a lower one, for long enough, is a breach.",
		Readers: []string{"sla-evaluator", "tieline report"},
	})

	// SLAThreshold is within which time contacts count for it.
	SLAThreshold = duration(Declaration{
		Name: "sla/threshold", PerQueue: true,
		Text: "20", Unit: Seconds, Min: 1, Max: 86400,
		Meaning: "Contacts that left their queue in less than this time are within the service level; a record in Salesforce says by which it was judged.",
		Readers: []string{"salesforce-writer", "sla-evaluator", "tieline report"},
	})

	// SLAWindow is of the live figures.
	SLAWindow = duration(Declaration{
		Name: "sla/window", PerQueue: true,
		Text: "900", Unit: Seconds, Min: 60, Max: 7200,
		Meaning: "How far back the live figures look, which open and close breaches; at most two hours, as all of it is read each minute.",
		Readers: []string{"sla-evaluator", "tieline report"},
	})

	// SLAFinalWindow is of the final figures.
	SLAFinalWindow = duration(Declaration{
		Name: "sla/final-window",
		Text: "3600", Unit: Seconds, Min: 300, Max: 86400,
		Meaning: "How far back the final figures look, which agree with Amazon Connect's reports; at most a day, which is never more than is remembered of contacts.",
		Readers: []string{"sla-evaluator", "tieline report"},
	})

	// SLAVariant is how abandoned contacts count.
	SLAVariant = text(Declaration{
		Name: "sla/variant",
		Text: "connect", Pattern: `connect|ignore-abandons|abandons-negative|abandons-positive`,
		Form:    "connect, ignore-abandons, abandons-negative or abandons-positive",
		Meaning: "How a service level is computed: as Amazon Connect does, without those who abandoned in time, or with them as missed or as answered in time.",
		Readers: []string{"sla-evaluator", "tieline report"},
	})
)

// When a queue is in breach.
var (
	// SLABad is M of the M-of-N rule.
	SLABad = number(Declaration{
		Name: "sla/breach-minutes", PerQueue: true,
		Text: "3", Unit: Minutes, Min: 1, Max: 60,
		Meaning: "A breach opens when so many of the last minutes were below target, and closes when fewer are; at most sla/breach-of.",
		Readers: []string{"sla-evaluator", "tieline report"},
	})

	// SLAOf is N of the M-of-N rule.
	SLAOf = number(Declaration{
		Name: "sla/breach-of", PerQueue: true,
		Text: "5", Unit: Minutes, Min: 1, Max: 60,
		Meaning: "How many minutes sla/breach-minutes is counted in; at least as many.",
		Readers: []string{"sla-evaluator", "tieline report"},
	})

	// SLAMinimum keeps one call at night from being a breach.
	SLAMinimum = number(Declaration{
		Name: "sla/minimum-contacts", PerQueue: true,
		Text: "10", Unit: Contacts, Min: 1, Max: 10000,
		Meaning: "A minute is below target only if its window has at least so many contacts.",
		Readers: []string{"sla-evaluator", "tieline report"},
	})

	// SLAHours is when a queue can be in breach at all.
	SLAHours = openingHours(Declaration{
		Name: "sla/opening-hours", PerQueue: true,
		Text:    "always",
		Form:    "always, or up to 14 spans of days and times with commas between and a time zone at the end, such as Mon-Fri 08:00-18:00, Sat 09:00-13:00 Europe/Berlin",
		Meaning: "When a minute can be below target, by the clocks of an IANA time zone; 22:00-06:00 ends on the next day.",
		Readers: []string{"sla-evaluator", "tieline report"},
	})

	// SLASilence is how long nothing may be heard. Four hours are shorter than most
	// opening days: what is longer than the day would never be told.
	SLASilence = duration(Declaration{
		Name: "sla/silence",
		Text: "1800", Unit: Seconds, Min: 60, Max: 14400,
		Meaning: "How long no contact event at all may come while any opening hours that are set are open, counted from their opening at the earliest, before an alarm rings. Hours that are always are not set: a centre that never closes has Mon-Sun 00:00-24:00 UTC for its sla/opening-hours.",
		Readers: []string{"sla-evaluator"},
	})
)

// Limits beside the service level.
var (
	// SLAAbandonLimit is of callers who gave up.
	SLAAbandonLimit = number(Declaration{
		Name: "sla/abandon-limit", PerQueue: true,
		Text: "10", Unit: Percent, Min: 1, Max: 100,
		Meaning: "Share of contacts that abandon above which an alarm rings.",
		Readers: []string{"sla-evaluator", "tieline report"},
	})

	// SLAPopLimit is of screen pops, of whichever queue: it is one service that
	// answers them all.
	SLAPopLimit = number(Declaration{
		Name: "sla/pop-limit",
		Text: "95", Unit: Percent, Min: 1, Max: 100,
		Meaning: "Share of screen pops that find an answer below which an alarm rings, where a queue is open and sla/minimum-contacts of them were wanted.",
		Readers: []string{"sla-evaluator", "tieline report"},
	})

	// SLADriftLimit is of the hours that are held against Connect's own reports.
	SLADriftLimit = number(Declaration{
		Name: "sla/drift-limit",
		Text: "5", Unit: Percent, Min: 1, Max: 100,
		Meaning: "How many percentage points the service level of a queue may differ from Amazon Connect's own in an hour; an alarm rings when it is more in two hours of three.",
		Readers: []string{"sla-evaluator"},
	})

	// SLAWaitLimit is of the caller who waits longest.
	SLAWaitLimit = duration(Declaration{
		Name: "sla/wait-limit", PerQueue: true,
		Text: "300", Unit: Seconds, Min: 1, Max: 86400,
		Meaning: "How long one contact may wait before an alarm rings.",
		Readers: []string{"sla-evaluator", "tieline report"},
	})

	// SLAWrapUpAfter is when a wrap-up is missing.
	SLAWrapUpAfter = duration(Declaration{
		Name: "sla/wrap-up-after",
		Text: "600", Unit: Seconds, Min: 60, Max: 86400,
		Meaning: "How long after its end a contact that was answered and has no wrap-up is counted as missing one.",
		Readers: []string{"sla-evaluator", "tieline report"},
	})
)

// AlertsPerHour keeps a source that flaps from filling Salesforce.
var AlertsPerHour = number(Declaration{
	Name: "alerts/per-hour",
	Text: "6", Unit: Alerts, Min: 1, Max: 60,
	Meaning: "Most alerts that one alarm or queue makes in Salesforce in an hour; what comes above that is counted on the last of them.",
	Readers: []string{"alarm-relay"},
})
