package events

// DetailTypeAlarm selects the events by which an alarm tells of its change,
// DetailTypeAlarmConfiguration those of one that is made, changed or deleted, and
// SourceAlarm is where they come from (CloudWatch user guide, "Alarm events and
// EventBridge").
const (
	DetailTypeAlarm              = "CloudWatch Alarm State Change"
	DetailTypeAlarmConfiguration = "CloudWatch Alarm Configuration Change"
	SourceAlarm                  = "aws.cloudwatch"
)

// OperationDelete is what is done to an alarm that is no more (same page,
// "Deletion of a metric math alarm").
const OperationDelete = "delete"

// States of an alarm (CloudWatch API reference, MetricAlarm, StateValue).
const (
	StateAlarm            = "ALARM"
	StateOK               = "OK"
	StateInsufficientData = "INSUFFICIENT_DATA"
)

// Alarm is what the details of all such events say, of a metric alarm or of a
// composite one: what is read of it is the same.
type Alarm struct {
	AlarmName     Text `json:"alarmName"`
	Configuration struct {
		Description Text `json:"description"`
	} `json:"configuration"`
	State AlarmState `json:"state"` // of one that is deleted, the last one
}

// AlarmStateChange is the detail of DetailTypeAlarm.
type AlarmStateChange struct {
	Alarm
	PreviousState AlarmState `json:"previousState"`
}

// AlarmConfigurationChange is the detail of DetailTypeAlarmConfiguration. When it
// was says the event.
type AlarmConfigurationChange struct {
	Alarm
	Operation Text `json:"operation"`
}

// AlarmState is a state and since when it is so: a time in UTC whose zone has no
// colon, as in 2019-10-02T17:04:40.989+0000. A state that an alarm was made with
// may lack it.
type AlarmState struct {
	Value Text   `json:"value"`
	Since Moment `json:"timestamp"`
}
