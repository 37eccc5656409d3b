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
	contact.Agenda
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

// gate is closed until a time, or does not know.
type gate struct {
	until time.Time
	err   error
}

func (g gate) Closed(context.Context) (time.Time, error) { return g.until, g.err }

func TestARoundSaysForHowManyItRangAndHowLateItWas(t *testing.T) {
	late := agenda{ids: make([]string, 500), since: newYear.Add(-90 * time.Second)}
	for name, tt := range map[string]struct {
		agenda agenda
		bell   bell
		gate   gate
		rung   int
		oldest time.Duration
	}{
		"some are due":                          {agenda: late, rung: 300, oldest: 90 * time.Second},
		"nobody is due":                         {agenda: agenda{since: newYear}},
		"the bell is broken":                    {agenda: late, bell: bell{err: errors.New("no queue")}},
		"Salesforce is left alone":              {agenda: late, gate: gate{until: newYear.Add(1)}, oldest: 90 * time.Second},
		"one call's worth may ask first":        {agenda: late, gate: gate{until: newYear}, rung: contact.MaxUpsert, oldest: 90 * time.Second},
		"nobody knows whether it is left alone": {agenda: late, gate: gate{err: errors.New("no table")}, rung: 300, oldest: 90 * time.Second},
		"it is left alone, and nothing is due":  {agenda: agenda{since: newYear}, gate: gate{until: newYear.Add(1)}},
	} {
		t.Run(name, func(t *testing.T) {
			b := tt.bell
			rung, oldest, err := contact.NewReconciler(tt.agenda, &b, tt.gate, func() time.Time { return newYear }).Ring(t.Context(), 300)
			if rung != tt.rung || oldest != tt.oldest || !errors.Is(err, b.err) {
				t.Errorf("rang for %d, the oldest due for %s, error %v", rung, oldest, err)
			}
			if err == nil && len(b.heard) != tt.rung {
				t.Errorf("heard %d", len(b.heard))
			}
		})
	}
}
