// Package names is the single list of names that infra/, functions/ and the
// local world must agree on, so that a renamed one breaks the build and not
// production.
package names

// Functions. A function's name is also its folder's; the queue or stream that
// brings it events bears it, too.
const (
	ContactEvents    = "contact-events"
	ContactRecords   = "contact-records"
	SalesforceEvents = "salesforce-events"
	SalesforceWriter = "salesforce-writer"
	Reconciler       = "reconciler"
	ScreenPop        = "screen-pop"
	SLAEvaluator     = "sla-evaluator"
	AlarmRelay       = "alarm-relay"
)

// Functions lists every function.
var Functions = []string{ContactEvents, ContactRecords, SalesforceEvents, SalesforceWriter, Reconciler, ScreenPop, SLAEvaluator, AlarmRelay}

// Other resources of a stage.
const (
	Contacts          = "contacts"                 // table
	Callers           = "callers"                  // table, the index of who is calling
	Operations        = "operations"               // table of what all functions share
	ContactsDue       = "contacts-due"             // queue, the doorbell
	Parked            = "parked"                   // bucket
	Salesforce        = "salesforce"               // secret
	SalesforceChanges = "salesforce-change-events" // rule on an event relay of change events, and its archive
	Bus               = "bus"                      // that our own events go on; its name is that of the stage, tieline-<stage>
	Alarms            = "alarms"                   // topic; alarms' own names are <path>-<what>
	Dashboard         = "dashboard"
)

// Parameters returns the path under which a stage's parameters stand in
// Parameter Store: /tieline/<stage>/.
func Parameters(stage string) string { return "/tieline/" + stage + "/" }

// LiveAlias is the alias of screen-pop that contact flows call.
const LiveAlias = "live"

// On returns the name on AWS of a stage's resource: tieline-<stage>-<name>.
func On(stage, name string) string { return "tieline-" + stage + "-" + name }

// Stack returns the name of a stage's stack: Tieline-<stage>-<name>.
func Stack(stage, name string) string { return "Tieline-" + stage + "-" + name }

// Stacks, in the order of their deploy.
const (
	DataStack    = "Data"
	AppStack     = "App"
	ConnectStack = "Connect" // deployed to AWS only
)

// Environment variables of functions.
const (
	EnvContactsTable    = "CONTACTS_TABLE"
	EnvCallersTable     = "CALLERS_TABLE"
	EnvOperationsTable  = "OPERATIONS_TABLE"
	EnvPopKeys          = "POP_KEYS"  // keys of mapped fields that the flows keep, by commas; may be ""
	EnvHeartbeat        = "HEARTBEAT" // "on" where an event relay brings heartbeats back, else "off"
	EnvContactsDueURL   = "CONTACTS_DUE_URL"
	EnvParkedBucket     = "PARKED_BUCKET"
	EnvSalesforceURL    = "SALESFORCE_URL"        // the org's My Domain
	EnvSalesforceSecret = "SALESFORCE_SECRET"     // ARN of the secret with the credentials
	EnvIndexShards      = "INDEX_SHARDS"          // partitions of what is due
	EnvHold             = "HOLD"                  // how long a change waits for others
	EnvDraftHold        = "DRAFT_HOLD"            // how long a draft's change waits for the record
	EnvRetention        = "RETENTION"             // how long the table remembers
	EnvConnectInstances = "CONNECT_INSTANCES"     // ARNs of the stage's instances, by commas
	EnvSalesforceEvents = "SALESFORCE_EVENTS_URL" // of the queue of that name
	EnvCTISystem        = "CTI_SYSTEM"            // what Cti_System__c says
	EnvStage            = "STAGE"                 // the stage's name
	EnvBus              = "BUS"                   // name of the stage's event bus
	EnvWatchedQueues    = "WATCHED_QUEUES"        // ids of queues with metrics of their own, by commas; may be ""
	EnvRunbook          = "RUNBOOK_URL"           // where the runbook is read
)

