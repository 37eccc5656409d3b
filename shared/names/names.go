// Package names is the single list of names that infra/, functions/ and the
// local world must agree on, so that a renamed one breaks the build and not
// production.
package names

// Functions. A function's name is also its folder's; the queue or stream that
// brings it events bears it, too.
const (
	ContactEvents    = "contact-events"
	ContactRecords   = "contact-records"
	SalesforceWriter = "salesforce-writer"
	Reconciler       = "reconciler"
	ScreenPop        = "screen-pop"
)

// Functions lists every function.
var Functions = []string{ContactEvents, ContactRecords, SalesforceWriter, Reconciler, ScreenPop}

// Other resources of a stage.
const (
	Contacts    = "contacts"     // table
	ContactsDue = "contacts-due" // queue, the doorbell
	Parked      = "parked"       // bucket
	Salesforce  = "salesforce"   // secret
)

// LiveAlias is the alias of screen-pop that contact flows call.
const LiveAlias = "live"

// On returns the name on AWS of a stage's resource: tieline-<stage>-<name>.
func On(stage, name string) string { return "tieline-" + stage + "-" + name }

// Stack returns the name of a stage's stack: Tieline-<stage>-<name>.
func Stack(stage, name string) string { return "Tieline-" + stage + "-" + name }

// Stacks, in the order of their deploy.
const (
	DataStack = "Data"
	AppStack  = "App"
)

// Environment variables of functions.
const (
	EnvContactsTable    = "CONTACTS_TABLE"
	EnvContactsDueURL   = "CONTACTS_DUE_URL"
	EnvParkedBucket     = "PARKED_BUCKET"
	EnvSalesforceURL    = "SALESFORCE_URL"    // the org's My Domain
	EnvSalesforceSecret = "SALESFORCE_SECRET" // ARN of the secret with the credentials
	EnvIndexShards      = "INDEX_SHARDS"      // partitions of what is due
	EnvHold             = "HOLD"              // how long a change waits for others
	EnvRetention        = "RETENTION"         // how long the table remembers
	EnvCTISystem        = "CTI_SYSTEM"        // what Cti_System__c says
)

// IndexBySync is the sparse index of the contacts table: "due#3" or
// "rejected#3" in AttributeSyncList, the time in Unix milliseconds in
// AttributeSyncAt.
const (
	IndexBySync        = "by-sync"
	AttributeContactID = "contactId"
	AttributeSyncList  = "syncList"
	AttributeSyncAt    = "syncAt"
	AttributeExpiresAt = "expiresAt" // Unix seconds; the table's time to live
)
