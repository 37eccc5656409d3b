package events

// QuietTypes are the types of contact events that tell nothing of use here: the
// rule leaves them out. Flows that set attributes make several of the first for
// each contact, and so does whoever copies a disposition to Connect, which then
// cannot be heard as news. What is of a type unknown today passes (Amazon Connect
// administrator guide, "Contact events").
var QuietTypes = []string{"CONTACT_DATA_UPDATED", "CONNECTED_TO_SYSTEM", "PAUSED", "RESUMED", "AMD_DISABLED"}
