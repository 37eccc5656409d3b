package connecttest

import (
	"encoding/json"
	"math"
	"net/http"
	"slices"
	"time"
)

type historicRequest struct {
	ResourceArn        string
	StartTime, EndTime float64 // seconds since 1970
	Filters            []struct {
		FilterKey    string
		FilterValues []string
	}
	Groupings []string
	Interval  struct{ IntervalPeriod string } // "" is TOTAL
	Metrics   []metric
}

type historicRow struct {
	Dimensions     map[string]string `json:",omitempty"`
	MetricInterval struct {
		Interval           string
		StartTime, EndTime float64
	}
	Collections []value
}

// historicMetrics is GetMetricDataV2, of some metrics, with one filter, by queues,
// and of one interval (Amazon Connect API reference).
func (i *Instance) historicMetrics(r *http.Request, _ string) (any, *failure) {
	var in historicRequest
	if json.NewDecoder(r.Body).Decode(&in) != nil || !in.valid(i.Now()) {
		return nil, badRequest
	}
	if in.ResourceArn != i.InstanceARN {
		return nil, notFound
	}
	asked, refused := i.filtered(in.Filters[0].FilterValues, in.Groupings)
	if refused != nil {
		return nil, refused
	}
	rows := []historicRow{}
	for _, queues := range asked {
		queued := i.queued(queues, moment(in.StartTime), moment(in.EndTime))
		if len(queued) > 0 { // else there are no data
			rows = append(rows, in.row(queues, queued))
		}
	}
	return map[string][]historicRow{"MetricResults": rows}, nil
}

func (in historicRequest) row(queues []*Queue, queued []leg) (row historicRow) {
	row.MetricInterval.Interval, row.MetricInterval.StartTime, row.MetricInterval.EndTime = "TOTAL", in.StartTime, in.EndTime
	if len(in.Groupings) > 0 {
		row.Dimensions = map[string]string{byQueue: queues[0].id()}
	}
	for _, m := range in.Metrics {
		row.Collections = append(row.Collections, value{m, historicFigures[m.Name](queued, m.Threshold)})
	}
	return row
}

func moment(seconds float64) time.Time { return time.UnixMilli(int64(math.Round(seconds * 1000))) }

// valid keeps to the limits of the API reference.
func (in historicRequest) valid(now time.Time) bool {
	from, to := moment(in.StartTime), moment(in.EndTime)
	if !from.Before(to) || to.After(now) || to.Sub(from) >= 35*24*time.Hour || in.Interval.IntervalPeriod != "" && in.Interval.IntervalPeriod != "TOTAL" {
		return false
	}
	for _, m := range in.Metrics {
		if historicFigures[m.Name] == nil || len(m.Threshold) != thresholds[m.Name] || slices.ContainsFunc(m.Threshold, threshold.odd) {
			return false
		}
	}
	return len(in.Metrics) > 0 && len(in.Filters) == 1 && in.Filters[0].FilterKey == byQueue
}

func (t threshold) odd() bool {
	n := t.ThresholdValue
	return n < 1 || n > 604800 || n != math.Trunc(n) || t.Comparison != "LT" && t.Comparison != "LTE"
}

// thresholds are how many a metric has.
var thresholds = map[string]int{"CONTACTS_REMOVED_FROM_QUEUE_IN_X": 1, "SERVICE_LEVEL": 1}

// historicFigures are the metrics that can be asked for (administrator guide,
// "Metrics definitions"), of one contact or more.
var historicFigures = map[string]func(queued []leg, x []threshold) float64{
	"CONTACTS_QUEUED":                  func(queued []leg, _ []threshold) float64 { return float64(len(queued)) },
	"CONTACTS_ABANDONED":               func(queued []leg, _ []threshold) float64 { return count(queued, (*leg).abandoned) },
	"CONTACTS_REMOVED_FROM_QUEUE_IN_X": func(queued []leg, x []threshold) float64 { return count(queued, x[0].removed) },
	"SERVICE_LEVEL": func(queued []leg, x []threshold) float64 {
		return 100 * count(queued, x[0].removed) / float64(len(queued))
	},
}

// queued are the contacts of queues that disconnected in [from, to).
func (i *Instance) queued(queues []*Queue, from, to time.Time) (all []leg) {
	i.each(i.Now(), func(k *known, since time.Duration) {
		at := k.at(k.ended)
		if k.in(queues) && since >= k.ended && !at.Before(from) && at.Before(to) {
			all = append(all, k.leg)
		}
	})
	return all
}

// abandoned reports whether no agent was connected and no contact follows.
func (l *leg) abandoned() bool { return l.agent == nil && l.next == "" }

// removed reports whether a contact left the queue in time, however it did.
func (t threshold) removed(l *leg) bool {
	waited := (l.dequeued - l.enqueued).Truncate(time.Second).Seconds()
	return waited < t.ThresholdValue || t.Comparison == "LTE" && waited == t.ThresholdValue
}

func count(all []leg, is func(*leg) bool) (n float64) {
	for at := range all {
		if is(&all[at]) {
			n++
		}
	}
	return n
}
