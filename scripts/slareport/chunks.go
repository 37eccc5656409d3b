package slareport

import "time"

// By is into what a time is divided.
type By string

// The divisions.
const (
	Day   By = "day"
	Hour  By = "hour"
	Whole By = "queue" // not at all: a row for each queue
)

// Bucket is the time that a row stands for, [From, To).
type Bucket struct{ From, To time.Time }

// Chunk is a time, a day at most, whose contacts are read at once, and the buckets
// to which they go. The bucket of a Whole is longer than that.
type Chunk struct {
	Bucket
	Buckets []Bucket
}

// Chunks divides a period, in its own zone. Days are as long there as they are: 23
// or 25 hours when clocks change. So what begins within a day or an hour has a
// short one first.
func (p Period) Chunks(by By) (all []Chunk) {
	for _, day := range p.days() {
		c := Chunk{day, []Bucket{day}}
		switch by {
		case Hour:
			c.Buckets = hours(day)
		case Whole:
			c.Buckets = []Bucket{p.Bucket}
		}
		all = append(all, c)
	}
	return all
}

func (p Period) days() (all []Bucket) {
	year, month, day := p.From.Date()
	for at := p.From; at.Before(p.To); {
		day++ // and never by adding to what came out: some days have no midnight
		next := earlier(time.Date(year, month, day, 0, 0, 0, 0, p.From.Location()), p.To)
		if next.After(at) {
			all = append(all, Bucket{at, next})
			at = next
		}
	}
	return all
}

func hours(day Bucket) (all []Bucket) {
	begun := time.Duration(day.From.Minute())*time.Minute + time.Duration(day.From.Second())*time.Second + time.Duration(day.From.Nanosecond())
	for at, next := day.From, day.From.Add(time.Hour-begun); at.Before(day.To); at, next = next, next.Add(time.Hour) {
		next = earlier(next, day.To)
		all = append(all, Bucket{at, next})
	}
	return all
}
