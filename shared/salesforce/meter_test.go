package salesforce_test

import (
	"sync"
	"testing"
	"time"

	"tieline/shared/salesforce"
)

func TestAMeterKnowsTheLastUsageForAWhile(t *testing.T) {
	now := at
	m := salesforce.NewMeter(func() time.Time { return now })
	share := func(want float64, known bool) {
		t.Helper()
		if got, is := m.Share(); got != want || is != known {
			t.Errorf("%v %t, want %v %t", got, is, want, known)
		}
	}
	share(0, false)
	m.Seen(t.Context(), salesforce.Usage{Used: 18000, Limit: 100000})
	share(18, true)
	now = now.Add(9 * time.Minute)
	share(18, true)
	m.Seen(t.Context(), salesforce.Usage{Used: 105, Limit: 100})
	share(105, true)
	now = now.Add(10 * time.Minute)
	share(0, false)
	m.Seen(t.Context(), salesforce.Usage{})
	share(0, false)
}

func TestSeveralUseOneMeter(t *testing.T) {
	m := salesforce.NewMeter(time.Now)
	var calls sync.WaitGroup
	for range 4 {
		calls.Go(func() { m.Seen(t.Context(), salesforce.Usage{Used: 1, Limit: 4}); m.Share() })
	}
	calls.Wait()
	if share, known := m.Share(); share != 25 || !known {
		t.Errorf("%v %t", share, known)
	}
}