// Metrics that functions report and alarms watch, each by function. A count is
// of messages or contacts of one run.
const (
	MetricMessages       = "Messages"         // that a batch brought
	MetricEventAge       = "EventAge"         // of the oldest of them, in milliseconds since it was sent to the queue or stream
	MetricParked         = "Parked"           // that can never succeed
	MetricComesAgain     = "ComesAgain"       // that failed, and are delivered again
	MetricUnknownFaults  = "UnknownFaults"    // faults that no table of ours lists, or that do not pass as they should; a run may say it twice
	MetricSynced         = "Synced"           // contacts that Salesforce took
	MetricPostponed      = "Postponed"        // contacts that it did not take yet
	MetricRejected       = "Rejected"         // contacts that it refused for good
	MetricRefusedAccess  = "RefusedAccess"    // faults of credentials, rights or schema: people mend them
	MetricSalesforceUsed = "SalesforceApiUse" // percent of the org's daily calls
	MetricPops           = "ScreenPops"
	MetricPopsHit        = "ScreenPopsHit"
	MetricPopsMulti      = "ScreenPopsMulti"
	MetricPopsNone       = "ScreenPopsNone"
	MetricPopsAnon       = "ScreenPopsAnon"
	MetricPopsDegraded   = "ScreenPopsDegraded"
	MetricPopsResolved   = "ScreenPopsResolved"       // 1 or 0 of each with a number, address or id to look for: all but DEGRADED
	MetricPopsIndex      = "ScreenPopsFromIndex"      // answered from the index
	MetricPopsSalesforce = "ScreenPopsFromSalesforce" // answered by a search
	MetricPopsStale      = "ScreenPopsStale"          // answered with what is old, as Salesforce fails
	MetricPopsOverBudget = "ScreenPopsOverBudget"
	MetricPopsNotKept    = "ScreenPopsNotKept"       // that the contact's item should know of, and does not
	MetricPopsNotIndexed = "ScreenPopsNotIndexed"    // found by a search, and the next call searches again
	MetricPopTook        = "ScreenPopTime"           // of the whole call, what it keeps included, in milliseconds
	MetricFieldMapFaults = "ScreenPopFieldMapFaults" // pops for which the map of fields is at fault, or names what the org lacks
	MetricInvalidations  = "CallersInvalidated"      // keys of the index, by events of Salesforce
	MetricRelayHealthy   = "RelayHealthy"            // 1 or 0: whether the event relay brings changes
	MetricHeld           = "Held"                    // contacts that stay due as they are: Salesforce is left alone, or failed as a whole
	MetricDeferred       = "Deferred"                // drafts that wait while the org's calls are few
	MetricUnlinked       = "Unlinked"                // contacts that Salesforce took without a link
	MetricRepaired       = "Repaired"                // contacts whose end Connect had to be asked for
	MetricLapsed         = "Lapsed"                  // contacts of which nobody will tell the end
	MetricOverdue        = "Overdue"                 // contacts that were looked up, as their record did not come
	MetricLateFacts      = "FactsOfErased"           // facts of contacts that were erased, and not taken in
	MetricWrapUps        = "WrapUps"                 // that agents saved, heard of for the first time
	MetricWrapUpsFound   = "WrapUpsFound"            // that the reconciler passes on, as the relay may have lost them
	MetricCopied         = "DispositionsCopied"      // to attributes in Connect
	MetricRung           = "Rung"                    // contacts that were due
	MetricOldestDue      = "OldestDue"               // how long the longest of them was due, in milliseconds

	MetricSalesforceHeadroom = "SalesforceApiHeadroom" // percent of the org's daily calls until drafts wait, by the parameter salesforce/api-share
	MetricParameterRejected  = "ParameterRejected"     // overrides that are not in force, as they are wrong
	MetricMinutes            = "MinutesEvaluated"      // of service levels
	MetricLeftOut            = "ContactsLeftOut"       // of service levels, as their times are impossible
	MetricQueues             = "QueuesEvaluated"
	MetricSilent             = "Silent"           // 1 or 0: no contact event for too long, in opening hours
	MetricAlerts             = "Alerts"           // that Salesforce took
	MetricAlertsSuppressed   = "AlertsSuppressed" // of sources that flap: they are counted on the last one's alert
)

// Metrics of service levels, each of DimensionQueue: a queue's id, QueueAll or
// QueueWorst. A share is a percentage, a time in milliseconds.
const (
	MetricServiceLevel         = "ServiceLevel"
	MetricServiceLevelHeadroom = "ServiceLevelHeadroom" // service level less target, in percentage points
	MetricSLABreached          = "SlaBreached"          // 1 or 0
	MetricAbandonRate          = "AbandonRate"
	MetricAbandonHeadroom      = "AbandonHeadroom" // limit less abandon rate, in percentage points
	MetricSpeedOfAnswer        = "AverageSpeedOfAnswer"
	MetricHandleTime           = "AverageHandleTime"
	MetricContactsWaiting      = "ContactsWaiting"
	MetricLongestWait          = "LongestWait"
	MetricLongestWaitHeadroom  = "LongestWaitHeadroom" // limit less longest wait
	MetricContactsOffered      = "ContactsOffered"
	MetricPopSuccess           = "ScreenPopSuccessRate"
	MetricPopHeadroom          = "ScreenPopHeadroom" // success rate less its limit, in percentage points
	MetricMissingWrapUps       = "MissingWrapUps"
	MetricDrift                = "ServiceLevelDrift"         // our final service level less Connect's, in percentage points, without its sign
	MetricDriftHeadroom        = "ServiceLevelDriftHeadroom" // limit less drift, in percentage points
	MetricAgentsStaffed        = "AgentsStaffed"
	MetricAgentsAvailable      = "AgentsAvailable"
	MetricContactsInQueue      = "ContactsInQueue" // as Connect counts them now

	DimensionQueue = "Queue"
	QueueAll       = "all"
	QueueWorst     = "worst"
)

// IndexBySync is the sparse index of the contacts table: "due#3" or
// "rejected#3" in AttributeSyncList, the time in Unix milliseconds in
// AttributeSyncAt.
const (
	IndexBySync        = "by-sync"
	IndexByOpen        = "by-open" // sparse, too: "open#3" in AttributeOpenList, Unix milliseconds in AttributeOpenAt
	AttributeOpenList  = "openList"
	AttributeOpenAt    = "openAt"
	IndexQueueLive     = "queue-live"  // sparse: "<queue>#3#waiting" or "<queue>#3#left" in AttributeLiveList, when it was enqueued or left in AttributeLiveAt
	IndexQueueFinal    = "queue-final" // sparse: "<queue>#3" in AttributeFinalList, when it disconnected in AttributeFinalAt
	AttributeLiveList  = "liveList"
	AttributeLiveAt    = "liveAt"
	AttributeFinalList = "finalList"
	AttributeFinalAt   = "finalAt"
	AttributeLevel     = "level" // what service levels are computed from, and all that these two indexes project
	AttributeContactID = "contactId"
	AttributeKey       = "key"  // of the callers table
	AttributeName      = "name" // of the operations table
	AttributeSyncList  = "syncList"
	AttributeSyncAt    = "syncAt"
	AttributeExpiresAt = "expiresAt" // Unix seconds; the table's time to live
)
