package salesforce

import (
	"context"
	"slices"
	"time"

	"tieline/shared/contact"
	"tieline/shared/fault"
)

// Bounds on the calls of one Upsert. One bad record of 200 is found in 18 calls at
// most. While none is taken, the ten calls after the first share no record, so each
// that fails has a bad one of its own: nine of 200, wherever they stand, do not hold
// the others. An org that has taken none after 12 calls takes none.
const (
	maxCalls     = 40
	maxFruitless = 12
)

// upsertion is one Upsert.
type upsertion struct {
	client  *Client
	answers []contact.Answer
	calls   int
	taken   bool  // whether a record was, now or before: then the org is well
	most    int   // records in the next call while none is taken
	alone   []int // whose call failed although it held nothing else
}

// offer is the record of the nth item.
type offer struct {
	n int
	record
	relieved bool // of a link
}

// all offers groups of records until each record has its answer, or is not worth
// another call.
func (u *upsertion) all(ctx context.Context, groups [][]offer) {
	var relieved []offer
	for len(groups)+len(relieved) > 0 {
		if len(groups) == 0 {
			groups, relieved = [][]offer{relieved}, nil
		}
		groups = u.cut(groups)
		more, less, err := u.offer(ctx, groups[0])
		groups, relieved = u.queue(groups[1:], more), append(relieved, less...)
		if err != nil && !halves(err) || u.calls >= maxCalls || !u.taken && u.calls >= maxFruitless {
			u.stop(groups, relieved, err)
			break
		}
		if u.calls == 1 {
			rest, cancel := half(ctx)
			defer cancel()
			ctx = rest
		}
	}
	for _, n := range u.alone {
		if u.taken {
			u.answers[n] = contact.Answer{Fault: byItself(u.answers[n].Fault)}
		}
	}
}

// cut makes the first group no larger than a call may be now.
func (u *upsertion) cut(groups [][]offer) [][]offer {
	most := u.client.size.fit(len(groups[0]))
	if !u.taken {
		most = min(most, u.most)
	}
	if most == len(groups[0]) {
		return groups
	}
	return append([][]offer{groups[0][:most:most], groups[0][most:]}, groups[1:]...)
}

// queue lets halves go next once a record was taken. Before, others go first, and
// fewer at a time, since they need not be near what is bad.
func (u *upsertion) queue(groups, halves [][]offer) [][]offer {
	if u.taken || len(halves) == 0 {
		return append(halves, groups...)
	}
	u.most = len(halves[0])
	return append(groups, halves...)
}

// half ends after half of the time that is left.
func half(ctx context.Context) (context.Context, context.CancelFunc) {
	end, ends := ctx.Deadline()
	if !ends {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, time.Until(end)/2)
}

// stop leaves what is not judged for another time: halves, and records that were
// not offered without the links that were refused.
func (u *upsertion) stop(groups [][]offer, relieved []offer, why error) {
	if why == nil {
		why = fault.Errorf(fault.Unknown, "not offered again after %d calls", u.calls)
	}
	for _, o := range slices.Concat(groups...) {
		if u.answers[o.n].Held {
			u.answers[o.n].Fault = why
		}
	}
	for _, o := range relieved {
		u.answers[o.n] = contact.Answer{Fault: why, Held: true}
	}
}

// offer upserts a group once and notes what came of each record. It returns the
// halves that are worth another call, the records that are so with a link less,
// and the failure of the call.
func (u *upsertion) offer(ctx context.Context, group []offer) (more [][]offer, less []offer, err error) {
	records := make([]record, len(group))
	for k, o := range group {
		records[k] = o.record
	}
	u.calls++
	results, err := u.client.upsert(ctx, records)
	if timedOut(err) && (ctx.Err() == nil || u.calls == 1) { // a later call may just have come late
		u.client.size.timedOut(len(group))
	}
	if err != nil {
		return u.failed(group, err), nil, err
	}
	u.client.size.inTime(len(group))
	var loaded []offer
	for k, o := range group {
		u.answers[o.n] = contact.Answer{Fault: o.fault(results[k])}
		u.taken = u.taken || results[k].Success || fault.KindOf(u.answers[o.n].Fault) == fault.Superseded
		switch {
		case o.relieve(results[k]):
			o.relieved = true
			less = append(less, o)
		case results[k].halves():
			loaded = append(loaded, o)
		}
	}
	if !slices.ContainsFunc(results, func(r result) bool { return r.Success }) {
		more = inHalves(loaded)
	}
	return more, less, nil
}

// failed notes that a call failed, which judges nobody. But what fails alone was
// itself at fault, if Salesforce says so, or takes others.
func (u *upsertion) failed(group []offer, err error) (more [][]offer) {
	for _, o := range group {
		u.answers[o.n] = contact.Answer{Fault: err, Held: true}
	}
	switch n := group[0].n; {
	case !halves(err):
		return nil
	case len(group) > 1:
		return inHalves(group)
	case spoken(err):
		u.answers[n] = contact.Answer{Fault: byItself(err)}
	default:
		u.alone = append(u.alone, n)
	}
	return nil
}

// fault is that of a record.
func (o offer) fault(r result) error {
	if r.Success && o.relieved {
		return fault.Errorf(fault.Incomplete, "taken without a link that was refused")
	}
	return r.err()
}

// inHalves is none of what cannot be divided.
func inHalves(group []offer) [][]offer {
	if len(group) < 2 {
		return nil
	}
	middle := len(group) / 2
	return [][]offer{group[:middle:middle], group[middle:]}
}
