package events

// DetailTypeAlarm selects the events by which an alarm tells of its change, and
// SourceAlarm is where they come from (CloudWatch user guide, "Alarm events and
// EventBridge").
const (
	DetailTypeAlarm = "CloudWatch Alarm State Change"
	SourceAlarm     = "aws.cloudwatch"
)

// States of an alarm (CloudWatch API reference, MetricAlarm, StateValue).
const (
	StateAlarm            = "ALARM"
	StateOK               = "OK"
	StateInsufficientData = "INSUFFICIENT_DATA"
)

// AlarmStateChange is the detail of such an event, of a metric alarm or of a
// composite one: what is read of it is the same.
type AlarmStateChange struct {
	AlarmName     Text `json:"alarmName"`
	Configuration struct {
		Description Text `json:"description"`
	} `json:"configuration"`
	State         AlarmState `json:"state"`
	PreviousState AlarmState `json:"previousState"`
}

// AlarmState is a state and since when it is so: a time in UTC whose zone has no
// colon, as in 2019-10-02T17:04:40.989+0000. A state that an alarm was made with
// may lack it.
type AlarmState struct {
	Value Text   `json:"value"`
	Since Moment `json:"timestamp"`
}
