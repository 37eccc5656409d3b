package main

import (
	"container/heap"
	"math/rand/v2"
	"time"
)

// Clock is the soak's time and its only scheduler: a heap of what is to happen,
// done one after the other by one goroutine. A seed therefore repeats a run
// exactly.
type Clock struct {
	now   time.Time
	ahead agenda
	count uint64 // of all that was planned; of two at the same time the first comes first
	depth int    // of waits within waits
	dice  *rand.Rand
}

// began is when every run begins.
var began = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

func newClock(seed uint64) *Clock {
	return &Clock{now: began, dice: rand.New(rand.NewPCG(seed, 1))}
}

// Now is the virtual time.
func (c *Clock) Now() time.Time { return c.now }

// At plans something. What lies in the past happens next.
func (c *Clock) At(at time.Time, do func()) {
	c.count++
	heap.Push(&c.ahead, planned{at, c.count, do})
}

// After plans something for later.
func (c *Clock) After(d time.Duration, do func()) { c.At(c.now.Add(d), do) }

// Every does something again and again, as long as it says so.
func (c *Clock) Every(d time.Duration, do func() (again bool)) {
	c.After(d, func() {
		if do() {
			c.Every(d, do)
		}
	})
}

// Run lets happen all that is planned, until there is nothing more.
func (c *Clock) Run() {
	for len(c.ahead) > 0 {
		c.step()
	}
}

// deepest is how many may wait at once. A wait ends only when those that began
// in it have ended, as there is one goroutine.
const deepest = 4

// Wait lets the world go on for a while, in the middle of whatever calls it: so
// others come between a function's reading and its writing. Where too many wait
// already it takes no time.
func (c *Clock) Wait(d time.Duration) {
	if c.depth >= deepest || d <= 0 {
		return
	}
	c.depth++
	defer func() { c.depth-- }()
	until := c.now.Add(d)
	for len(c.ahead) > 0 && !c.ahead[0].at.After(until) {
		c.step()
	}
	c.now = later(c.now, until)
}

func (c *Clock) step() {
	next := heap.Pop(&c.ahead).(planned)
	c.now = later(c.now, next.at)
	next.do()
}

// Chance draws whether something happens that does so in this share of cases.
func (c *Clock) Chance(share float64) bool { return share > 0 && c.dice.Float64() < share }

// Between draws a duration.
func (c *Clock) Between(from, to time.Duration) time.Duration {
	return from + time.Duration(c.dice.Int64N(int64(to-from)+1))
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

type planned struct {
	at time.Time
	n  uint64
	do func()
}

// agenda implements heap.Interface.
type agenda []planned

func (a agenda) Len() int { return len(a) }
func (a agenda) Less(i, j int) bool {
	return a[i].at.Before(a[j].at) || a[i].at.Equal(a[j].at) && a[i].n < a[j].n
}
func (a agenda) Swap(i, j int) { a[i], a[j] = a[j], a[i] }
func (a *agenda) Push(x any)   { *a = append(*a, x.(planned)) }
func (a *agenda) Pop() any {
	last := len(*a) - 1
	x := (*a)[last]
	(*a)[last] = planned{}
	*a = (*a)[:last]
	return x
}
