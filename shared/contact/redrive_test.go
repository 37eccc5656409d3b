package contact_test

import (
	"slices"
	"testing"
	"time"

	"tieline/shared/contact"
)

func TestOnlyWhatIsRejectedIsRedrivenAndOnlyOnce(t *testing.T) {
	refused := connected("c1")
	refused.DueAt, refused.Rejected, refused.Failures = time.Time{}, contact.Refusal{Reason: "too long", At: newYear}, 4
	s := tableOf(refused, connected("c2"))
	r := contact.NewRedriver(s, func() time.Time { return newYear.Add(time.Hour) })
	for n, want := range [][]string{{"c1"}, nil} {
		if got, err := r.Redrive(t.Context(), "c1", "c2", "c3"); err != nil || !slices.Equal(got, want) {
			t.Errorf("time %d: redriven are %v, %v; want %v", n+1, got, err, want)
		}
	}
	i := s["c1"]
	if !i.DueAt.Equal(newYear.Add(time.Hour)) || i.Rejected != (contact.Refusal{}) || i.Failures != 0 || i.Version <= refused.Version {
		t.Errorf("the item is %+v", i)
	}
	if s["c2"] != connected("c2") {
		t.Errorf("another is %+v", s["c2"])
	}
}
