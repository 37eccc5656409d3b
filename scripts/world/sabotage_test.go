package world

import (
	"context"
	"slices"
	"testing"
)

// stream remembers the contacts whose records it got.
type stream []string

func (s *stream) Put(_ context.Context, contact string, _ []byte) error {
	*s = append(*s, contact)
	return nil
}

func TestOneContactLosesAllItsRecords(t *testing.T) {
	var got stream
	s := &sabotage{how: DropRecord, tell: func(string) {}}
	for _, contact := range []string{"c1", "c2", "c1", "c3"} {
		if err := s.stream(&got).Put(t.Context(), contact, nil); err != nil {
			t.Fatal(err)
		}
	}
	if want := []string{"c2", "c3"}; !slices.Equal(got, want) {
		t.Errorf("delivered %v, want %v", got, want)
	}
}

func TestWithoutABreakNothingIsLost(t *testing.T) {
	var got stream
	s := &sabotage{}
	if err := s.stream(&got).Put(t.Context(), "c1", nil); err != nil || len(got) != 1 {
		t.Errorf("delivered %v, %v", got, err)
	}
}
