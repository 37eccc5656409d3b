package slareport

import (
	"context"
	"fmt"
	"maps"
	"math"
	"strings"
	"time"

	"tieline/shared/sla"
	"tieline/shared/sla/tuned"
)

// Historic is what Amazon Connect says of a queue: contacts queued, abandoned, taken
// from the queue within the threshold, and its service level in percent.
type Historic struct {
	Queued, Abandoned, Within int
	ServiceLevel              float64
	Known                     bool
}

// Theirs is Amazon Connect's own reckoning, by queue. One that it does not answer for
// is absent.
type Theirs interface {
	HistoricMetrics(ctx context.Context, queues []string, threshold time.Duration, from, to time.Time) (map[string]Historic, error)
}

// Compared is a row of ours beside Amazon Connect's.
type Compared struct {
	Row
	Theirs Historic
	// Ours is our service level as Connect defines it, whichever variant is tuned.
	Ours  float64
	Known bool
}

// Compare makes the report, asks Amazon Connect for the same, and hands over each row
// with both.
func (t Task) Compare(ctx context.Context, theirs Theirs, each func(Compared) error) error {
	asked := map[Bucket]map[string]Historic{}
	for _, c := range t.Chunks {
		for _, b := range c.Buckets {
			if asked[b] != nil {
				continue
			}
			answer, err := t.ask(ctx, theirs, b)
			if err != nil {
				return err
			}
			asked[b] = answer
		}
	}
	return t.Run(ctx, func(r Row) error {
		if r.Total || r.Queue.ID == "" {
			return nil
		}
		c := Compared{Row: r, Theirs: asked[Bucket{r.From, r.To}][r.Queue.ID]}
		c.Ours, c.Known = r.Figures.ServiceLevel(sla.Connect)
		return each(c)
	})
}

// ask asks for all queues, those of each threshold together.
func (t Task) ask(ctx context.Context, theirs Theirs, b Bucket) (map[string]Historic, error) {
	by := map[time.Duration][]string{}
	for _, q := range t.Queues {
		threshold := tuned.Policy(t.Tuned, q.ID).Threshold
		by[threshold] = append(by[threshold], q.ID)
	}
	all := map[string]Historic{}
	for threshold, queues := range by {
		some, err := theirs.HistoricMetrics(ctx, queues, threshold, b.From, b.To)
		if err != nil {
			return nil, fmt.Errorf("ask Amazon Connect for %s: %w", b.From.Format(time.DateOnly), err)
		}
		maps.Copy(all, some)
	}
	return all, nil
}

// Apart is our service level less Connect's, in percentage points.
func (c Compared) Apart() (points float64, known bool) {
	return c.Ours - c.Theirs.ServiceLevel, c.Known && c.Theirs.Known
}

// settles is how long figures of a time still change: a contact record comes minutes
// after the end of its contact, and Tieline looks up one that is half an hour late
// (parameter reconciler/overdue); Connect's own change as long.
const settles = 2 * time.Hour

// same is below what one decimal shows.
const same = 0.05

// Why says in a sentence what explains that the two are apart, as far as the figures
// tell; "" if they are not.
func (c Compared) Why(now time.Time) string {
	f := c.Figures
	points, known := c.Apart()
	switch {
	case f.Offered == 0 && c.Theirs.Queued == 0:
		return ""
	case !c.Theirs.Known:
		return "Connect says nothing of this time."
	case known && math.Abs(points) < same && f.Offered == c.Theirs.Queued && f.Abandoned == c.Theirs.Abandoned:
		return ""
	}
	var why []string
	if f.Provisional > 0 {
		why = append(why, fmt.Sprintf("provisional abandons of ours: %d, whose contact records are not there and may say that they were moved", f.Provisional))
	}
	if n := c.Theirs.Queued - f.Offered; n > 0 {
		why = append(why, fmt.Sprintf("contacts that only Connect has: %d, whose events and records are late or lost", n))
	} else if n < 0 {
		why = append(why, fmt.Sprintf("contacts that only Tieline has: %d, which Connect counts later or not as queued", -n))
	}
	if f.LeftOut > 0 {
		why = append(why, fmt.Sprintf("left out by us for impossible times: %d", f.LeftOut))
	}
	if now.Sub(c.To) < settles {
		why = append(why, "figures of the last two hours still change, ours and Connect's")
	}
	if len(why) == 0 {
		return "Both count the same contacts: waits close to the threshold are measured otherwise, or a threshold was changed since."
	}
	text := strings.Join(why, "; ") + "."
	return strings.ToUpper(text[:1]) + text[1:]
}
