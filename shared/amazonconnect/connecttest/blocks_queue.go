package connecttest

import (
	"context"
	"strconv"
	"time"
)

// updateQueue sets the target queue.
func updateQueue(_ context.Context, v *visit, a action) way {
	q, ok := v.named(a)
	if !ok || a.Parameters.QueueID == "" || v.hook != "" {
		return failed // not of queue, hold and whisper flows
	}
	v.Queue = q
	return onward
}

// transferToQueue fails in a contact that is queued already.
func transferToQueue(_ context.Context, v *visit, _ action) way {
	if v.hook != "" {
		return failed
	}
	return v.enqueue(v.Queue)
}

// dequeue moves a waiting contact to another queue. There it is another
// contact, which only the instance can make.
func dequeue(_ context.Context, v *visit, a action) way {
	q, ok := v.named(a)
	if !ok || v.hook != CustomerQueue {
		return failed
	}
	return v.enqueue(q)
}

func (v *visit) enqueue(q Queue) way {
	switch {
	case q.ARN == "":
		return failed
	case q.Full:
		return way{err: "QueueAtCapacity"}
	}
	v.Queue = q
	return way{end: Queued}
}

// named is the queue that a block names, else the target queue; false if it is
// none. Agents have no queues of their own here.
func (v *visit) named(a action) (Queue, bool) {
	if a.Parameters.AgentID != "" {
		return Queue{}, false
	}
	if a.Parameters.QueueID == "" {
		return v.Queue, v.Queue.ARN != ""
	}
	id, _ := v.value(a.Parameters.QueueID)
	return v.queue(id)
}

// checkHours checks the target queue's hours. Hours that a block names itself
// are always open here.
func checkHours(_ context.Context, v *visit, a action) way {
	if a.Parameters.HoursOfOperationID != "" {
		if _, ok := v.value(a.Parameters.HoursOfOperationID); !ok {
			return failed
		}
		return result("True")
	}
	if v.Queue.ARN == "" {
		return failed
	}
	if v.Queue.Closed {
		return result("False")
	}
	return result("True")
}

func checkMetric(_ context.Context, v *visit, a action) way {
	q, ok := v.named(a)
	if !ok {
		return failed
	}
	value, ok := map[string]int{
		"NumberOfAgentsAvailable":        q.agents(),
		"NumberOfAgentsStaffed":          q.agents(),
		"NumberOfAgentsOnline":           q.agents(),
		"OldestContactInQueueAgeSeconds": int(q.Oldest / time.Second),
		"NumberOfContactsInQueue":        q.Waiting,
	}[a.Parameters.MetricType]
	if !ok {
		return failed
	}
	return result(strconv.Itoa(value))
}

// getMetrics loads $.Metrics. Without agents there are no metrics of agents
// (administrator guide, "Flow block: Get metrics").
func getMetrics(_ context.Context, v *visit, a action) way {
	q, ok := v.named(a)
	if !ok {
		return failed
	}
	v.metrics = map[string]string{
		"Queue.Name": q.Name, "Queue.ARN": q.ARN, "Queue.Size": strconv.Itoa(q.Waiting),
		"Queue.OldestContactAge": strconv.Itoa(int(q.Oldest / time.Second)),
	}
	if n := q.agents(); n > 0 {
		for _, state := range []string{"Online", "Available", "Staffed"} {
			v.metrics["Agents."+state+".Count"] = strconv.Itoa(n)
		}
	}
	return onward
}

func (q Queue) agents() int {
	if q.Unstaffed {
		return 0
	}
	return 1
}
