package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"tieline/scripts/bench/stub"
	"tieline/shared/names"
)

// screenPop is the function that is invoked most.
const screenPop = names.ScreenPop

// strangers are as many numbers as call in turn: fictional ones of one area
// (Ofcom, "Telephone numbers for use in TV and radio drama programmes").
const strangers = 1000

// lasting invokes screen-pop again and again, for many callers that were there
// before, and measures its memory half-way and at the end.
func (o Options) lasting(ctx context.Context, b *Bench) (Row, error) {
	requests, table, err := crowd(ctx, b, Samples(o.Samples))
	if err != nil {
		return Row{}, err
	}
	l, err := b.start(ctx, Subject{Name: "lasting/" + screenPop, Program: screenPop, Event: requests[0],
		Makes: stub.Calls{"GetItem": 1, "UpdateItem": 1}, Only: true, Checks: hit})
	if err != nil {
		return Row{}, err
	}
	defer l.function.Stop()
	b.Cloud.Fill(table)
	row := Row{Name: l.Name, Means: fmt.Sprintf("%d callers in turn", strangers), Calls: o.Last}
	for n := range o.Last {
		b.tell("invoking %s: %d of %d", l.Name, n, o.Last)
		if l.Event = requests[n%len(requests)]; n == o.Last/2 {
			half, err := memoryOf(l.function.PID())
			if err != nil {
				return Row{}, err
			}
			row.HalfWay = half.Resident
		}
		if err := l.once(ctx); err != nil {
			return Row{}, err
		}
	}
	end, err := memoryOf(l.function.PID())
	row.Resident, row.Peak = end.Resident, end.Peak
	return row, err
}

// crowd is what many callers' flows ask, and the index when all have called.
func crowd(ctx context.Context, b *Bench, s Samples) (requests [][]byte, table stub.Table, err error) {
	request, err := s.of("flow-request", 0)
	if err != nil {
		return nil, nil, err
	}
	known, err := b.called(ctx, s)
	if err != nil {
		return nil, nil, err
	}
	entry, err := json.Marshal(known[stub.Known])
	if err != nil {
		return nil, nil, err
	}
	table = stub.Table{}
	for n := range strangers {
		number := fmt.Sprintf("+442079460%03d", n)
		var item stub.Item
		if err := json.Unmarshal([]byte(strings.ReplaceAll(string(entry), stub.Known, number)), &item); err != nil {
			return nil, nil, err
		}
		table[number] = item
		requests = append(requests, bytes.ReplaceAll(request, []byte(stub.Known), []byte(number)))
	}
	return requests, table, nil
}
