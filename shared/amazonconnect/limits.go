package amazonconnect

import (
	"context"
	"time"

	"golang.org/x/time/rate"

	"tieline/shared/fault"
)

// Limits are how fast the Client calls each operation.
type Limits struct {
	DescribeContact, DescribeUser, DescribeQueue, UpdateContactAttributes Limit
	ListQueues, GetCurrentMetricData, GetMetricDataV2                     Limit
}

// Limit is a rate and how many calls may come at once. The zero Limit is none.
type Limit struct {
	PerSecond float64
	Burst     int
}

// DefaultLimits are half of what Amazon Connect allows an account in a region,
// as all its instances and all that calls them share that (administrator guide,
// "Amazon Connect service quotas", API throttling quotas: 10 per second in
// bursts of 15 of the operations on contacts, 5 in bursts of 8 of
// GetCurrentMetricData, 10 in bursts of 10 of GetMetricDataV2, 2 in bursts of 5
// of the others).
var DefaultLimits = Limits{
	DescribeContact: Limit{5, 7}, DescribeUser: Limit{1, 2}, DescribeQueue: Limit{1, 2}, UpdateContactAttributes: Limit{5, 7},
	ListQueues: Limit{1, 2}, GetCurrentMetricData: Limit{2.5, 4}, GetMetricDataV2: Limit{5, 5},
}

type limiters struct{ contacts, users, queues, attributes, lists, current, historic *limiter }

func (l Limits) limiters() limiters {
	return limiters{
		l.DescribeContact.limiter(), l.DescribeUser.limiter(), l.DescribeQueue.limiter(), l.UpdateContactAttributes.limiter(),
		l.ListQueues.limiter(), l.GetCurrentMetricData.limiter(), l.GetMetricDataV2.limiter(),
	}
}

type limiter struct{ *rate.Limiter }

func (l Limit) limiter() *limiter {
	if l == (Limit{}) {
		return &limiter{rate.NewLimiter(rate.Inf, 0)}
	}
	return &limiter{rate.NewLimiter(rate.Limit(l.PerSecond), l.Burst)}
}

// wait waits for the next call's turn. A turn that comes after ctx's deadline
// is not waited for: that is a fault of kind Throttled, at once.
func (l *limiter) wait(ctx context.Context) error {
	if err := l.Wait(ctx); err != nil {
		if ctx.Err() != nil {
			return fault.Errorf(fault.Unavailable, "wait for amazon connect: %w", err)
		}
		return fault.Errorf(fault.Throttled, "wait for amazon connect: %w", err)
	}
	return nil
}

// utc is a time of the API's, zero if it is absent or the first of January 1970,
// as the contact events' samples write what is not set.
func utc(t *time.Time) time.Time {
	if t == nil || t.UTC().Year() <= 1970 {
		return time.Time{}
	}
	return t.UTC()
}
