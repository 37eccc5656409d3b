package slareport

import (
	"time"

	"tieline/shared/sla"
	"tieline/shared/sla/tuned"
)

// sheet is the rows of a queue, or of all. Rows are few: it is contacts that there
// may be too many of to keep.
type sheet struct {
	queue  Queue
	policy sla.Policy
	rows   []Row
	at     map[time.Time]int // where the row is that begins then
}

func (t Task) sheet(q Queue) *sheet {
	return &sheet{queue: q, policy: tuned.Policy(t.Tuned, q.ID), at: map[time.Time]int{}}
}

// add adds the figures of a chunk's buckets.
func (s *sheet) add(c Chunk, of []sla.Figures) {
	for n, b := range c.Buckets {
		at, there := s.at[b.From]
		if !there {
			at = len(s.rows)
			s.at[b.From] = at
			s.rows = append(s.rows, Row{Queue: s.queue, Policy: s.policy, From: b.From, To: b.To})
		}
		s.rows[at].Figures = s.rows[at].Figures.Plus(of[n])
	}
}

// tell hands over the rows and their total.
func (s *sheet) tell(each func(Row) error) error {
	var total sla.Figures
	for _, r := range s.rows {
		total = total.Plus(r.Figures)
		if short := r.To.Sub(r.From) <= time.Hour; short && r.Figures == (sla.Figures{}) {
			continue
		}
		if err := each(r); err != nil {
			return err
		}
	}
	if len(s.rows) < 2 {
		return nil
	}
	return each(Row{Queue: s.queue, Policy: s.policy, From: s.rows[0].From, To: s.rows[len(s.rows)-1].To, Figures: total, Total: true})
}
