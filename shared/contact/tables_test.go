package contact_test

import (
	"context"
	"time"

	"tieline/shared/contact"
	"tieline/shared/fault"
)

// table is a Store of one contact, and its bell keeps the last delay.
type table struct {
	item contact.Item
	rung time.Duration
}

func (s *table) Read(context.Context, ...string) ([]contact.Item, error) {
	if s.item.Version == 0 {
		return nil, nil
	}
	return []contact.Item{s.item}, nil
}

func (s *table) Write(_ context.Context, i contact.Item, was int64) error {
	if s.item.Version != was {
		return fault.Errorf(fault.Conflict, "version is %d", s.item.Version)
	}
	s.item = i
	return nil
}

func (s *table) Ring(_ context.Context, delay time.Duration, _ ...string) error {
	s.rung = delay
	return nil
}

// tables is a Store of many.
type tables map[string]contact.Item

func tableOf(items ...contact.Item) tables {
	all := tables{}
	for _, i := range items {
		all[i.ID] = i
	}
	return all
}

func (s tables) Read(_ context.Context, ids ...string) (found []contact.Item, err error) {
	for _, id := range ids {
		if i, known := s[id]; known {
			found = append(found, i)
		}
	}
	return found, nil
}

func (s tables) Write(_ context.Context, i contact.Item, was int64) error {
	if s[i.ID].Version != was {
		return fault.Errorf(fault.Conflict, "version is %d", s[i.ID].Version)
	}
	s[i.ID] = i
	return nil
}

// Open lists those that were open before a time.
func (s tables) Open(_ context.Context, before time.Time, limit int) (ids []string, err error) {
	for id, i := range s {
		if !i.OpenAt.IsZero() && i.OpenAt.Before(before) && len(ids) < limit {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

func (s tables) Due(context.Context, time.Time, int) ([]string, time.Time, error) {
	return nil, time.Time{}, nil
}
