package handler

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"tieline/shared/amazonconnect"
	"tieline/shared/fault"
	"tieline/shared/metric"
)

// partly is an Amazon Connect that fails for a threshold, with an answer for one
// queue beside it or none, at once or only when nobody waits any more.
type partly struct {
	*fakeConnect
	fails  time.Duration
	beside string
	hangs  bool
}

func (p partly) HistoricMetrics(ctx context.Context, queues []string, threshold time.Duration, _, _ time.Time) (map[string]amazonconnect.Historic, error) {
	some := map[string]amazonconnect.Historic{}
	for _, id := range queues {
		if threshold != p.fails || id == p.beside {
			some[id] = p.then[id]
		}
	}
	if p.hangs {
		<-ctx.Done()
	}
	if threshold != p.fails {
		return some, nil
	}
	return some, fault.Errorf(fault.Unauthorized, "no rights")
}

// punctual is a CloudWatch that takes nothing too late.
type punctual struct{ *fakeCloudWatch }

func (p punctual) Put(ctx context.Context, at time.Time, of map[string][]metric.Figure) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return p.fakeCloudWatch.Put(ctx, at, of)
}

func TestWhatConnectAnswersForIsComparedThoughTheRestFails(t *testing.T) {
	for name, tt := range map[string]struct {
		connect partly
		want    float64
	}{
		"another threshold fails":          {partly{fails: 2 * time.Minute}, 3},
		"that of the furthest queue fails": {partly{fails: 20 * time.Second}, 1},
		"the call fails after one queue":   {partly{fails: 20 * time.Second, beside: "q1"}, 3},
		"it takes all time there is":       {partly{fails: 2 * time.Minute, beside: "q2", hangs: true}, 3},
	} {
		synctest.Test(t, func(t *testing.T) {
			w, at := settling(), noon.Add(15*time.Minute)
			w.now = at
			p := w.parts()
			tt.connect.fakeConnect = &w.fakeConnect
			p.Connect, p.Published = tt.connect, punctual{&w.fakeCloudWatch}
			log := logged(func() {
				if _, err := New(p)(t.Context(), json.RawMessage(`{"time":"2026-01-05T12:15:00Z"}`)); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			})
			if got, put := w.put(at, "all")["ServiceLevelDrift"]; !put || got != tt.want {
				t.Errorf("%s: put %v", name, w.put(at, "all"))
			}
			if !strings.Contains(log, `"figures":"drift","kind":"unauthorized","err":"no rights","RefusedAccess":1`) {
				t.Errorf("%s: logged %s", name, log)
			}
		})
	}
}
