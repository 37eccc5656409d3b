package handler

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"tieline/events"
	"tieline/shared/amazonconnect"
	"tieline/shared/contact"
	"tieline/shared/fault"
	"tieline/shared/metric"
)

// fakeNames knows what queues are called.
type fakeNames struct {
	known map[string]string
	err   error
}

func (f fakeNames) Look(context.Context, contact.IDs) (contact.Names, contact.IDs, error) {
	return contact.Names{Queues: f.known}, contact.IDs{}, f.err
}

// fakeConnect is Amazon Connect.
type fakeConnect struct {
	now   map[string]amazonconnect.Current
	then  map[string]amazonconnect.Historic
	err   error
	asked []string // of which hour, by which threshold, of which queues
}

func (f *fakeConnect) CurrentMetrics(context.Context, []string) (map[string]amazonconnect.Current, error) {
	return f.now, f.err
}

func (f *fakeConnect) HistoricMetrics(_ context.Context, queues []string, threshold time.Duration, from, to time.Time) (map[string]amazonconnect.Historic, error) {
	f.asked = append(f.asked, fmt.Sprint(from.Format("15:04"), to.Format("-15:04 "), threshold, queues))
	return f.then, f.err
}

// fakeCloudWatch is what was put, by minute and queue.
type fakeCloudWatch struct {
	mu   sync.Mutex
	puts int
	of   map[string]map[string]float64
	err  error
}

func (f *fakeCloudWatch) Put(_ context.Context, at time.Time, of map[string][]metric.Figure) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.puts++
	for queue, figures := range of {
		key := at.Format("15:04 ") + queue
		if f.of[key] == nil {
			f.of[key] = map[string]float64{}
		}
		for _, figure := range figures {
			f.of[key][figure.Name] = figure.Value
		}
	}
	return f.err
}

// fakeBus refuses some events.
type fakeBus struct {
	refuses []string // ends of their type and queue
	taken   []string // type and key of each
	details map[string]events.ServiceLevelRecovered
}

func (f *fakeBus) Publish(_ context.Context, source, detailType string, details ...json.RawMessage) (failed []int, err error) {
	for n, detail := range details {
		var d events.ServiceLevelRecovered
		if json.Unmarshal(detail, &d) != nil || source != "tieline" ||
			slices.ContainsFunc(f.refuses, func(end string) bool { return strings.HasSuffix(detailType+" "+string(d.Queue), end) }) {
			failed, err = append(failed, n), fault.Errorf(fault.Throttled, "slow down")
			continue
		}
		f.taken = append(f.taken, detailType+" "+string(d.Key))
		f.details[detailType] = d
	}
	return failed, err
}
