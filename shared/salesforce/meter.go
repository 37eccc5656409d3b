package salesforce

import (
	"context"
	"sync"
	"time"
)

// usageLife is how long a usage counts once it is told. Whoever calls less for
// the sake of a usage hears less of it, and must not go by an old one for ever.
const usageLife = 10 * time.Minute

// Meter remembers the usage that an org told last. It may be used by several at
// once.
type Meter struct {
	now func() time.Time

	mu   sync.Mutex
	last Usage
	at   time.Time
}

// NewMeter returns a Meter that has heard nothing.
func NewMeter(now func() time.Time) *Meter { return &Meter{now: now} }

// Seen takes a usage down. It is for Watched.
func (m *Meter) Seen(_ context.Context, u Usage) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.last, m.at = u, m.now()
}

// Share is how much of its calls the org has used, in percent: above 100 if it
// may go over. It is not known until a call has told it, nor ten minutes later.
func (m *Meter) Share() (percent float64, known bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.last.Limit <= 0 || m.now().Sub(m.at) >= usageLife {
		return 0, false
	}
	return 100 * float64(m.last.Used) / float64(m.last.Limit), true
}
