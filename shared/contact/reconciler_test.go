package contact_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"tieline/shared/contact"
)

// agenda lists the same contacts, due since the same time.
type agenda struct {
	ids   []string
	since time.Time
}

func (a agenda) Due(_ context.Context, _ time.Time, limit int) ([]string, time.Time, error) {
	return a.ids[:min(limit, len(a.ids))], a.since, nil
}

// bell hears rings, or is broken.
type bell struct {
	heard []string
	err   error
}

func (b *bell) Ring(_ context.Context, _ time.Duration, ids ...string) error {
	b.heard = append(b.heard, ids...)
	return b.err
}

func TestARoundSaysForHowManyItRangAndHowLateItWas(t *testing.T) {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	late := agenda{[]string{"c1", "c2", "c3"}, now.Add(-90 * time.Second)}
	for name, tt := range map[string]struct {
		agenda agenda
		bell   bell
		rung   int
		oldest time.Duration
	}{
		"some are due":       {agenda: late, rung: 2, oldest: 90 * time.Second},
		"nobody is due":      {agenda: agenda{since: now}},
		"the bell is broken": {agenda: late, bell: bell{err: errors.New("no queue")}},
	} {
		t.Run(name, func(t *testing.T) {
			b := tt.bell
			rung, oldest, err := contact.NewReconciler(tt.agenda, &b, func() time.Time { return now }).Ring(t.Context(), 2)
			if rung != tt.rung || oldest != tt.oldest || !errors.Is(err, b.err) {
				t.Errorf("rang for %d, the oldest due for %s, error %v", rung, oldest, err)
			}
			if err == nil && len(b.heard) != tt.rung {
				t.Errorf("heard %v", b.heard)
			}
		})
	}
}
